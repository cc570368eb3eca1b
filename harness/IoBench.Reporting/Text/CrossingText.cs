using IoBench.Analysis;
using IoBench.Results;

namespace IoBench.Reporting.Text;

/// <summary>Where models cross the baseline along an axis, in words.</summary>
internal static class CrossingText
{
    /// <summary>More clauses than this are left to the table.</summary>
    private const int MostTold = 6;

    private const int MostNames = 3;

    /// <summary>Every model against the baseline at the first shape that is shown.</summary>
    public static IReadOnlyList<Crossover> Shown(RunSummary summary, AxisView view) => view.Curves(summary) is [var main, ..]
        ? [.. summary.Crossovers.Where(c => c.Axis == view.Axis.Name && c.Metric == view.Metric.Name && c.Shape == main.Key)]
        : [];

    /// <summary>A chart's title; null where no side can be told.</summary>
    public static string? Finding(RunSummary summary, AxisView view)
    {
        var told = Shown(summary, view).Where(static c => c.Outcome is not CrossoverOutcome.TooFewBlocks and not CrossoverOutcome.Inconclusive).ToList();
        if (told.Count == 0)
            return null;
        var baseline = told[0].Baseline;
        var crossing = told.Where(static c => c is { Outcome: CrossoverOutcome.Crosses, Crossings.Count: 1 }).OrderBy(static c => c.Crossings[0].At).ToList();
        var first = crossing.Count switch
        {
            0 when Worsening(told, view) is { Count: > 0 and <= MostNames } worse =>
                $"{Words.List([.. worse.Select(static c => c.Label)])} {Verb(view, IsCost(view), worse.Count)} than {baseline} from {Words.List([.. worse.Select((c, i) => i < worse.Count - 1 ? view.Tick(c.Sides[^1].From) : view.Amount(c.Sides[^1].From))])} on",
            0 => $"No model is seen to cross {baseline} from {view.Amount(told[0].From)} to {view.Amount(told[0].To)}",
            <= MostNames => $"{Words.List([.. crossing.Select(static c => c.Label)])} {(crossing.Count == 1 ? "crosses" : "cross")} {baseline} at {Words.List([.. crossing.Select((c, i) => i < crossing.Count - 1 ? view.Tick(c.Crossings[0].At) : view.Amount(c.Crossings[0].At))])}",
            _ => $"{crossing.Count} models cross {baseline}, {crossing[0].Label} first, at {view.Amount(crossing[0].Crossings[0].At)}",
        };
        return Farthest(told) is ({ } far, { } ratio) ? $"{first}; at {view.Amount(far.To)} {far.Label} {Times(view, far, ratio)}" : first;
    }

    /// <summary>What a section says of it.</summary>
    public static List<FormattableString> Reading(RunSummary summary, AxisView view)
    {
        List<FormattableString> reading = [];
        if (view.Curves(summary) is not [var main, ..] || main.FirstOrDefault(c => c.Label == summary.Manifest.Plan.Baseline) is not { Cells.Count: > 1 } own)
            return [$"The baseline was measured at fewer than two values of this axis, so nothing can be compared along it."];
        var (first, last) = (own.Cells[0], own.Cells[^1]);
        var shown = Shown(summary, view);
        FormattableString range = $"From {view.Amount(view.Axis.Of(first.Cell.Point))} to {view.Amount(view.Axis.Of(last.Cell.Point))} ({Words.Point(main.Key)}) {new Name(own.Label)} goes from {view.Figure(view.Value(first)!.Centre)} to {view.Figure(view.Value(last)!.Centre)} {view.Unit}";
        reading.Add(Farthest(shown) is ({ } far, { } ratio) ? (FormattableString)$"{range}; at {view.Amount(far.To)} {new Name(far.Label)} {Times(view, far, ratio)}." : $"{range}.");
        if (view == AxisView.Payload && Copying(own) is { } copying)
            reading.Add(copying);
        if (shown.Count == 0)
            return reading;
        if (shown.All(static c => c.Outcome == CrossoverOutcome.TooFewBlocks))
        {
            reading.Add($"With fewer than {Levels.LeastBlocks} blocks no crossing has an interval, so none is told.");
            return reading;
        }

        reading.Add(Crossings(shown, view));
        if (InPart(shown, view) is { } part)
            reading.Add(part);
        if (Never(shown, view) is { } never)
            reading.Add(never);
        if (Alike(shown, view) is { } alike)
            reading.Add(alike);
        foreach (var shape in view.Curves(summary).Skip(1))
            if (Elsewhere(summary, view, shape.Key) is { } elsewhere)
                reading.Add(elsewhere);
        return reading;
    }

