using IoBench.Analysis;
using IoBench.Reporting.Charts;
using IoBench.Reporting.Text;

namespace IoBench.Reporting.Page;

/// <summary>The figures behind each section.</summary>
internal static class Tables
{

    /// <summary>One row per model at one point, best first: the table of the terminal.</summary>
    public static Table Models(RunSummary summary)
    {
        var point = summary.HeadlinePoint;
        var floor = FloorText.Headline(summary);
        var rows = Findings.Ranked(summary, Metric.Throughput).Select(cell =>
        {
            var ratio = point?.Family(Metric.Throughput)?.Comparisons.FirstOrDefault(c => c.Label == cell.Cell.Label);
            return new Row(
            [
                Model(cell) with { Runs = cell }, Rate(cell), Cell(Figures.PlusMinus(cell.ThroughputPerSecond)),
                new(ratio is null ? cell.Cell.Label == point?.Baseline ? "1" : Figures.None : Figures.Ratio(ratio.Ratio.Centre), ratio?.Ratio.Centre ?? (cell.Cell.Label == point?.Baseline ? 1 : null)),
                Cell(ratio is null ? cell.Cell.Label == point?.Baseline ? "baseline" : Figures.None : Figures.Bounds(ratio.Ratio.Interval)),
                Cell(Verdict(cell, ratio)),
                Micros(cell.P50Ns), Micros(cell.P99Ns), Number(cell.ServerCpuUsPerMessage), .. Above(floor, cell.ServerAboveFloor), Calls(cell),
            ]) { Muted = cell.ClientBound };
        });
        return new(
        [
            new("model", false), new("msg/s"), new("± (95 %)"), new($"ratio to {point?.Baseline ?? "baseline"}"), new("95 % interval"), new("verdict", false),
            new("p50 µs"), new("p99 µs"), new("CPU µs/msg"), .. Above(floor), new("calls/msg"),
        ], [.. rows]);
    }

    public static Table Throughput(RunSummary summary) => new(
        [new("model", false), new("connections"), new("msg/s"), new("low"), new("high"), new("n"), new("client share"), new("server share"), new("note", false)],
        [.. ThroughputChart.Lines(summary).SelectMany(static l => l.Cells).Select(static c => new Row(
        [
            Model(c), new(Figures.Count(c.Cell.Connections), c.Cell.Connections), Rate(c),
            new(Figures.Rate(c.ThroughputPerSecond!.Interval?.Low), c.ThroughputPerSecond.Interval?.Low), new(Figures.Rate(c.ThroughputPerSecond.Interval?.High), c.ThroughputPerSecond.Interval?.High),
            new(Figures.Count(c.Valid), c.Valid), Percent(c.ClientCpuShare), Percent(c.ServerCpuShare), Cell(c.ClientBound ? "client-bound" : ""),
        ]) { Muted = c.ClientBound })]);

    public static Table Ratios(RunSummary summary) => Ratios(summary.HeadlinePoint?.Families ?? []);

    public static Table Ratios(PointSummary point) => Ratios(point.Families);

    private static Table Ratios(IReadOnlyList<Family> families) => new(
        [new("model", false), new("metric", false), new("ratio"), new("95 % interval"), new("margin"), new("verdict", false), new("Holm p"), new("detectable"), new("blocks")],
        [.. families.SelectMany(static f => f.Comparisons.Concat(f.Aa is null ? [] : [f.Aa])).Select(static c => new Row(
        [
            new(c.Label) { Model = BareModel(c.Label) }, Cell(Title(c.Metric)), new(Figures.Ratio(c.Ratio.Centre), c.Ratio.Centre), Cell(Figures.Bounds(c.Ratio.Interval)),
            new(Figures.Percent(c.Margin), c.Margin), Cell(BareModel(c.Label) == c.Label ? Words.Of(c) : "noise alone"),
            new(Figures.Number(c.AdjustedPValue, 2), c.AdjustedPValue), new(Figures.Percent(c.SmallestDetectable), c.SmallestDetectable), new(Figures.Count(c.PairedBlocks), c.PairedBlocks),
        ]))]);

    public static Table Latency(RunSummary summary) => new(
        [
            new("model", false), new("echoes"), new("p50 µs"), new("p90 µs"), new("p99 µs"), new("p99.9 µs"), new("p99.99 µs, all added"),
            new($"p99 to {summary.Manifest.Plan.Baseline}"), new("95 % interval"), new("verdict", false), new("note", false),
        ],
        [.. Findings.Tails(summary).Select(c =>
        {
            var ratio = summary.Points.FirstOrDefault(p => p.Point == c.Cell.Point)?.Family(Metric.P99)?.Comparisons.FirstOrDefault(r => r.Label == c.Cell.Label);
            return new Row(
            [
                Model(c), new(Figures.Rate(c.Latency!.Samples), c.Latency.Samples), Micros(c.P50Ns), Micros(c.P90Ns), Micros(c.P99Ns), Micros(c.P999Ns),
                new(Figures.Micros(c.Latency.At(0.9999)), c.Latency.At(0.9999)),
                new(Figures.Ratio(ratio?.Ratio.Centre), ratio?.Ratio.Centre), Cell(Figures.Bounds(ratio?.Ratio.Interval)), Cell(ratio is null ? "" : Words.Of(ratio)),
                Cell(string.Join("; ", new[] { c.Overloaded ? "overloaded" : "", c.ClientBound ? "client-bound" : "" }.Where(static s => s.Length > 0))),
            ]) { Muted = c.ClientBound };
        })]);

