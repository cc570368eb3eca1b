using System.Xml.Linq;

namespace IoBench.Cli.Tests;

/// <summary>The rooms and the only arrows between them. A reference that is missing here is a decision, not an oversight.</summary>
public class ArchitectureTests
{
    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        ["IoBench.Linux"] = [],
        ["IoBench.Servers"] = ["IoBench.Linux"],
        ["IoBench.Load"] = ["IoBench.Linux", "HdrHistogram"],
        // The records of the child protocol have one definition, at both of its ends.
        ["IoBench.Node"] = ["IoBench.Servers", "IoBench.Load", "IoBench.Linux", "IoBench.Results"],
        ["IoBench.Results"] = [],
        ["IoBench.Analysis"] = ["IoBench.Results", "Perfolizer", "HdrHistogram"],
        ["IoBench.Reporting"] =
        [
            // HdrHistogram: .hlog and .hgrm are its own forms.
            "IoBench.Analysis", "IoBench.Results", "HdrHistogram", "Markdig", "ScottPlot",
            "SkiaSharp", "SkiaSharp.HarfBuzz", "SkiaSharp.NativeAssets.Linux.NoDependencies", "HarfBuzzSharp.NativeAssets.Linux",
        ],
        ["IoBench.Benchmarks"] = ["IoBench.Servers", "IoBench.Load", "IoBench.Linux", "BenchmarkDotNet"],
        // For who makes the packages; in none of them.
        ["IoBench.Packaging"] = [],
        ["IoBench.Cli"] = ["IoBench.Results", "IoBench.Analysis", "IoBench.Reporting", "System.CommandLine", "Spectre.Console"],
    };

    public static TheoryData<string> Rooms => [.. ((string[])["harness", "bench"]).SelectMany(static folder => Directory.GetFiles(Path.Combine(Checkout.Root, folder), "*.csproj", SearchOption.AllDirectories))
        .Where(file => !file.Contains("/tests/", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void A_room_uses_only_what_its_arrows_allow(string project)
    {
        var room = Path.GetFileNameWithoutExtension(project);

        Assert.True(Arrows.ContainsKey(room), $"{room} has no place in the house");
        Assert.Subset(Arrows[room].ToHashSet(), References(project).ToHashSet());
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Unsafe_code_stays_at_the_border(string project)
    {
        var allowed = XDocument.Load(project).Descendants("AllowUnsafeBlocks").Any(element => element.Value == "true");

        Assert.Equal(Path.GetFileNameWithoutExtension(project) == "IoBench.Linux", allowed);
    }

    private static IEnumerable<string> References(string project)
    {
        var document = XDocument.Load(project);
        var projects = document.Descendants("ProjectReference")
            // Built before, but no assembly of it is used: the CLI's node.
            .Where(reference => (string?)reference.Attribute("ReferenceOutputAssembly") != "false")
            .Select(reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!));
        return projects.Concat(document.Descendants("PackageReference")
            // A tool of the build, nothing of which is in the program: MinVer.
            .Where(reference => (string?)reference.Attribute("PrivateAssets") != "all")
            .Select(reference => (string)reference.Attribute("Include")!));
    }
}
