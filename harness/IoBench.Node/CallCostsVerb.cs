using System.Text.Json;
using IoBench.Linux;
using IoBench.Node.Probes;
using IoBench.Results;

namespace IoBench.Node;

/// <summary><c>call-costs</c>: single calls and echoes between two threads, each in a situation that differs from another's by one thing.</summary>
internal static class CallCostsVerb
{
    internal static int Run(Arguments arguments)
    {
        arguments.Done();
        // The threads of a pair take turns, as server and client do where they have one CPU.
        CpuSet.PinProcess(CpuSet.Allowed()[0]);
        // Before any descriptor is armed, and inherited by the other threads: one of these signals at a thread that does not block it ends the process.
        new SignalSet(SignalledPair.Ready, SignalSet.SIGIO).Block();
        var stopwatch = new CallWatch();
        SingleCalls.Measure(stopwatch);
        ThreadEchoes.Measure(stopwatch);
        Console.Out.WriteLine(JsonSerializer.Serialize(stopwatch.Costs(), LineJson.Default.CallCosts));
        return 0;
    }
}
