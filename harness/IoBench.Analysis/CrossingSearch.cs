namespace IoBench.Analysis;

/// <summary>Where the ratio of two models passes 1 along an axis.</summary>
public sealed class CrossingSearch
{
    private readonly RatioCurve _curve;
    private readonly Func<double, double> _valueAt;
    private readonly IReadOnlyList<int> _measured;
    private readonly List<Reach<Side>> _sides;
    private readonly List<double> _roots = [];

    /// <param name="places">By position.</param>
    /// <param name="valueAt">The axis's value at a position.</param>
    /// <param name="measured">The values at those places.</param>
    public CrossingSearch(IReadOnlyList<RatioAt> places, Func<double, double> valueAt, IReadOnlyList<int> measured)
    {
        (_curve, _valueAt, _measured) = (new RatioCurve(places), valueAt, measured);
        var enough = _curve.MostBlocks >= Levels.LeastBlocks;
        _sides = enough ? Confirmed(_curve.Reaches(static hl => SideOf(hl.At(Levels.Interval))), [.. places.Select(static p => p.Position)]) : [];
        var centres = _curve.Reaches(static hl => hl.Centre > 0);
        _roots.AddRange(centres.Skip(1).Select(static c => c.From));
        Crossings = enough ? [.. Told()] : [.. centres.Skip(1).Select(c => Make(c.From, null, null, c.What))];
        Sides = [.. _sides.Select(s => new SideReach(s.What, valueAt(s.From), valueAt(s.To)))];
        Outcome = OutcomeOf(enough);
    }

    public IReadOnlyList<Crossing> Crossings { get; }

    public IReadOnlyList<SideReach> Sides { get; }

    public CrossoverOutcome Outcome { get; }

    /// <summary>The value up to which, from the beginning on, the 90 % interval of the ratio's logarithm lies between these; null where it does not at the beginning.</summary>
    public double? Within(double? low, double? high) =>
        _curve.Reaches(hl => hl.At(Levels.Equivalence) is { } i && (low is null || i.Low > low) && (high is null || i.High < high)) is [{ What: true } first, ..]
            ? _valueAt(first.To)
            : null;

    private static Side SideOf(Interval? interval) => interval switch
    {
        { Low: > 0 } => Side.Above,
        { High: < 0 } => Side.Below,
        _ => Side.Undecided,
    };

    /// <summary>
    /// A side counts where a measured place tells it. Between two places of which neither does, the mean of both could, since it scatters
    /// less; of equal models, one pair in fifteen would then seem to cross, and so it is one in a hundred.
    /// </summary>
    private static List<Reach<Side>> Confirmed(IReadOnlyList<Reach<Side>> sides, IReadOnlyList<double> measured)
    {
        var confirmed = new List<Reach<Side>>();
        foreach (var side in sides)
        {
            var what = measured.Any(m => side.From <= m && m <= side.To) ? side.What : Side.Undecided;
            if (confirmed.Count > 0 && confirmed[^1].What == what)
                confirmed[^1] = confirmed[^1] with { To = side.To };
            else
                confirmed.Add(side with { What = what });
        }

        return confirmed;
    }

    private IEnumerable<Crossing> Told()
    {
        for (var i = 0; i < _sides.Count; i++)
        {
            var side = _sides[i];
            Side? before = i > 0 ? _sides[i - 1].What : null, after = i + 1 < _sides.Count ? _sides[i + 1].What : null;
            if (side.What != Side.Undecided)
            {
                // Where other blocks stand behind the next stretch, the side can change at a measured place at once.
                if (after is not null and not Side.Undecided)
                    yield return Make(side.To, side.To, side.To, after == Side.Above);
                continue;
            }

            // Two roots more or less in between are noise: the middle one counts, and an even number of them is no passage.
            var roots = _roots.Where(r => side.From <= r && r <= side.To).ToList();
            if ((before, after) == (null, null) || before == after || roots.Count % 2 == 0)
                continue;
            yield return Make(roots[roots.Count / 2], before is null ? null : side.From, after is null ? null : side.To, (after ?? Opposite(before)) == Side.Above);
        }
    }

    private static Side? Opposite(Side? side) => side == Side.Above ? Side.Below : Side.Above;

    private Crossing Make(double at, double? low, double? high, bool rises)
    {
        var value = _valueAt(at);
        return new Crossing
        {
            At = value,
            Low = low is { } l ? _valueAt(l) : null,
            High = high is { } h ? _valueAt(h) : null,
            Rises = rises,
            // A hair's breadth, so that a passage at a measured value has that value as its neighbour.
            MeasuredBefore = _measured.LastOrDefault(m => m <= value * (1 + 1e-5) + 1e-5, _measured[0]),
            MeasuredAfter = _measured.FirstOrDefault(m => m >= value * (1 - 1e-5) - 1e-5, _measured[^1]),
        };
    }

    private CrossoverOutcome OutcomeOf(bool enough)
    {
        var told = _sides.Select(static s => s.What).Distinct().ToList();
        return (enough, told.Contains(Side.Below), told.Contains(Side.Above)) switch
        {
            (false, _, _) => CrossoverOutcome.TooFewBlocks,
            (_, true, true) => CrossoverOutcome.Crosses,
            (_, false, false) => CrossoverOutcome.Inconclusive,
            (_, true, _) => told.Count == 1 ? CrossoverOutcome.Below : CrossoverOutcome.Partly,
            _ => told.Count == 1 ? CrossoverOutcome.Above : CrossoverOutcome.Partly,
        };
    }
}
