using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters.Json;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using IoBench.Benchmarks.Measuring;
using Perfolizer.Horology;
using Perfolizer.Mathematics.OutlierDetection;

namespace IoBench.Benchmarks;

/// <summary>How long each case is looked at.</summary>
/// <remarks>
/// All in this process: a program that BenchmarkDotNet writes would have threads before it could block the signals of POSIX AIO. No outlier is
/// removed, and no collection is forced between iterations: nothing here allocates but what is asked for its allocations, and a collection
/// empties the caches that a server would have warm.
/// </remarks>
internal static class Jobs
{
    public static Job? Find(string name) => name switch
    {
        // Each case once: does it run at all?
        "dry" => Job.Dry.WithId(name),
        // The whole suite in a quarter of an hour.
        "quarter" => Timed(name, milliseconds: 60, iterations: 12),
        "complete" => Timed(name, milliseconds: 250, iterations: 25),
        _ => null,
    };

    public static IConfig Config(Job job) => ManualConfig.CreateEmpty()
        .AddJob(job.WithToolchain(InProcessEmitToolchain.Instance))
        .AddColumnProvider(DefaultColumnProviders.Instance)
        .AddDiagnoser(new SpendingDiagnoser())
        .AddExporter(JsonExporter.Full)
        .AddLogger(ConsoleLogger.Default)
        // One file for each class, and the join made by who reads them.
        .WithOptions(ConfigOptions.DisableLogFile | ConfigOptions.StopOnFirstError);

    private static Job Timed(string name, int milliseconds, int iterations) => new Job(name)
        .WithWarmupCount(3)
        .WithIterationTime(TimeInterval.FromMilliseconds(milliseconds))
        .WithIterationCount(iterations)
        .WithOutlierMode(OutlierMode.DontRemove)
        .WithGcForce(false);
}
