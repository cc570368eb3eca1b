using IoBench.Analysis;

namespace IoBench.VerifyTwins;

/// <summary>Pairs of runs, one of each language right after the other, and what their ratios say.</summary>
internal sealed class Duel(string model, int connections, int serverCpu, int clientCpu)
{
    private const int MostTries = 3;

    private readonly List<double> rates = [], costs = [], nativeRates = [], nativeCosts = [];

    internal void Fight(int pairs)
    {
        for (var pair = 0; pair < pairs; pair++)
        {
            // Each is the first one in every other pair: what drifts in between favours neither.
            var first = Run(managed: pair % 2 == 0);
            var second = Run(managed: pair % 2 != 0);
            var (managed, native) = pair % 2 == 0 ? (first, second) : (second, first);
            rates.Add(managed.PerSecond / native.PerSecond);
            costs.Add(managed.CpuUs / native.CpuUs);
            nativeRates.Add(native.PerSecond);
            nativeCosts.Add(native.CpuUs);
        }
    }

    internal string Line() => FormattableString.Invariant(
        $"{model,-21} {connections,5}   {Text(rates)}   {Text(costs)}   {Centre(nativeRates),9:0} {Centre(nativeCosts),7:0.00}   {Verdict()}");

    private string Verdict()
    {
        if (HodgesLehmann.Estimate(rates, Scale.Log) is not { Interval: { } interval }) return "too few pairs";
        return interval.Low >= 0.95 ? "at least 0.95" : interval.High < 0.95 ? "below 0.95" : "inconclusive";
    }

    private (double PerSecond, double CpuUs) Run(bool managed)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var server = managed ? Contestant.Node(model, serverCpu) : Contestant.Twin(Twins.Program, model, serverCpu);
                double startUs = 0, stopUs = 0;
                var report = NodeProgram.Load(server.Port, connections, clientCpu, () => startUs = server.CpuUs(), () => stopUs = server.CpuUs());
                return (report.ThroughputPerSecond, (stopUs - startUs) / (report.ThroughputPerSecond * report.WindowSeconds));
            }
            catch (InvalidOperationException e) when (attempt < MostTries)
            {
                Console.Error.WriteLine($"verify-twins: {model} in {(managed ? "C#" : "C")}, {connections} connections, again: {e.Message}");
            }
        }
    }

    private static string Text(IReadOnlyList<double> ratios)
    {
        var estimate = HodgesLehmann.Estimate(ratios, Scale.Log)!;
        return FormattableString.Invariant($"{estimate.Centre:0.00} ") + (estimate.Interval is { } i ? FormattableString.Invariant($"[{i.Low:0.00}, {i.High:0.00}]") : "            ");
    }

    private static double Centre(IReadOnlyList<double> values) => HodgesLehmann.Estimate(values, Scale.Log)!.Centre;
}
