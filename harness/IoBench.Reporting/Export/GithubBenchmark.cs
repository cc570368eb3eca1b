using System.Text.Json;
using System.Text.Json.Serialization;
using IoBench.Analysis;
using IoBench.Reporting.Text;

namespace IoBench.Reporting.Export;

/// <summary>
/// github-action-benchmark, tools <c>customSmallerIsBetter</c> and <c>customBiggerIsBetter</c>: an array of entries, one file for each direction.
/// The action refuses an empty array, so there is no file where there is no entry.
/// </summary>
/// <remarks>Read by its <c>extractCustomBenchmarkResult</c>; <c>range</c> and <c>extra</c> are shown beside the point.</remarks>
internal static class GithubBenchmark
{
    public static IEnumerable<ExportFile> Files(RunSummary summary, bool biggerIsBetter)
    {
        List<GithubEntry> entries = [.. Series.Cells(summary).SelectMany(cell => Series.All.Where(s => s.BiggerIsBetter == biggerIsBetter).Select(s => Entry(summary, cell, s)).OfType<GithubEntry>())];
        if (entries.Count > 0)
            yield return new($"github-{(biggerIsBetter ? "bigger" : "smaller")}-is-better.json", JsonSerializer.Serialize(entries, ExportJson.Readable.IReadOnlyListGithubEntry) + "\n");
    }

    private static GithubEntry? Entry(RunSummary summary, CellSummary cell, Series series) => series.Of(cell) is not { } estimate ? null : new GithubEntry
    {
        Name = $"{cell.Cell.Key} {series.Name}",
        Unit = series.Unit,
        Value = estimate.Centre,
        Range = estimate.Interval is { } i ? FormattableString.Invariant($"{100 * i.Level} % [{i.Low:0.###}, {i.High:0.###}]") : null,
        Extra = string.Join("\n", new[]
        {
            $"{series.Title}, {cell.Cell.Label} at {Words.Point(cell.Cell.Point)}",
            Words.Plural(estimate.N, "invocation"),
            cell.ClientBound && series.BiggerIsBetter ? "client-bound: a lower bound" : "",
            Place.Line(summary.Manifest),
        }.Where(static s => s.Length > 0)),
    };
}

/// <summary>What the action calls a BenchmarkResult.</summary>
internal sealed record GithubEntry
{
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("unit")]
    public required string Unit { get; init; }

    [JsonPropertyName("value")]
    public required double Value { get; init; }

    [JsonPropertyName("range")]
    public string? Range { get; init; }

    [JsonPropertyName("extra")]
    public string? Extra { get; init; }
}
