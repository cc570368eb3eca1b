using System.Text.Json;
using IoBench.Analysis;
using IoBench.Results;

namespace IoBench.Reporting.Export;

/// <summary>
/// The shape of BenchmarkDotNet's <c>*-report-full.json</c>, for tools that read that. A benchmark is a cell of a closed loop, an iteration is an
/// invocation: its operations are the messages answered in the window, its nanoseconds the window, so that a mean is the time that a message
/// takes of the whole server and not the latency that a client feels. What is ours beside it stands under <c>Metrics</c>.
/// </summary>
/// <remarks>Fields as its JsonExporterBase writes them. The caption names IoBench: who measured is not hidden.</remarks>
internal static class DotNetReport
{
    public static IEnumerable<ExportFile> Files(Run run, RunSummary summary)
    {
        var answered = run.Invocations.Where(static i => i is { Verdict.Valid: true, Load.Received: > 0 }).OrderBy(static i => i.Order).ToLookup(static i => i.Cell.Key);
        List<DotNetBenchmark> benchmarks = [.. summary.Cells.Where(c => !c.Cell.IsOpen && answered.Contains(c.Cell.Key)).Select(c => Benchmark(c, [.. answered[c.Cell.Key]]))];
        if (benchmarks.Count > 0)
            yield return new("IoBench-report-full.json", JsonSerializer.Serialize(new DotNetDocument(summary.Manifest.Name, Host(summary.Manifest.Environment), benchmarks), ExportJson.Readable.DotNetDocument) + "\n");
    }

    private static DotNetHost Host(RunEnvironment environment) => new()
    {
        BenchmarkDotNetCaption = "IoBench",
        BenchmarkDotNetVersion = environment.IoBench,
        OsVersion = $"Linux {environment.Kernel}{(environment.Distribution is null ? "" : $" ({environment.Distribution})")}",
        ProcessorName = environment.CpuModel,
        LogicalCoreCount = environment.Cpus.Count,
        RuntimeVersion = environment.DotNet,
        Architecture = environment.Architecture,
    };

    private static DotNetBenchmark Benchmark(CellSummary cell, IReadOnlyList<Invocation> answered)
    {
        var parameters = cell.Cell.Point.ToString();
        return new DotNetBenchmark
        {
            DisplayInfo = $"Echo.{cell.Cell.Label}: [{parameters}]",
            Namespace = "IoBench",
            Type = "Echo",
            Method = cell.Cell.Label,
            MethodTitle = cell.Cell.Label,
            Parameters = parameters,
            FullName = $"IoBench.Echo.{cell.Cell.Label}({parameters})",
            Statistics = DotNetStatistics.Of([.. answered.Select(static i => i.Load!.AskingSeconds * 1e9 / i.Load.Received)], Interval(cell.ThroughputPerSecond)),
            Measurements = [.. answered.Select(static (i, at) => new DotNetMeasurement
            {
                LaunchIndex = i.Block,
                IterationIndex = at + 1,
                Operations = i.Load!.Received,
                Nanoseconds = Math.Round(i.Load.AskingSeconds * 1e9),
            })],
            Metrics = [.. Series.All.Where(static s => s != Series.Throughput).Select((s, at) => Metric(s, s.Of(cell), at)).OfType<DotNetMetric>()],
        };
    }

    /// <summary>Of rates to that of times for each message: the highest rate is the shortest time.</summary>
    private static (double, double)? Interval(Estimate? rate) => rate?.Interval is { } i ? (1e9 / i.High, 1e9 / i.Low) : null;

    private static DotNetMetric? Metric(Series series, Estimate? estimate, int at) => estimate is null ? null : new DotNetMetric(estimate.Centre, new DotNetDescriptor
    {
        Id = series.Name,
        DisplayName = series.Title,
        Legend = $"{series.Title} ({series.Unit}), Hodges-Lehmann centre of {estimate.N} invocations",
        Unit = series.Unit,
        TheGreaterTheBetter = series.BiggerIsBetter,
        PriorityInCategory = at,
    });
}
