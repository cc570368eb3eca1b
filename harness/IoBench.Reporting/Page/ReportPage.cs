using IoBench.Analysis;
using IoBench.Reporting.Charts;
using IoBench.Reporting.Text;

namespace IoBench.Reporting.Page;

/// <summary>What a report says, before it takes a form: HTML and Markdown are two renderings of this.</summary>
internal sealed record ReportPage
{
    public required string Title { get; init; }

    public required string Place { get; init; }

    public required string When { get; init; }

    public required IReadOnlyList<FormattableString> Answer { get; init; }

    public required string ModelsHead { get; init; }

    public required Table Models { get; init; }

    /// <summary>Skipped models, first of all what is not in the table above.</summary>
    public required IReadOnlyList<FormattableString> Skipped { get; init; }

    /// <summary>What the reader may draw from the figures of the run; null where there is nothing to choose.</summary>
    public ExplorerData? Explorer { get; init; }

    /// <summary>The first one is the picture.</summary>
    public required IReadOnlyList<Section> Sections { get; init; }

    public required IReadOnlyList<FormattableString> Trust { get; init; }

    public string TrustHead { get; init; } = "Can this run be trusted?";

    public required Table Blocks { get; init; }

    public string BlocksHead { get; init; } = "Block by block: what the machine did beside the measurement";

    public string EnvironmentHead { get; init; } = "The machine in full";

    public required IReadOnlyList<(string Key, string Value)> Environment { get; init; }

    public required IReadOnlyList<FormattableString> Method { get; init; }

    public required string Command { get; init; }

    public string CommandHead { get; init; } = "How to repeat this very run";

    public required IReadOnlyList<string> RawFiles { get; init; }

    /// <summary>Where all charts are listed.</summary>
    public string ChartsPage { get; init; } = "charts/";

    /// <summary>Pages that explain the parts <c>models</c>, <c>trust</c> and <c>method</c>; empty for a page that stands alone.</summary>
    public IReadOnlyDictionary<string, string> Explained { get; init; } = new Dictionary<string, string>();

    public static ReportPage Of(RunSummary summary, IReadOnlyList<Drawing> drawings)
    {
        var (manifest, plan) = (summary.Manifest, summary.Manifest.Plan);
        // Two servers are held against each other, and no model against another: other words, other tables.
        var sides = manifest.Sides is null ? null : new SidesContent(summary, drawings);
        return new ReportPage
        {
            Title = sides?.Title ?? $"IoBench {plan.Name}",
            Place = Text.Place.Line(manifest),
            When = string.Join(" · ", new[]
            {
                manifest.StartedAt.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", System.Globalization.CultureInfo.InvariantCulture),
                Words.Plural(plan.Blocks, "block"),
                summary.ElapsedSeconds is null ? "" : Figures.Duration(summary.ElapsedSeconds),
                manifest.Environment.GitCommit is { } commit ? "commit " + (commit.Length > 12 ? commit[..12] + (commit.EndsWith("-dirty", StringComparison.Ordinal) ? "-dirty" : "") : commit) : "",
            }.Where(static s => s.Length > 0)),
            Answer = sides?.Answer ?? Text.Answer.Of(summary),
            ModelsHead = $"{(sides is null ? "All models" : "B over A")}{(summary.Headline is { } headline ? $" at {Words.Point(headline)}" : "")}",
            Models = sides?.Models ?? Tables.Models(summary),
            Skipped = [.. manifest.Skipped.Select(static s => (FormattableString)$"{new Name(s.Model)}{(s.Connections is { } n ? $" at {Words.Connections(n)}" : "")}: {s.Reason}")],
            Explorer = sides is null ? Page.Explorer.Of(summary) : null,
            Sections = sides?.Sections ?? Page.Sections.Of(summary, drawings),
            Trust = TrustLines.Of(summary),
            Blocks = Tables.Blocks(summary),
            Environment = Page.Environment.Of(manifest.Environment),
            Method = [.. sides?.Method ?? [], .. MethodLines.Of(summary)],
            Command = manifest.Command,
            RawFiles = ["summary.json", "run.json", "invocations.jsonl", .. summary.Floors.Count > 0 ? ["floors.jsonl"] : (string[])[]],
        };
    }
}
