using IoBench.Reporting.Charts;
using IoBench.Reporting.Text;
using IoBench.Results;

namespace IoBench.Reporting.Page;

/// <summary>The questions that stamps answer, for a run whose folder holds <see cref="AnatomyReport.FileName"/> or <see cref="WaitReport.FileName"/>; other runs do not ask them.</summary>
internal static class AnatomySections
{
    public static IEnumerable<Section> Of(Run run, Drawing? chart)
    {
        if (run.Anatomy is { Models.Count: > 0 } anatomy)
            yield return new Section { Id = AnatomyChart.Name, Question = "Where does each model wait?", Reading = Reading(anatomy), Chart = chart, Data = Parts(anatomy) };
        if (run.Waits is not { } waits)
            yield break;
        if (waits.Models.Count > 0)
            yield return new Section { Id = "waits", Question = "In which call does each thread wait, and who copies the data?", Reading = Reading(waits), Data = Threads(waits) };
        if (waits.Calls is { } calls)
            yield return new Section { Id = "calls", Question = "What do calls that may wait return at once?", Reading = Reading(calls), Data = Calls(calls) };
    }

    private static List<FormattableString> Reading(AnatomyReport report)
    {
        var (shortest, longest) = (report.Models.MinBy(static m => m.RoundTripNs.Median)!, report.Models.MaxBy(static m => m.RoundTripNs.Median)!);
        var worst = report.Models.MaxBy(static m => m.Deviation)!;
        return
        [
            $"One message at a time on one connection: {new Name(shortest.Model)} answers in {Figures.Micros(shortest.RoundTripNs.Median)} µs, {new Name(longest.Model)} in {Figures.Micros(longest.RoundTripNs.Median)} µs (medians).",
            $"The parts follow each other without a gap; their sum is at most {Figures.Percent(Math.Round(worst.Deviation, 3))} from the median round trip of the same echoes by the client’s own clock ({new Name(worst.Model)}).",
            $"Stamping costs {Figures.Micros(report.Models.Min(static m => m.StampingNs))} to {Figures.Micros(report.Models.Max(static m => m.StampingNs))} µs an echo, which the parts contain: calls stamped, times what one stamp costs.",
        ];
    }

    private static Table Parts(AnatomyReport report) => new(
        [new("model", false), new("where", false), new("part", false), new("kind", false), new("mean µs"), new("lower quartile"), new("upper quartile"), new("share")],
        [.. report.Models.SelectMany(static m => m.Parts.Select(p => new Row(
        [
            new(m.Model) { Model = m.Model }, new(p.Lane), new(p.Name), new(PartKinds.Name(p.Kind)), Micros(p.MeanNs), Micros(p.SpreadNs.P25), Micros(p.SpreadNs.P75),
            new(Figures.Percent(Math.Round(p.MeanNs / m.SumNs, 3)), p.MeanNs / m.SumNs),
        ])))]);

    private static List<FormattableString> Reading(WaitReport report) =>
    [
        $"One connection with a pause of {Figures.Number(report.PauseMs)} ms before each message, so that waiting is nearly all there is; nothing here is said of a model, it was seen.",
        $"A star marks threads of the process that make no stamped call: of the C library, the .NET runtime, or the kernel’s rings. What they are seen to do is to run (/proc/PID/task).",
    ];

    private static Table Threads(WaitReport report) => new(
        [new("model", false), new("thread", false), new("waits in", false), new("of its time"), new("mean ms"), new("who copies", false), new("wakes an echo"), new("EAGAIN an echo")],
        [.. report.Models.SelectMany(static m => m.Threads.Select((t, i) => new Row(
        [
            new(m.Model) { Model = m.Model }, new(WaitText.Thread(t)), new(WaitText.Waits(t)),
            Share(t), Mean(t),
            new(i == 0 ? WaitText.Copies(m) : ""), new(i == 0 ? Figures.Number(m.WakesPerEcho, 2) : "", m.WakesPerEcho), new(i == 0 ? Figures.Number(m.RefusalsPerEcho, 2) : "", m.RefusalsPerEcho),
        ])))]);

    private static List<FormattableString> Reading(CallProbes calls) =>
    [
        $"Each call was provoked on loopback with a descriptor that blocks and one that does not; where it waits, the peer acts {Figures.Number(calls.PeerDelayMs)} ms later.",
        $"Over TCP a connect that meets a full queue goes on when its SYN is sent again, a second later.",
    ];

    private static Table Calls(CallProbes calls) => new(
        [new("call", false), new("descriptor", false), new("when", false), new("returned", false), new("took"), new("waited until the peer", false), new("after that")],
        [.. calls.Probes.Select(static p => new Row(
        [
            new(p.Call), new(p.Blocking ? "blocking" : "non-blocking"), new(p.Situation), new(p.Returned), new(WaitText.Time(p.TookUs), p.TookUs),
            new(p.PeerActs ?? Figures.None), new(p.AfterPeerUs is { } after ? WaitText.Time(after) : Figures.None, p.AfterPeerUs),
        ]))]);

    private static TableCell Share(ThreadWaits t) => new(WaitText.Shares(t), t.WaitsIn.Sum(static w => w.Share));

    private static TableCell Mean(ThreadWaits t) => new(WaitText.Means(t), t.WaitsIn.Count > 0 ? t.WaitsIn[0].MeanUs : null);

    private static TableCell Micros(double ns) => new(Figures.Micros(ns), ns);
}
