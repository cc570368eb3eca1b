using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using IoBench.Results;

namespace IoBench.Cli.Tests;

/// <summary>The pages of the models against the catalog and the code: what a page quotes stands there still.</summary>
public partial class ModelPagesTests
{
    internal static readonly string Folder = Path.Combine(Checkout.Root, "docs", "models");

    private static readonly Lazy<IReadOnlyList<ModelInfo>> Catalog = new(AskTheNode);

    public static TheoryData<string> Models => [.. Catalog.Value.Select(model => model.Name)];

    [Fact]
    public void Every_model_has_a_page_that_the_index_links_in_the_order_of_their_kinds()
    {
        var linked = PageLink().Matches(File.ReadAllText(Path.Combine(Folder, "README.md"))).Select(match => match.Groups[1].Value).ToList();
        var pages = Directory.EnumerateFiles(Folder, "*.md").Select(Path.GetFileNameWithoutExtension).Where(page => page != "README");

        Assert.Equal(Catalog.Value.GroupBy(model => model.IoModel).SelectMany(kind => kind).Select(model => model.Name), linked);
        Assert.Equal(linked.Order(StringComparer.Ordinal), pages.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Tells_what_the_catalog_tells(string name)
    {
        var model = Catalog.Value.Single(model => model.Name == name);
        var page = OneSpaced(Page(name));

        Assert.StartsWith($"# `{name}`: ", page, StringComparison.Ordinal);
        Assert.Contains($"{model.IoModel} I/O · {model.Pattern} · needs {OneSpaced(model.Needs)}", page, StringComparison.Ordinal);
        Assert.All(model.Limits, limit => Assert.Contains($"- {OneSpaced(limit)}", page, StringComparison.Ordinal));
        Assert.All(model.Signature, call => Assert.Contains($"`{call}`", Section(Page(name), "Its calls"), StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Quotes_the_code_as_it_stands(string name)
    {
        var section = Section(Page(name), "Its loop");
        var file = Path.GetFullPath(Path.Combine(Folder, SourceLink().Match(section).Groups[1].Value));
        var source = Lines(File.ReadAllText(file));
        var quotes = Quote().Matches(section).Select(match => Lines(match.Groups[1].Value)).ToList();

        Assert.NotEmpty(quotes);
        Assert.All(quotes, quote => Assert.True(IndexOf(source, quote) >= 0, $"{Path.GetFileName(file)} does not read so any more:\n{string.Join('\n', quote)}"));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Names_the_calls_that_the_code_names(string name)
    {
        var file = Directory.EnumerateFiles(Path.Combine(Checkout.Root, "harness", "IoBench.Servers", "Models"), "*.cs")
            .Single(file => Path.GetFileNameWithoutExtension(file).Equals(name.Replace("-", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase));
        var head = CallsPerEcho().Match(File.ReadAllText(file)).Groups[1].Value.Replace("//", "", StringComparison.Ordinal);

        Assert.Contains($"Per echo: {OneSpaced(head)}", OneSpaced(Page(name)), StringComparison.Ordinal);
    }

    private static string Page(string name) => File.ReadAllText(Path.Combine(Folder, name + ".md"));

    private static string Section(string page, string heading) => page.Split($"\n## {heading}\n")[1].Split("\n## ")[0];

    private static string OneSpaced(string text) => Spaces().Replace(text, " ").Trim();

    /// <summary>Without indentation, which differs between a file and a quotation.</summary>
    private static string[] Lines(string code) => [.. code.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];

    private static int IndexOf(string[] source, string[] quote) =>
        Enumerable.Range(0, Math.Max(0, source.Length - quote.Length + 1)).FirstOrDefault(at => source.AsSpan(at, quote.Length).SequenceEqual(quote), -1);

    private static IReadOnlyList<ModelInfo> AskTheNode()
    {
        using var node = Process.Start(new ProcessStartInfo(RealNode.Path, ["models"]) { RedirectStandardOutput = true })!;
        var models = JsonSerializer.Deserialize(node.StandardOutput.ReadToEnd(), LineJson.Default.IReadOnlyListModelInfo)!;
        Assert.True(node.WaitForExit(Cli.Limit), "the node does not end");
        return models;
    }

    [GeneratedRegex(@"^\| \[`([^`]+)`\]\(\1\.md\) \|", RegexOptions.Multiline)]
    private static partial Regex PageLink();

    [GeneratedRegex(@"\]\(([^)]+\.cs)\)")]
    private static partial Regex SourceLink();

    [GeneratedRegex(@"^```csharp\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Quote();

    [GeneratedRegex(@"^// Calls per echo: (.*?)^// Limits:", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CallsPerEcho();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