    public static Table Cost(RunSummary summary)
    {
        var floor = FloorText.Headline(summary);
        Column[] ofFloor = floor is null ? [] : [new("floor + added"), new("95 % of added"), new("× floor")];
        Column[] ofClient = floor is null ? [] : [new("client: floor + added")];
        return new(
        [new("model", false), new("CPU µs"), new("user"), new("kernel"), .. ofFloor, new("calls"), new("switches"), new("bytes allocated"), new("client CPU µs"), .. ofClient, new("calls by name", false)],
        [.. Findings.Ranked(summary, Metric.ServerCpu).Select(c => new Row(
        [
            Model(c), Number(c.ServerCpuUsPerMessage), Number(c.ServerCpuUserUsPerMessage), Number(c.ServerCpuSystemUsPerMessage),
            .. Above(floor, c.ServerAboveFloor), .. Beside(floor, c.ServerAboveFloor), Calls(c),
            Number(c.ContextSwitchesPerMessage), Number(c.AllocatedBytesPerMessage), Number(c.ClientCpuUsPerMessage), .. Above(floor, c.ClientAboveFloor),
            Cell(string.Join(", ", c.CallsPerMessage.Where(static k => k.Value.Centre >= 0.001).OrderByDescending(static k => k.Value.Centre).Select(static k => $"{k.Key} {Figures.Number(k.Value.Centre)}"))),
        ]))]);
    }

    public static Table Repeatability(RunSummary summary) => new(
        [new("model", false), new("msg/s"), new("worst deviation"), new("valid"), new("invalid"), new("far from the others", false), new("rates in run order", false)],
        [.. Findings.Ranked(summary, Metric.Throughput).Select(static c => new Row(
        [
            Model(c), Rate(c), new(Figures.Percent(Findings.WorstDeviation(c)), Findings.WorstDeviation(c)), new(Figures.Count(c.Valid), c.Valid), new(Figures.Count(c.Invalid.Count), c.Invalid.Count),
            Cell(string.Join("; ", c.Annotations.Select(static a => AnnotationText.Of(a)))), Cell(string.Join(", ", c.Invocations.Select(static f => Figures.Rate(f.ThroughputPerSecond)))),
        ]))]);

    public static Table Noise(RunSummary summary) => new(
        [new("block"), new("A/A"), new("CPU pressure"), new("stolen")],
        [.. RunNoise.Of(summary).Blocks.Select(static b => new Row(
        [
            new(Figures.Count(b.Block), b.Block), new(Figures.Ratio(b.AaRatio), b.AaRatio), new(Figures.Percent(b.CpuPressureShare), b.CpuPressureShare), new(Figures.Percent(b.StealShare), b.StealShare),
        ]))]);

    public static Table Blocks(RunSummary summary) => new(
        [new("block"), new("valid"), new("invalid"), new("stolen"), new("stolen, worst"), new("CPU pressure"), new("pressure, worst")],
        [.. summary.Blocks.Select(static b => new Row(
        [
            new(Figures.Count(b.Block), b.Block), new(Figures.Count(b.Valid), b.Valid), new(Figures.Count(b.Invalid), b.Invalid),
            new(Figures.Percent(b.StealShare), b.StealShare), new(Figures.Percent(b.StealShareMax), b.StealShareMax),
            new(Figures.Percent(b.CpuPressureShare), b.CpuPressureShare), new(Figures.Percent(b.CpuPressureShareMax), b.CpuPressureShareMax),
        ]))]);

    private static TableCell Model(CellSummary cell) => new(cell.Cell.Label) { Model = cell.Cell.Model };

    // Where nothing is known of the floor there is no column for it.
    private static Column[] Above(FloorSummary? floor) => floor is null ? [] : [new("floor + added")];

    private static TableCell[] Above(FloorSummary? floor, AboveFloor? above) =>
        floor is null ? [] : [new(FloorText.Sum(floor, above), above?.AddedUsPerMessage.Centre)];

    private static TableCell[] Beside(FloorSummary? floor, AboveFloor? above) =>
        floor is null ? [] : [Cell(FloorText.Bounds(floor, above)), new(Figures.Ratio(above?.TimesFloor.Centre), above?.TimesFloor.Centre)];

    private static string Verdict(CellSummary cell, Comparison? ratio) => string.Join(", ", new[]
    {
        ratio is null ? "" : Words.Of(ratio),
        cell.ClientBound ? "client-bound" : "",
        cell.Invalid.Count > 0 ? $"{cell.Invalid.Count} invalid" : "",
    }.Where(static s => s.Length > 0));

    private static string BareModel(string label) => label.Replace(Results.Cell.AaSuffix, "", StringComparison.Ordinal);

    private static string Title(string metric) => Metric.Compared.FirstOrDefault(m => m.Name == metric)?.Title ?? metric;

    private static TableCell Cell(string text) => new(text);

    private static TableCell Calls(CellSummary cell) => new(Words.Calls(cell), cell.SyscallsPerMessage?.Centre);

    private static TableCell Rate(CellSummary cell) => new(Figures.Rate(cell.ThroughputPerSecond?.Centre), cell.ThroughputPerSecond?.Centre);

    private static TableCell Micros(Estimate? estimate) => new(Figures.Micros(estimate?.Centre), estimate?.Centre);

    private static TableCell Number(Estimate? estimate) => new(Figures.Number(estimate?.Centre), estimate?.Centre);

    private static TableCell Percent(Estimate? estimate) => new(Figures.Percent(estimate?.Centre), estimate?.Centre);
}