    /// <summary>One sentence on the crossings alone, for a section that has more to say; null where none is told.</summary>
    public static FormattableString? Sentence(RunSummary summary, AxisView view) =>
        Shown(summary, view) is var shown && shown.Any(static c => c.Outcome == CrossoverOutcome.Crosses) ? Crossings(shown, view) : null;

    /// <summary>For the terminal: one line for an axis, null where nothing crosses. Of idle connections also who costs more from some number on.</summary>
    public static string? Line(RunSummary summary, AxisView view)
    {
        var shown = Shown(summary, view);
        var crossing = shown.Where(static c => c.Outcome == CrossoverOutcome.Crosses).OrderBy(static c => c.Crossings[0].At).ToList();
        var told = crossing.Count > 0
            ? crossing.Select(c => $"{c.Label} crosses {c.Baseline} at {string.Join(" and ", c.Crossings.Select(x => $"{view.Tick(x.At)} {Bracket(x, view)}"))}").ToList()
            : view == AxisView.Idle ? Worsening(shown, view).Select(c => $"{c.Label} {Word(c, view)}{(c.Crossings is [var one] ? $" (centre: {view.Tick(one.At)})" : "")}").ToList() : [];
        return told.Count == 0 ? null : $"{view.Noun}, {view.Metric.Title}: {string.Join(", ", told.Take(MostTold))}{(told.Count > MostTold ? $", and {told.Count - MostTold} more" : "")}";
    }

    /// <summary>[35, 60], or what is known of an interval that reaches beyond the range.</summary>
    public static string Bracket(Crossing crossing, AxisView view) => (crossing.Low, crossing.High) switch
    {
        ({ } low, { } high) => $"[{view.Tick(low)}, {view.Tick(high)}]",
        (null, { } high) => $"[under {view.Tick(high)}]",
        ({ } low, null) => $"[over {view.Tick(low)}]",
        _ => Figures.None,
    };

    public static string Word(Crossover crossover, AxisView view) => crossover.Outcome switch
    {
        CrossoverOutcome.TooFewBlocks => $"under {Levels.LeastBlocks} blocks",
        CrossoverOutcome.Crosses => crossover.Crossings.Count == 1 ? $"{Verb(view, !crossover.Crossings[0].Rises)}, then {More(crossover.Crossings[0].Rises)}" : $"crosses {crossover.Crossings.Count} times",
        CrossoverOutcome.Above => $"{Verb(view, true)} throughout",
        CrossoverOutcome.Below => $"{Verb(view, false)} throughout",
        CrossoverOutcome.Partly => crossover.Sides.Where(static s => s.Side != Side.Undecided).ToList() is [var one] ? Partly(crossover, one, view) : $"{Verb(view, crossover.Sides.Any(static s => s.Side == Side.Above))} in parts",
        _ => crossover.EqualUpTo >= crossover.To * (1 - 1e-6) ? "equivalent throughout" : "inconclusive",
    };

