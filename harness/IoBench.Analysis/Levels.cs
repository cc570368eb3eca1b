namespace IoBench.Analysis;

/// <summary>The levels that were fixed before anything was measured.</summary>
public static class Levels
{
    /// <summary>Confidence of every interval that is shown.</summary>
    public const double Interval = 0.95;

    /// <summary>Confidence of the interval that must lie inside the margin for "equivalent": two one-sided tests at 5 % (Schuirmann 1987).</summary>
    public const double Equivalence = 0.90;

    /// <summary>The chance of one false alarm or more in a family of comparisons.</summary>
    public const double Family = 0.05;

    /// <summary>Below this many paired blocks no verdict is given: with 5 there is no 95 % interval.</summary>
    public const int LeastBlocks = 6;

    /// <summary>An open loop that gets back less of what was due than by this fraction is overloaded.</summary>
    public const double Shortfall = 0.02;

    /// <summary>Past the knee of a load curve p99 is more than this many times the least p99 before it.</summary>
    public const double Knee = 3;
}
