using System.Collections;
using System.Runtime.CompilerServices;
using IoBench.Reporting.Page;
using IoBench.Reporting.Text;

namespace IoBench.Reporting.Site;

/// <summary>Leads from what a report says to the pages that explain it: from a model's name to the model's page, from a heading to what its figures are.</summary>
/// <param name="page">The page on which it will stand.</param>
internal sealed class SiteLinks(string page)
{
    // The points of "How to read a result" have their addresses from Chapter.WithAddresses.
    private static readonly Dictionary<string, string> Explained = new()
    {
        ["models"] = "ratio", ["ratio"] = "verdict", ["throughput"] = "centre-and-interval", ["latency"] = "offered-load", ["load"] = "offered-load", ["cost"] = "floor",
        ["idle"] = "crossing", ["payload"] = "crossing", ["depth"] = "crossing", ["threads"] = "crossing", ["processes"] = "crossing", ["tasks"] = "ratio",
        ["engines"] = "client-bound", ["repeatability"] = "invocation", ["noise"] = "a-a", ["trust"] = "what-the-verdicts-are-worth", ["method"] = "how-to-read-a-result",
        ["figures"] = "ratio", ["heat"] = "verdict",
    };

    /// <summary>Where a part of a report is explained; null where no page does.</summary>
    // Prices are not held against each other, and their page says itself how they were measured.
    public string? Method(string part) => page != SiteMap.Prices && Explained.TryGetValue(part, out var at) ? $"{SiteMap.Way(page, SiteMap.Methods)}#{at}" : null;

    public ReportPage In(ReportPage report) => report with
    {
        Answer = In(report.Answer),
        Models = In(report.Models),
        Skipped = In(report.Skipped),
        Sections = [.. report.Sections.Select(In)],
        Trust = In(report.Trust),
        Blocks = In(report.Blocks),
        Method = In(report.Method),
        Explained = ((string[])["models", "trust", "method"]).Where(part => Method(part) is not null).ToDictionary(static part => part, part => Method(part)!),
    };

    public Section In(Section section) => section with
    {
        Reading = In(section.Reading), Explained = Method(section.Id),
        Findings = section.Findings is null ? null : In(section.Findings), Data = section.Data is null ? null : In(section.Data),
    };

    public Table In(Table table) => table with { Rows = [.. table.Rows.Select(r => r with { Cells = [.. r.Cells.Select(In)] })] };

    public IReadOnlyList<FormattableString> In(IReadOnlyList<FormattableString> sentences) => [.. sentences.Select(In)];

    private TableCell In(TableCell cell) => cell.Model is { } model ? cell with { Href = Model(model) } : cell;

    private FormattableString In(FormattableString sentence) => FormattableStringFactory.Create(sentence.Format, [.. sentence.GetArguments().Select(In)]);

    private object? In(object? hole) => hole switch
    {
        string => hole,
        Name { Href: null } name => name with { Href = Model(name.Value) },
        FormattableString sentence => In(sentence),
        IEnumerable list => list.Cast<object?>().Select(In).ToList(),
        _ => hole,
    };

    /// <summary>A page does not lead to itself.</summary>
    private string? Model(string name) => SiteMap.Model(name) is { } to && to != page ? SiteMap.Way(page, to) : null;
}