    private static string Partly(Crossover crossover, SideReach reach, AxisView view)
    {
        var (atStart, atEnd) = (reach.From <= crossover.From * (1 + 1e-6) + 1e-6, reach.To >= crossover.To * (1 - 1e-6));
        var where = atStart ? $"up to {view.Tick(reach.To)}" : atEnd ? $"from {view.Tick(reach.From)} on" : $"from {view.Tick(reach.From)} to {view.Tick(reach.To)}";
        return $"{Verb(view, reach.Side == Side.Above)} {where}";
    }

    private static FormattableString Crossings(IReadOnlyList<Crossover> shown, AxisView view)
    {
        var crossing = shown.Where(static c => c.Outcome == CrossoverOutcome.Crosses).OrderBy(static c => c.Crossings[0].At).ToList();
        if (crossing.Count == 0)
            return $"No model is seen to cross {new Name(shown[0].Baseline)} in this range.";
        var clauses = crossing.Take(MostTold).Select(c => Clause(c, view)).ToList();
        var all = clauses.Skip(1).Aggregate(clauses[0], static (sentence, next) => $"{sentence}; {next}");
        return crossing.Count > MostTold ? (FormattableString)$"{all}; {crossing.Count - MostTold} more are in the table." : $"{all}.";
    }

    private static FormattableString? Copying(AxisCurve own) => Doubling.Of(own, Metric.ServerCpu) is { Low: not null, High: not null } at
        ? (FormattableString)$"A message of {Figures.Bytes(at.At)} ({Interval(at, AxisView.Payload)}) costs {new Name(own.Label)} twice the CPU of one of {Figures.Bytes(own.Axis.Of(own.Cells[0].Cell.Point))}: beyond that its bytes cost more than the calls."
        : null;

    // The shapes beside the first, briefly.
    private static FormattableString? Elsewhere(RunSummary summary, AxisView view, LoadPoint shape) =>
        summary.Crossovers.Where(c => c.Axis == view.Axis.Name && c.Metric == view.Metric.Name && c.Shape == shape && c.Outcome == CrossoverOutcome.Crosses)
            .OrderBy(static c => c.Crossings[0].At).Take(MostTold).ToList() is { Count: > 0 } crossing
            ? (FormattableString)$"At {Words.Point(shape)}: {string.Join(", ", crossing.Select(c => $"{c.Label} crosses at {string.Join(" and ", c.Crossings.Select(x => $"{view.Tick(x.At)} {Bracket(x, view)}"))}"))}."
            : null;

    // "poll costs less than epoll up to 47 idle connections (95 % interval 35 to 60) and more beyond"
    private static FormattableString Clause(Crossover c, AxisView view) => c.Crossings is [var one]
        ? (FormattableString)$"{new Name(c.Label)} {Verb(view, !one.Rises)} than {new Name(c.Baseline)} up to {view.Amount(one.At)} ({Interval(one, view)}) and {More(one.Rises)} beyond"
        : $"{new Name(c.Label)} crosses {new Name(c.Baseline)} {c.Crossings.Count} times, at {Words.List([.. c.Crossings.Select(x => $"{view.Tick(x.At)} {Bracket(x, view)}")])}";

    private static string Interval(Crossing crossing, AxisView view) => Figures.Confidence(Levels.Interval) + (crossing.Low, crossing.High) switch
    {
        ({ } low, { } high) => $" interval {view.Tick(low)} to {view.Tick(high)}",
        (null, { } high) => $" interval: anything under {view.Tick(high)}",
        ({ } low, _) => $" interval: anything over {view.Tick(low)}",
        _ => " interval: unknown",
    };

    // "poll costs more from 95 on (its centre crosses at 40, 95 % interval: anything under 95)"
    private static FormattableString? InPart(IReadOnlyList<Crossover> shown, AxisView view)
    {
        var parts = InPart(shown);
        var clauses = parts.Take(MostTold).Select(c => $"{c.Label} {Word(c, view)}{(c.Crossings is [var one] ? $" (its centre crosses at {view.Tick(one.At)}, {Interval(one, view)})" : "")}").ToList();
        return clauses.Count == 0
            ? null
            : (FormattableString)$"Told from {new Name(shown[0].Baseline)} in a part of the range only: {string.Join("; ", clauses)}{(parts.Count > MostTold ? $"; and {parts.Count - MostTold} more" : "")}.";
    }

