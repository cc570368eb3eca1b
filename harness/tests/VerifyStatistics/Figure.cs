namespace IoBench.VerifyStatistics;

/// <summary>One simulated figure, and the bounds that it must keep; figures without a bound are told and judged by nobody.</summary>
/// <param name="Name">What was simulated.</param>
/// <param name="Times">Repetitions behind the figure.</param>
/// <param name="Value">A share or a mean.</param>
/// <param name="AtMost">Upper bound.</param>
/// <param name="AtLeast">Lower bound.</param>
internal sealed record Figure(string Name, int Times, double Value, double? AtMost = null, double? AtLeast = null)
{
    public bool Holds => !(Value > AtMost) && !(Value < AtLeast);

    /// <summary>A 95 % interval keeps its word where it has the truth in 93 to 97 of 100, give or take the chance of so many repetitions.</summary>
    public static Figure Coverage(string name, int times, double value)
    {
        var chance = Chance(0.95, times);
        return new Figure(name, times, value, AtMost: Math.Min(1, 0.97 + chance), AtLeast: 0.93 - chance);
    }

    /// <summary>What a share that is true may be off by in one simulation of two hundred.</summary>
    public static double Chance(double share, int times) => 2.6 * Math.Sqrt(share * (1 - share) / times);

    /// <summary>The same for a mean count of rare things (Poisson).</summary>
    public static double ChanceOfCount(double mean, int times) => 2.6 * Math.Sqrt(mean / times);

    public override string ToString()
    {
        var bound = (AtLeast, AtMost) switch
        {
            ({ } least, { } most) => $"{least:0.000} to {most:0.000}",
            (_, { } most) => $"at most {most:0.000}",
            ({ } least, _) => $"at least {least:0.000}",
            _ => "",
        };
        return $"{Name,-104} {Times,7} {Value,8:0.0000}   {bound}{(Holds ? "" : "  FAILS")}";
    }
}
