namespace IoBench.Analysis;

/// <summary>One label against the baseline at one load point, on one metric, paired by block.</summary>
public sealed record Comparison
{
    public required string Label { get; init; }

    /// <summary><see cref="Metric.Name"/>.</summary>
    public required string Metric { get; init; }

    /// <summary>Blocks in which both sides were valid.</summary>
    public required int PairedBlocks { get; init; }

    /// <summary>Label over baseline: Hodges-Lehmann centre of the paired log differences, with its exact 95 % interval.</summary>
    public required Estimate Ratio { get; init; }

    public Interval? Interval90 { get; init; }

    /// <summary>The interval that the verdict rests on: at Holm's level where the blocks allow it, else the widest there is.</summary>
    public Interval? Adjusted { get; init; }

    /// <summary>True where <see cref="Adjusted"/> reaches Holm's level, so that the family's error rate is kept.</summary>
    public bool HolmReached { get; init; }

    public double? PValue { get; init; }

    /// <summary>Holm's adjusted p-value within the family; null for the A/A twin, which is in no family.</summary>
    public double? AdjustedPValue { get; init; }

    /// <summary>The metric's margin, as a fraction: who is called equivalent fits in it.</summary>
    public double OwnMargin { get; init; }

    /// <summary>The margin that a difference must exceed: the metric's own, or twice the A/A half-width if that is larger.</summary>
    public double Margin { get; init; }

    public required Judgement Judgement { get; init; }

    /// <summary>Smallest effect that this comparison finds in four of five runs, as a fraction.</summary>
    public double? SmallestDetectable { get; init; }

    /// <summary>The client was the limit for this label: it could do more, and the ratio is a lower bound.</summary>
    public bool ClientBound { get; init; }

    /// <summary>The client was the limit for the baseline: the ratio is an upper bound.</summary>
    public bool BaselineClientBound { get; init; }

    /// <param name="alpha">The level that the family leaves to this comparison.</param>
    /// <param name="margin">As <see cref="Margin"/>.</param>
    internal static Comparison Of(Pairing pairing, Metric metric, double alpha, double margin, bool clientBound, bool baselineClientBound) =>
        Of(pairing.Label, pairing.Centre, Analysis.SmallestDetectable.Of(pairing.LogDifferences), metric, alpha, margin, clientBound, baselineClientBound);

    internal static Comparison Of(
        string label, IShift centre, double? smallestDetectable, Metric metric, double alpha, double margin, bool clientBound, bool baselineClientBound)
    {
        var equivalence = centre.At(Levels.Equivalence)?.Map(Math.Exp);
        var holm = centre.At(1 - alpha);
        // With few blocks no exact interval is as wide as Holm asks for; the widest one then carries the verdict, and the report says so.
        var interval = (holm ?? centre.Widest).Map(Math.Exp);
        var enough = centre.N >= Levels.LeastBlocks && equivalence is not null;
        return new Comparison
        {
            Label = label,
            Metric = metric.Name,
            PairedBlocks = centre.N,
            Ratio = new Estimate(Math.Exp(centre.Centre), centre.At(Levels.Interval)?.Map(Math.Exp), centre.N),
            Interval90 = equivalence,
            Adjusted = enough ? interval : null,
            HolmReached = enough && holm is not null,
            PValue = centre.PValue,
            OwnMargin = metric.Margin,
            Margin = margin,
            Judgement = enough ? Judge.Of(equivalence!, interval, metric.Margin, margin, metric.HigherIsBetter) : Judgement.TooFewBlocks,
            SmallestDetectable = smallestDetectable,
            ClientBound = clientBound,
            BaselineClientBound = baselineClientBound,
        };
    }
}
