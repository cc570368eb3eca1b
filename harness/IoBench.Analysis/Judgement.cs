namespace IoBench.Analysis;

/// <summary>What a comparison says.</summary>
public enum Judgement
{
    /// <summary>Fewer than <see cref="Levels.LeastBlocks"/> paired blocks.</summary>
    TooFewBlocks,

    /// <summary>The 90 % interval lies inside the metric's own margin.</summary>
    Equivalent,

    /// <summary>The adjusted interval lies wholly beyond the margin, on the good side: faster, or cheaper.</summary>
    Better,

    /// <summary>The same on the bad side: slower, or dearer.</summary>
    Worse,

    /// <summary>There is a difference, and the interval crosses the margin: size unresolved.</summary>
    Differs,

    /// <summary>Neither a difference nor equivalence is shown.</summary>
    Inconclusive,
}

/// <summary>The rule that turns intervals into a word.</summary>
public static class Judge
{
    /// <param name="equivalence">The 90 % interval of the ratio.</param>
    /// <param name="adjusted">The interval at the level that the family of comparisons asks for.</param>
    /// <param name="ownMargin">The metric's, as a fraction: 0.05 puts the band at [1/1.05, 1.05], which is symmetric for ratios. What is called equal must fit in it.</param>
    /// <param name="margin">The same or wider, as far as the A/A twin asks: what is called different must lie beyond it. Noise makes both words harder to earn.</param>
    /// <param name="higherIsBetter">Which side of 1 is the good one.</param>
    public static Judgement Of(Interval equivalence, Interval adjusted, double ownMargin, double margin, bool higherIsBetter)
    {
        if (1 / (1 + ownMargin) < equivalence.Low && equivalence.High < 1 + ownMargin)
            return Judgement.Equivalent;
        var (below, above) = (1 / (1 + margin), 1 + margin);
        if (adjusted.Low > above)
            return higherIsBetter ? Judgement.Better : Judgement.Worse;
        if (adjusted.High < below)
            return higherIsBetter ? Judgement.Worse : Judgement.Better;
        return adjusted.Contains(1) ? Judgement.Inconclusive : Judgement.Differs;
    }
}
