using System.Text.Json;
using System.Text.Json.Serialization;
using IoBench.Analysis;

namespace IoBench.Reporting.Export;

/// <summary>
/// Bencher Metric Format: benchmark, measure, value with its bounds. Its own measures are <c>latency</c> (ns: the median) and <c>throughput</c>
/// (operations a second); the others are made when they are first seen, under the name and with the unit that stands here.
/// </summary>
/// <remarks>bencher.dev, reference "Bencher Metric Format", <c>bmf.json</c>; adapter <c>json</c>.</remarks>
internal static class BencherMetrics
{
    private static readonly (string Measure, Series Series)[] Measures =
    [
        ("latency", Series.P50), ("latency-p99-ns", Series.P99), ("latency-p999-ns", Series.P999), ("throughput", Series.Throughput),
        ("server-cpu-us-per-message", Series.ServerCpu), ("syscalls-per-message", Series.Syscalls),
    ];

    public static IEnumerable<ExportFile> Files(RunSummary summary)
    {
        var benchmarks = Series.Cells(summary).Select(static c => (c.Cell.Key, Metrics: Metrics(c))).Where(static b => b.Metrics.Count > 0)
            .ToDictionary(static b => b.Key, static b => (IReadOnlyDictionary<string, BencherMetric>)b.Metrics);
        if (benchmarks.Count > 0)
            yield return new("bencher.json", JsonSerializer.Serialize(benchmarks, ExportJson.Readable.IReadOnlyDictionaryStringIReadOnlyDictionaryStringBencherMetric) + "\n");
    }

    private static Dictionary<string, BencherMetric> Metrics(CellSummary cell) => Measures
        .Select(m => (m.Measure, Estimate: m.Series.Of(cell))).Where(static m => m.Estimate is not null)
        .ToDictionary(static m => m.Measure, static m => new BencherMetric(m.Estimate!.Centre, m.Estimate.Interval?.Low, m.Estimate.Interval?.High));
}

internal sealed record BencherMetric(
    [property: JsonPropertyName("value")] double Value,
    [property: JsonPropertyName("lower_value")] double? LowerValue,
    [property: JsonPropertyName("upper_value")] double? UpperValue);
