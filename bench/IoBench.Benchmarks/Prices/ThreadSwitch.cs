using BenchmarkDotNet.Attributes;
using IoBench.Benchmarks.Measuring;
using IoBench.Linux;

namespace IoBench.Benchmarks.Prices;

/// <summary>Two threads wake each other in turn: what one hand-over costs, on one CPU and across two.</summary>
[BenchmarkCategory("prices")]
public class ThreadSwitch
{
    private readonly Kernel kernel = new(), partnerKernel = new();
    private IBell there = null!, back = null!;
    private Thread partner = null!;
    private volatile bool ends;

    public static IEnumerable<string> Known => Bells.Names;

    public static IEnumerable<string> Choices => Placement.Choices;

    [ParamsSource(nameof(Known))]
    public string By { get; set; } = "";

    [ParamsSource(nameof(Choices))]
    public string Cpus { get; set; } = "";

    [GlobalSetup]
    public void Open()
    {
        Placement.PinNear();
        (there, back) = (Bells.Make(By, kernel, partnerKernel), Bells.Make(By, partnerKernel, kernel));
        partner = new Thread(Answer) { IsBackground = true };
        partner.Start();
        Spending.CountCalls(kernel, partnerKernel);
    }

    [GlobalCleanup]
    public void Close()
    {
        Spending.CountNoCalls();
        ends = true;
        there.Ring();
        partner.Join();
        there.Dispose();
        back.Dispose();
        Placement.Release();
    }

    [Benchmark(OperationsPerInvoke = 2)]
    public void ThereAndBack()
    {
        there.Ring();
        back.Await();
    }

    private void Answer()
    {
        CpuSet.PinThread(Placement.Far(Cpus));
        while (true)
        {
            there.Await();
            if (ends) return;
            back.Ring();
        }
    }
}
