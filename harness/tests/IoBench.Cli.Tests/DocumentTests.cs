using System.Text.RegularExpressions;

namespace IoBench.Cli.Tests;

/// <summary>The documents against the tree that they describe.</summary>
public partial class DocumentTests
{
    private static readonly string ReferenceRun = Path.Combine(Checkout.Results, "reference");

    // What a build or a run makes is nobody's document; a committed report is.
    private static readonly string[] NotOurs = ["artifacts/", ".git/"];

    public static TheoryData<string> Documents => [.. Directory.EnumerateFiles(Checkout.Root, "*.md", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Checkout.Root, file))
        .Where(file => !NotOurs.Any(folder => file.StartsWith(folder, StringComparison.Ordinal)))
        .Where(file => !file.StartsWith("results/", StringComparison.Ordinal) || IsCommittedResult(file))
        .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_relative_link_leads_somewhere(string document)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Checkout.Root, document))!;
        var dead = Links(Read(document))
            .Select(link => (Link: link, Target: Path.GetFullPath(Path.Combine(folder, link))))
            .Where(to => !Path.Exists(to.Target) && !IsInAbsentReferenceRun(to.Target))
            .Select(to => to.Link);

        Assert.Empty(dead);
    }

    [Fact]
    public void The_table_of_models_lists_the_catalog()
    {
        var catalog = NameInCatalog().Matches(Read("harness/IoBench.Servers/Catalog.cs")).Select(match => match.Groups[1].Value);
        var table = Read("README.md").Split("## The models")[1].Split("\n## ")[0];

        Assert.Equal(catalog, FirstCell().Matches(table).Select(match => match.Groups[1].Value));
    }

    [Fact]
    public void Every_model_of_the_catalog_has_a_colour_and_a_marker_of_its_own()
    {
        var catalog = NameInCatalog().Matches(Read("harness/IoBench.Servers/Catalog.cs")).Select(match => match.Groups[1].Value).ToList();

        Assert.All(catalog, model => Assert.True(IoBench.Reporting.ModelStyle.Knows(model), $"{model} has no style"));
        Assert.Equal(catalog.Count, catalog.Select(model => IoBench.Reporting.ModelStyle.Of(model)).DistinctBy(style => (style.Colour, style.Marker)).Count());
    }

    [Fact]
    public void Every_script_that_the_readme_names_exists()
    {
        var scripts = Script().Matches(Read("README.md")).Select(match => match.Value).Distinct().ToList();

        Assert.Contains("scripts/bench", scripts);
        Assert.All(scripts, script => Assert.True(Path.Exists(Path.Combine(Checkout.Root, script)), $"there is no {script}"));
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(Checkout.Root, file));

    /// <summary>Targets inside the checkout, without their fragments; code is no place for links.</summary>
    private static IEnumerable<string> Links(string markdown) =>
        from match in Link().Matches(Code().Replace(markdown, ""))
        let target = match.Groups[1].Value.Split('#')[0]
        where target.Length > 0 && !Scheme().IsMatch(target)
        select Uri.UnescapeDataString(target);

    private static bool IsCommittedResult(string file) =>
        file == "results/README.md" || file.StartsWith("results/reference/", StringComparison.Ordinal);

    // A reference run is made after the documents that show it.
    private static bool IsInAbsentReferenceRun(string target) =>
        !Directory.Exists(ReferenceRun) && (target + "/").StartsWith(ReferenceRun + "/", StringComparison.Ordinal);

    [GeneratedRegex(@"\]\(\s*<?([^)\s>]+)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^```.*?^```|`[^`\n]*`", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Code();

    [GeneratedRegex("^[a-z][a-z0-9+.-]*:")]
    private static partial Regex Scheme();

    [GeneratedRegex(@"\bName = ""([^""]+)""")]
    private static partial Regex NameInCatalog();

    [GeneratedRegex(@"^\| `([^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex FirstCell();

    [GeneratedRegex(@"\bscripts/[a-z_.-]*[a-z]")]
    private static partial Regex Script();
}
