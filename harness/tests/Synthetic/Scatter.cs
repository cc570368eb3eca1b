namespace IoBench.Tests.Synthetic;

/// <summary>How invented values scatter around their level.</summary>
internal enum Noise
{
    Normal,

    /// <summary>Student's t with three degrees of freedom, scaled to the same standard deviation: now and then a value is far off.</summary>
    HeavyTailed,

    /// <summary>One value in ten has a bad neighbour and is slower by three spreads.</summary>
    Skewed,

    /// <summary>Each value resembles the one before it (autoregressive, 0.3).</summary>
    Correlated,

    /// <summary>Three values in ten come from a second mode, five of a mode's own deviations away from the first.</summary>
    TwoModes,
}

/// <summary>The draws behind everything invented.</summary>
internal static class Scatter
{
    private const double SecondMode = 0.3, Within = 0.4;

    /// <summary>Box and Muller.</summary>
    public static double Gauss(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>One value of standard deviation 1; skewed ones have a little more.</summary>
    public static double Draw(this Noise noise, Random random) => noise switch
    {
        Noise.HeavyTailed => Student(random) / Math.Sqrt(3),
        Noise.Skewed => Gauss(random) - (random.NextDouble() < 0.1 ? 3 : 0),
        Noise.TwoModes => Mode(random) + Within * Gauss(random),
        _ => Gauss(random),
    };

    // Apart by what is left of the variance, and with mean 0.
    private static double Mode(Random random)
    {
        var apart = Math.Sqrt((1 - Within * Within) / (SecondMode * (1 - SecondMode)));
        return apart * ((random.NextDouble() < SecondMode ? 1 : 0) - SecondMode);
    }

    private static double Student(Random random) =>
        Gauss(random) / Math.Sqrt((Square(Gauss(random)) + Square(Gauss(random)) + Square(Gauss(random))) / 3);

    private static double Square(double x) => x * x;
}
