using IoBench.Analysis;
using IoBench.Reporting.Text;
using IoBench.Results;

namespace IoBench.Reporting.Page;

/// <summary>The Trust section: everything that could make a reader doubt, said before he asks.</summary>
internal static class TrustLines
{
    public static IReadOnlyList<FormattableString> Of(RunSummary summary) =>
        [.. Noise(summary), .. Client(summary), .. Clock(summary), .. Qualified(summary), .. Odd(summary), .. Invalid(summary), .. Floors(summary), .. Missing(summary), .. Seams(summary), .. Limits(summary), .. summary.Notes.Select(static n => (FormattableString)$"{n}.")];

    private static IEnumerable<FormattableString> Noise(RunSummary summary)
    {
        foreach (var point in summary.Points)
            foreach (var family in point.Families)
                if (family.Aa is { } aa && (point.Point == summary.Headline || aa.Ratio.Interval?.Contains(1) == false))
                    yield return $"A/A, {Metric.Compared.First(m => m.Name == family.Metric).Title} at {Words.Point(point.Point)}: {Figures.Ratio(aa.Ratio.Centre)} {Figures.Bounds(aa.Ratio.Interval)}{(aa.Ratio.Interval?.Contains(1) == false ? ", which leaves out 1: distrust differences of that size" : "")}.";
        if (Trust.Detectable(summary) is { } effect)
            yield return $"Smallest difference in throughput that this run finds in four of five tries: {Figures.Percent(effect)}.";
        if (Trust.Holm(summary) is { } holm)
            yield return holm;
    }

    private static IEnumerable<FormattableString> Client(RunSummary summary)
    {
        var cells = summary.CellsAt(summary.Headline).Where(static c => c.ClientCpuShare is not null).ToList();
        if (cells.Count > 0)
            yield return $"Client’s share of its CPUs at the headline point: {Figures.Percent(cells.Min(static c => c.ClientCpuShare!.Centre))} to {Figures.Percent(cells.Max(static c => c.ClientCpuShare!.Centre))}; from {Figures.Percent(CellSummary.ClientLimit)} on, and busier than the server, a cell is client-bound and its rate a lower bound.";
        foreach (var point in summary.Points.Where(static p => p.CeilingPerSecond is not null))
            yield return $"Ceiling of the load generator at {Words.Point(point.Point)}: at least {Figures.Rate(point.CeilingPerSecond)} messages a second, reached against {new Name(point.CeilingLabel!)}.";
        if (!summary.Manifest.Placement.Disjoint)
            yield return $"Server and client had to share their CPUs: each takes time from the other.";
    }

    private static IEnumerable<FormattableString> Clock(RunSummary summary)
    {
        var siblings = summary.Manifest.Environment.Siblings;
        foreach (var server in summary.Manifest.Placement.ServerCpus)
            foreach (var client in summary.Manifest.Placement.ClientCpus)
                if (server != client && siblings.TryGetValue(server.ToString(System.Globalization.CultureInfo.InvariantCulture), out var list) && Results.CpuList.Parse(list).Contains(client))
                    yield return $"CPUs {server} (server) and {client} (client) are threads of one core: they share its execution units and caches.";
    }

    // A line for each kind: eight models at six loads would make a page of them.
    private static IEnumerable<FormattableString> Qualified(RunSummary summary) =>
        from found in summary.Cells.SelectMany(static c => c.Caveats.Select(k => (Cell: c, Caveat: k)))
        group found by found.Caveat.Name into kind
        let worst = kind.MaxBy(static k => k.Caveat.Invocations)
        select (FormattableString)$"Counted, but qualified in {Words.Plural(kind.Sum(static k => k.Caveat.Invocations), "invocation")} of {Words.Plural(kind.Count(), "cell")}: {worst.Caveat.Words} (most often {new Name(worst.Cell.Cell.Label)} at {Words.Point(worst.Cell.Cell.Point)}).";

    // Likewise: what is odd on several metrics of a cell is one line, and the cells beside the headline are one together.
    private static IEnumerable<FormattableString> Odd(RunSummary summary)
    {
        var odd = summary.Cells.Where(static c => c.Annotations.Count > 0).ToList();
        foreach (var cell in odd.Where(c => c.Cell.Point == summary.Headline))
            yield return $"Odd, and counted all the same: {new Name(cell.Cell.Label)} at {Words.Point(cell.Cell.Point)}, {string.Join("; ", cell.Annotations.Select(AnnotationText.Of))}.";
        if (odd.Count(c => c.Cell.Point != summary.Headline) is > 0 and var others)
            yield return $"Outliers or several modes among the invocations of {Words.Plural(others, "more cell")}, none left out; the annotations in summary.json name them.";
    }

    private static IEnumerable<FormattableString> Invalid(RunSummary summary) => summary.Cells
        .SelectMany(static c => c.Invalid.Select(i => (c.Cell, Invalid: i)))
        .Select(static i => (FormattableString)$"Invalid and in no figure: {new Name(i.Cell.Label)} at {Words.Point(i.Cell.Point)}, block {i.Invalid.Block}: {string.Join(' ', i.Invalid.Reasons)}");

    private static IEnumerable<FormattableString> Floors(RunSummary summary) => summary.Floors
        .SelectMany(static f => f.Invalid.Select(i => (Floor: f, Invalid: i)))
        .Select(static i => (FormattableString)$"Invalid and in no figure: floor of {Words.Connections(i.Floor.Connections)}, {Figures.Count(i.Floor.PayloadBytes)} bytes, block {i.Invalid.Block}: {string.Join(' ', i.Invalid.Reasons)}");

    private static IEnumerable<FormattableString> Missing(RunSummary summary)
    {
        if (Trust.Lacks(summary) is { } lacks)
            yield return $"Not all is here: {lacks}.";
        if (summary.Completeness.MissingCells is { Count: > 0 } missing)
            yield return $"Never run: {string.Join("; ", missing.GroupBy(static c => c.Label).Select(static g => $"{g.Key} ({string.Join(", ", g.Select(static c => Words.Point(c.Point)).Distinct())})"))}.";
        if (summary.Cells.Sum(static c => c.Latency?.Unreadable ?? 0) is > 0 and var unreadable)
            yield return $"{Words.Plural(unreadable, "histogram")} could not be read and are missing from the percentile curves.";
    }

    private static IEnumerable<FormattableString> Seams(RunSummary summary) => summary.Manifest.Seams.Select(static seam => seam.Differences.Count == 0
        ? (FormattableString)$"Cut off after {Words.Plural(seam.Finished, "invocation")} and taken up again on {Day(seam)} with the same kernel, binary and placement."
        : $"Cut off after {Words.Plural(seam.Finished, "invocation")} and taken up again on {Day(seam)} with another {string.Join("; another ", seam.Differences)}: figures of both parts are in each cell.");

    private static string Day(RunSeam seam) => seam.At.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", System.Globalization.CultureInfo.InvariantCulture);

    private static IEnumerable<FormattableString> Limits(RunSummary summary) => summary.Cells
        .SelectMany(static c => c.Events.Where(static e => e.Value > 0).Select(e => (FormattableString)$"{new Name(c.Cell.Label)} at {Words.Point(c.Cell.Point)}: {e.Key} {Figures.Count(e.Value)}."));
}
