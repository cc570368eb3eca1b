using System.Globalization;
using IoBench.Analysis.Benchmarks;
using IoBench.Linux;
using IoBench.Load;
using IoBench.Results.Store;
using IoBench.VerifyLoad.Theory;

namespace IoBench.VerifyLoad;

/// <summary>
/// Whether the client's CPU per message is what its parts say: the system calls, each as long as it took in the very window, and what the
/// benchmarks found for the code between them. A part that nobody thought of would be missing from the sum.
/// </summary>
internal sealed class OwnSum(string benchmarks)
{
    private const int Connections = 128, PayloadBytes = 64, StampRoom = 1 << 22;
    private const double Seconds = 2, Tolerated = 0.1, AwakeShare = 0.98;

    /// <summary>The median of this many runs is judged: one preempted call of 10 ms is 0.5 % of a window.</summary>
    private const int Runs = 5;

    /// <returns>Whether the sum is the measured figure to 10 %.</returns>
    /// <exception cref="InvalidOperationException">The benchmarks lack a part, or the client slept in each run.</exception>
    internal bool Holds()
    {
        var own = BenchmarkSummary.Of(BenchmarkReader.Read(benchmarks)).OwnCost ?? throw new InvalidOperationException($"{benchmarks} lacks a part of the own cost; run scripts/benchmarks --filter '*LoadParts*'");
        var stampNs = StampBook.CostNs();
        Say($"own cost, {Connections} connections, {PayloadBytes} bytes: parts {own.SumNs:0.0} ns (stamp {own.StampNs:0.0}, conversation {own.ConversationNs:0.0}, counting {own.CountingNs:0.0}); stamping a call for this proof costs {stampNs:0.0} ns more");
        var ratios = Enumerable.Range(1, Runs).Select(run => Measure(run, own, stampNs)).OfType<double>().Order().ToList();
        if (ratios.Count == 0) throw new InvalidOperationException("the client slept in each run, so its calls' times are not its CPU; take a faster server or a machine at rest");
        var median = ratios[ratios.Count / 2];
        var holds = Math.Abs(median - 1) <= Tolerated;
        Say($"sum over measured: {median:0.000}, {ratios[0]:0.000} to {ratios[^1]:0.000} in {ratios.Count} runs; {(holds ? "holds" : "FAILS")} within {Tolerated:0 %}");
        return holds;
    }

    private static double? Measure(int run, OwnCost own, double stampNs)
    {
        var cpus = CpuSet.Allowed();
        using var server = ServingModel.Start("epoll", cpus[^1]);
        var book = new StampBook(StampRoom);
        var outcome = LoadRun.Run(
            new LoadOptions
            {
                Target = server.EndPoint, Connections = Connections, Payload = PayloadMix.Of(PayloadBytes), Cpus = [cpus[0]], Stamps = book,
                WarmupSeconds = 0.5, WarmupLimitSeconds = 0.5, DurationSeconds = Seconds,
            }, new Nobody());
        var messages = (double)outcome.Received;
        var calls = book.Take().Where(stamp => outcome.Window.Contains(stamp.EnterNs)).GroupBy(static stamp => stamp.Name)
            .Select(group => (Name: group.Key, PerMessage: group.Count() / messages, EachNs: group.Average(static stamp => (double)(stamp.LeaveNs - stamp.EnterNs)))).ToList();
        var cpuNs = (outcome.UserUs + outcome.SystemUs) * 1000 / messages;
        var callsNs = calls.Sum(static call => call.PerMessage * call.EachNs);
        // Half of what stamping costs, one of two readings of the clock, lies between the stamps.
        var stampingNs = calls.Sum(static call => call.PerMessage) * stampNs / 2;
        var sumNs = callsNs + own.SumNs + stampingNs;
        Say($"run {run}: {string.Join(", ", calls.OrderByDescending(static c => c.PerMessage * c.EachNs).Select(static c => string.Create(CultureInfo.InvariantCulture, $"{c.Name} {c.PerMessage:0.00} x {c.EachNs:0}")))}; "
            + $"calls {callsNs:0} + parts {own.SumNs:0} + stamping {stampingNs:0} = {sumNs:0} ns, measured {cpuNs:0} ns; between the calls {cpuNs - callsNs - stampingNs:0} ns; awake {outcome.CpuShare:0.0 %}, {messages / Seconds / 1000:0} k msg/s");
        return outcome.CpuShare >= AwakeShare && book.Dropped == 0 ? sumNs / cpuNs : null;
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private static void Say(string line) => Console.WriteLine(line);
}
