using IoBench.Analysis;
using IoBench.Results;

namespace IoBench.Reporting.Text;

/// <summary>Where worker threads begin to pay, in words: for handlers that wait and for handlers that compute.</summary>
internal static class WorkText
{
    /// <summary>Both kinds of work at one shape of load: the headline's where it was measured with work, else the one with most works.</summary>
    public static IReadOnlyList<WorkSweep> Shown(RunSummary summary) => summary.Work.GroupBy(static w => w.Shape)
        .OrderByDescending(g => g.Key == summary.Headline).ThenByDescending(static g => g.Sum(static w => w.Steps.Count))
        .Select(static g => g.ToList()).FirstOrDefault() ?? [];

    /// <summary>As a title; null where no interval tells anything, and the question stands instead.</summary>
    public static string? Finding(RunSummary summary)
    {
        var sweeps = Shown(summary).Where(static w => Told(w).Count > 0).OrderBy(static w => w.Kind == CellWork.Cpu).ToList();
        List<string> known = [.. sweeps.Select(Part).OfType<string>()];
        var open = string.Join(" and ", sweeps.Where(static w => Part(w) is null).Select(static w => $"{Noun(w)}s up to {Figures.Tick(Told(w)[^1].Us)} µs"));
        return (known.Count, open.Length) switch
        {
            (0, 0) => null,
            (0, _) => $"Whether worker threads pay is inconclusive for {open}",
            (_, 0) => $"Worker threads pay{string.Join(" and", known)}",
            _ => $"Worker threads pay{known[0]}; inconclusive for {open}",
        };
    }

    public static IReadOnlyList<FormattableString> Reading(RunSummary summary) => [.. Shown(summary).Select(Sentence)];

    /// <summary>What follows "Worker threads pay", with the space or comma before it; null where it is inconclusive.</summary>
    private static string? Part(WorkSweep sweep) => (sweep.PaysFromUs, Told(sweep)) switch
    {
        (0, _) => $" already for a plain echo ({Noun(sweep)}s up to {Figures.Tick(Told(sweep)[^1].Us)} µs)",
        ({ } us, _) => sweep.PaysBeyond ? $" from a {Noun(sweep)} of {Figures.Tick(us)} µs on" : $" at a {Noun(sweep)} of {Figures.Tick(us)} µs",
        (_, var told) when told.Any(static s => s.Gain == Gain.Below) =>
            $"{(told.All(static s => s.Gain == Gain.Below) ? "" : ", as far as can be told,")} for no {Noun(sweep)} up to {Figures.Tick(told[^1].Us)} µs",
        _ => null,
    };

    private static FormattableString Sentence(WorkSweep sweep)
    {
        var told = Told(sweep);
        if (told.Count == 0)
            return $"Where handlers {Verb(sweep)}, nothing can be told: it takes {Levels.LeastBlocks} blocks, and models of both kinds, with loops and with workers.";
        if (sweep.PaysFromUs is { } us)
        {
            var step = told.First(s => s.Us == us);
            FormattableString from = us == 0 ? (FormattableString)$"pay already for a plain echo" : sweep.PaysBeyond
                ? (FormattableString)$"pay from {Figures.Tick(us)} µs on{(us == Least(sweep) ? ", the least measured" : "")}"
                : $"pay at {Figures.Tick(us)} µs, though not at every greater work";
            return $"Where handlers {Verb(sweep)}, worker threads {from}: {Pair(step, workerFirst: true)}{Most(told, step)}.";
        }

        var open = told.Where(static s => s.Gain == Gain.Inconclusive).Select(static s => s.Us == 0 ? "a plain echo" : $"{Figures.Tick(s.Us)} µs").ToList();
        FormattableString none = open.Count == 0
            ? (FormattableString)$"do not pay at any work up to {Figures.Tick(told[^1].Us)} µs"
            : $"are not shown to pay at any work up to {Figures.Tick(told[^1].Us)} µs (inconclusive at {Words.List(open)})";
        return $"Where handlers {Verb(sweep)}, worker threads {none}: at {Figures.Tick(told[^1].Us)} µs {Pair(told[^1], workerFirst: false)}.";
    }

    /// <summary>How far it goes at the greatest work, where that is another one.</summary>
    private static FormattableString Most(List<WorkStep> told, WorkStep step) => told[^1] == step || told[^1].Gain != Gain.Above
        ? (FormattableString)$""
        : $"; at {Figures.Tick(told[^1].Us)} µs {Pair(told[^1], workerFirst: true)}";

    private static FormattableString Pair(WorkStep step, bool workerFirst)
    {
        var (first, second) = workerFirst ? (step.Worker!.Value, step.Loop!.Value) : (step.Loop!.Value, step.Worker!.Value);
        return $"{new Name(first.Label)} serves {Rate(first)} messages a second, {new Name(second.Label)} {Rate(second)}";
    }

    private static string Rate(Contender contender) => contender.ThroughputPerSecond is { Interval: { } i } rate
        ? $"{Figures.Rate(rate.Centre)} ({Figures.Rate(i.Low)} to {Figures.Rate(i.High)})"
        : Figures.Rate(contender.ThroughputPerSecond.Centre);

    private static List<WorkStep> Told(WorkSweep sweep) => [.. sweep.Steps.Where(static s => s.Gain != Gain.Unknown)];

    private static double Least(WorkSweep sweep) => sweep.Steps.Where(static s => s.Us > 0).Min(static s => s.Us);

    private static string Noun(WorkSweep sweep) => sweep.Kind == CellWork.Cpu ? "computation" : "wait";

    private static string Verb(WorkSweep sweep) => sweep.Kind == CellWork.Cpu ? "compute" : "wait";
}
