using System.Security.Cryptography;
using System.Text.Json;
using IoBench.Packaging;

namespace IoBench.Cli.Tests;

/// <summary>What others made of the programs: the page, the built programs, the lock files and the licences agree.</summary>
public class ThirdPartyTests
{
    private static readonly Shipment Shipped = Shipment.Of(Restored.Objects);

    private static string CommandFolder => Path.GetDirectoryName(Path.GetDirectoryName(RealNode.Path))!;

    [Fact]
    public void The_page_is_what_the_restored_packages_make_it() =>
        Assert.True(ThirdPartyPage.Write(Shipped) == File.ReadAllText(Path.Combine(Checkout.Root, ThirdPartyPage.FileName)), "packages changed: scripts/third-party writes THIRD-PARTY.md anew");

    [Fact]
    public void Listed_is_exactly_what_the_built_programs_load()
    {
        Assert.Equal(Loaded(Path.Combine(CommandFolder, "iobench.deps.json")), Named(Shipped.Command));
        Assert.Equal(Loaded(Path.ChangeExtension(RealNode.Path, ".deps.json")), Named(Shipped.Node));
    }

    [Fact]
    public void Hashes_are_those_of_the_packages_files()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Restored.Objects, "IoBench.Cli", "project.assets.json")));
        var folder = AssetsFile.PackagesFolder(document.RootElement);

        Assert.All(Shipped.All, package =>
        {
            var id = package.Name.ToLowerInvariant();
            Assert.Equal(Convert.ToHexStringLower(SHA512.HashData(File.ReadAllBytes(Path.Combine(folder, id, package.Version, $"{id}.{package.Version}.nupkg")))), package.Hash);
        });
    }

    [Fact]
    public void A_package_more_changes_the_page()
    {
        using var restored = new Restored("Stranger", """<license type="expression">MIT</license>""");

        var page = ThirdPartyPage.Write(Shipment.Of(restored.WithOneMore));

        Assert.Contains("\n| Stranger | 1.0.0 | MIT | Copyright A. Stranger | iobench-node |\n", page, StringComparison.Ordinal);
        Assert.NotEqual(ThirdPartyPage.Write(Shipped), page);
    }

    [Theory]
    [InlineData("""<license type="expression">GPL-3.0-only</license>""", "Stranger 1.0.0 is under GPL-3.0-only, which is not among the allowed licences; take another package, or decide and add it to Licences.Allowed")]
    [InlineData("""<license type="expression">MIT AND AGPL-3.0-only</license>""", "Stranger 1.0.0 is under MIT AND AGPL-3.0-only, which is not among the allowed licences; take another package, or decide and add it to Licences.Allowed")]
    [InlineData("""<license type="file">LICENSE</license>""", "Stranger 1.0.0 names no licence; read it, and add it to Licences.ReadByAPerson")]
    public void A_package_that_may_not_be_shipped_is_refused(string licence, string why)
    {
        using var restored = new Restored("Stranger", licence);

        Assert.Equal(why, Assert.Throws<PackagingException>(() => Shipment.Of(restored.WithOneMore)).Message);
    }

    [Fact]
    public void One_of_several_licences_will_do() =>
        Assert.Equal(["MIT"], Licences.Chosen(Licences.Of("x", "1.0.0", "(GPL-2.0-only OR MIT)")));

    [Fact]
    public void A_licence_without_its_text_is_told() =>
        Assert.Equal("the text of Zlib is missing; put it into Texts/Zlib.txt", Assert.Throws<PackagingException>(() => Licences.Text("Zlib")).Message);

    [Fact]
    public void The_font_that_is_listed_is_the_one_that_is_embedded()
    {
        Assert.Contains($"{Constituents.Font.Version}, files unchanged", File.ReadAllText(Path.Combine(Checkout.Root, "harness/IoBench.Reporting/Fonts/README.md")), StringComparison.Ordinal);
        Assert.StartsWith("Copyright © 2017 IBM Corp.", Constituents.Font.Copyright, StringComparison.Ordinal);
        Assert.All(Directory.GetFiles(Path.Combine(Checkout.Root, "harness/IoBench.Reporting/Fonts"), "*.woff"), file => Assert.StartsWith("IBMPlexSans-", Path.GetFileName(file), StringComparison.Ordinal));
    }

    private static IEnumerable<string> Named(IEnumerable<Package> packages) => packages.Select(static package => $"{package.Name}/{package.Version}").Order(StringComparer.Ordinal);

    /// <summary>Packages with a file that the host may load, by the program's own list.</summary>
    private static IEnumerable<string> Loaded(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(file));
        var libraries = document.RootElement.GetProperty("libraries");
        return [.. document.RootElement.GetProperty("targets").EnumerateObject().SelectMany(static target => target.Value.EnumerateObject())
            .Where(library => libraries.GetProperty(library.Name).GetProperty("type").ValueEquals("package") && (library.Value.TryGetProperty("runtime", out _) || library.Value.TryGetProperty("native", out _)))
            .Select(static library => library.Name).Distinct().Order(StringComparer.Ordinal)];
    }
}
