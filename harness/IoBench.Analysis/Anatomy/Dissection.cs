using IoBench.Results;

namespace IoBench.Analysis.Anatomy;

/// <summary>Many echoes of one model, cut and counted.</summary>
public static class Dissection
{
    /// <summary>How far the sum of the parts may be from the median round trip, as a share of it.</summary>
    public const double Tolerance = 0.03;

    /// <param name="plainNs">Round trips without stamps, one list before each round.</param>
    /// <param name="stampCostNs">What stamping one call costs.</param>
    /// <returns>Null when no echo could be cut.</returns>
    public static ModelAnatomy? Of(ModelInfo model, IReadOnlyList<StampRound> rounds, IReadOnlyList<IReadOnlyList<long>> plainNs, int payloadBytes, double stampCostNs)
    {
        List<List<CutEcho>> turns = [.. rounds.Select(r => Cut(r, payloadBytes).ToList())];
        var echoes = turns.SelectMany(static t => t).ToList();
        if (echoes.Count == 0 || plainNs.Sum(static ns => ns.Count) == 0)
            return null;
        // The way that most echoes took; ties go to the one that was seen first.
        var shape = echoes.GroupBy(static e => e.Shape).MaxBy(static g => g.Count())!.ToList();
        var parts = Parts(shape);
        var shown = MostLikeAll(shape);
        return new ModelAnatomy
        {
            Model = model.Name,
            CallsCounted = model.CallsCounted,
            Echoes = echoes.Count,
            OfThisShape = shape.Count,
            RoundTripNs = Clocked(echoes),
            // By the client's own clock: the parts are held against it, not against themselves.
            OfThisShapeNs = Clocked(shape),
            PlainRoundTripNs = Spread(plainNs.SelectMany(static turn => turn).Select(static ns => (double)ns)),
            AddedNs = Spread(turns.Zip(plainNs).Where(static t => t.First.Count > 0 && t.Second.Count > 0)
                .Select(static t => Clocked(t.First).Median - Spread(t.Second.Select(static ns => (double)ns)).Median)),
            Parts = parts,
            SumNs = parts.Sum(static p => p.MeanNs),
            StampsPerEcho = shape.Average(static e => e.Stamps),
            StampCostNs = stampCostNs,
            Lanes = shown.Lanes(),
            ShownRoundTripNs = shown.RoundTripNs,
        };
    }

    private static IEnumerable<CutEcho> Cut(StampRound round, int payloadBytes)
    {
        var threads = round.Threads();
        return round.Echoes(payloadBytes).Zip(round.RoundTripsNs, (e, clockedNs) => new CutEcho(e, clockedNs, threads, round.Server.Threads));
    }

    private static List<EchoPart> Parts(List<CutEcho> shape)
    {
        var middle = AroundMedian(shape);
        return [.. shape[0].Way.Select((stretch, i) => new EchoPart
        {
            Name = stretch.Name,
            Kind = stretch.Kind,
            Lane = shape[0].LaneOf(stretch.Thread),
            MeanNs = middle.Average(e => (double)e.Way[i].LengthNs),
            SpreadNs = Spread(shape.Select(e => (double)e.Way[i].LengthNs)),
        })];
    }

    /// <summary>The fifth of the echoes whose round trips lie around the median. Round trips lean to the long side, so the mean of more of them would lie beside it.</summary>
    private static List<CutEcho> AroundMedian(List<CutEcho> echoes)
    {
        var sorted = echoes.OrderBy(static e => e.RoundTripNs).ToList();
        var aside = sorted.Count * 2 / 5;
        return sorted[aside..(sorted.Count - aside)];
    }

    /// <summary>Of the echoes that took about as long as the median, the one whose parts are, together, least far from the medians of all.</summary>
    private static CutEcho MostLikeAll(List<CutEcho> shape)
    {
        var trip = Spread(shape.Select(static e => (double)e.RoundTripNs)).Median;
        var usual = shape.Where(e => Math.Abs(e.RoundTripNs - trip) <= Tolerance * trip).ToList();
        var medians = shape[0].Way.Select((_, i) => Spread(shape.Select(e => (double)e.Way[i].LengthNs)).Median).ToList();
        return (usual.Count > 0 ? usual : shape).MinBy(e => e.Way.Select((s, i) => Math.Abs(s.LengthNs - medians[i])).Sum())!;
    }

    private static SpreadNs Clocked(IEnumerable<CutEcho> echoes) => Spread(echoes.Select(static e => (double)e.ClockedNs));

    private static SpreadNs Spread(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return new SpreadNs(At(.1), At(.25), At(.5), At(.75), At(.9));

        // Type 7 of Hyndman and Fan (1996).
        double At(double q)
        {
            var (at, part) = ((int)(q * (sorted.Length - 1)), q * (sorted.Length - 1) % 1);
            return sorted[at] + part * (sorted[Math.Min(at + 1, sorted.Length - 1)] - sorted[at]);
        }
    }
}