    private static FormattableString? Never(IReadOnlyList<Crossover> shown, AxisView view)
    {
        var above = Names(shown, CrossoverOutcome.Above);
        var below = Names(shown, CrossoverOutcome.Below);
        return (above.Count, below.Count) switch
        {
            (0, 0) => null,
            (_, 0) => (FormattableString)$"All the way {Prose.Names(above)} {Verb(view, true, above.Count)} than {new Name(shown[0].Baseline)}.",
            (0, _) => $"All the way {Prose.Names(below)} {Verb(view, false, below.Count)} than {new Name(shown[0].Baseline)}.",
            _ => $"All the way {Prose.Names(below)} {Verb(view, false, below.Count)} than {new Name(shown[0].Baseline)}, and {Prose.Names(above)} {Verb(view, true, above.Count)}.",
        };
    }

    private static FormattableString? Alike(IReadOnlyList<Crossover> shown, AxisView view)
    {
        var told = shown.Where(static c => c.NoWorseUpTo is not null).OrderByDescending(static c => c.NoWorseUpTo).ToList();
        if (told.Count == 0)
            return null;
        var through = told.Where(static c => c.NoWorseUpTo >= c.To * (1 - 1e-6)).Select(static c => c.Label).ToList();
        var some = told.Where(c => !through.Contains(c.Label)).Take(MostTold).Select(c => $"{c.Label} up to {view.Tick(c.NoWorseUpTo!.Value)}").ToList();
        if (through.Count > 0)
            some.Insert(0, $"{Words.List(through)} throughout");
        return $"At most {Figures.Percent(view.Metric.Margin)} worse than {new Name(shown[0].Baseline)}, or better: {string.Join("; ", some)}.";
    }

    private static List<Crossover> InPart(IReadOnlyList<Crossover> shown) =>
        [.. shown.Where(static c => c.Outcome == CrossoverOutcome.Partly && c.Sides.Count(static s => s.Side != Side.Undecided) == 1)];

    /// <summary>Who is told from the baseline from some value on, and is worse there; by that value.</summary>
    private static List<Crossover> Worsening(IReadOnlyList<Crossover> shown, AxisView view) =>
        [.. InPart(shown).Where(c => c.Sides[^1].Side == (IsCost(view) ? Side.Above : Side.Below)).OrderBy(static c => c.Sides[^1].From)];

    private static (Crossover? Crossover, double? Ratio) Farthest(IReadOnlyList<Crossover> shown) =>
        shown.Where(static c => c.Ratios.Count > 0 && c.Ratios[^1].Value == c.To && c.To == c.Ratios[^1].Value).OrderByDescending(static c => c.To)
            .ThenByDescending(static c => Math.Abs(Math.Log(c.Ratios[^1].Ratio.Centre))).FirstOrDefault() is { } far ? (far, far.Ratios[^1].Ratio.Centre) : (null, null);

    private static List<string> Names(IReadOnlyList<Crossover> shown, CrossoverOutcome outcome) => [.. shown.Where(c => c.Outcome == outcome).Select(static c => c.Label)];

    private static string Times(AxisView view, Crossover far, double ratio) => IsCost(view)
        ? $"costs {Figures.Number(ratio, 2)} times as much as {far.Baseline}"
        : $"gives {Figures.Number(ratio, 2)} times the rate of {far.Baseline}";

    private static string Verb(AxisView view, bool above, int models = 1) => $"{(IsCost(view) ? "cost" : "give")}{(models == 1 ? "s" : "")} {More(above)}";

    private static string More(bool above) => above ? "more" : "less";

    private static bool IsCost(AxisView view) => !view.Metric.HigherIsBetter;
}
