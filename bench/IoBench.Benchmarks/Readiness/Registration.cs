using BenchmarkDotNet.Attributes;
using IoBench.Benchmarks.Measuring;
using IoBench.Linux;

namespace IoBench.Benchmarks.Readiness;

/// <summary>What it costs to add one descriptor and to remove it, while others are watched: the price of a short connection.</summary>
[BenchmarkCategory("readiness")]
public class Registration
{
    private readonly Kernel kernel = new();
    private Watched watched = null!;
    private IReadiness readiness = null!;
    private int one;

    public static IEnumerable<string> Known => Mechanisms.Names;

    [ParamsSource(nameof(Known))]
    public string Mechanism { get; set; } = "";

    [Params(10, 10_000)]
    public int Descriptors { get; set; }

    [GlobalSetup]
    public void Open()
    {
        Placement.PinNear();
        watched = new Watched(Descriptors + 1, []);
        readiness = Mechanisms.Make(Mechanism, kernel, Descriptors + 1);
        one = watched.Descriptors[^1];
        foreach (var fd in watched.Descriptors.AsSpan(0, Descriptors)) readiness.Add(fd);
        Spending.CountCalls(kernel);
    }

    [GlobalCleanup]
    public void Close()
    {
        Spending.CountNoCalls();
        readiness.Dispose();
        watched.Dispose();
        Placement.Release();
    }

    [Benchmark]
    public void AddAndRemove()
    {
        readiness.Add(one);
        readiness.Remove(one);
    }
}
