using BenchmarkDotNet.Attributes;

namespace IoBench.Benchmarks.Readiness;

/// <summary>What it costs to add one descriptor and to remove it, while others are watched: the price of a short connection.</summary>
[BenchmarkCategory("readiness")]
public class Registration
{
    private Watching watching = null!;
    private int one;

    public static IEnumerable<string> Known => Mechanisms.Names;

    [ParamsSource(nameof(Known))]
    public string Mechanism { get; set; } = "";

    [Params(10, 10_000)]
    public int Descriptors { get; set; }

    [GlobalSetup]
    public void Open()
    {
        watching = new Watching(Mechanism, Descriptors, [], spare: 1);
        one = watching.Watched.Descriptors[^1];
    }

    [GlobalCleanup]
    public void Close() => watching.Dispose();

    [Benchmark]
    public void AddAndRemove()
    {
        watching.Readiness.Add(one);
        watching.Readiness.Remove(one);
    }
}
