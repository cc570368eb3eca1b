namespace IoBench.Tests.Synthetic;

/// <summary>How the runs of an invented series scatter around their level.</summary>
internal enum Noise
{
    Normal,

    /// <summary>Student's t with three degrees of freedom, scaled to the same standard deviation: now and then a run is far off.</summary>
    HeavyTailed,

    /// <summary>One run in ten has a bad neighbour and is slower by three spreads.</summary>
    Skewed,

    /// <summary>Each run resembles the one before it (autoregressive, 0.3).</summary>
    Correlated,
}

/// <summary>An invented series of runs: logarithms of ratios, of known levels and spread.</summary>
internal sealed record SyntheticSeries
{
    public required int Runs { get; init; }

    /// <summary>Standard deviation of runs around their level.</summary>
    public double Spread { get; init; } = 0.03;

    public Noise Noise { get; init; }

    /// <summary>The first run of a new level, and the new level over the one before.</summary>
    public IReadOnlyList<(int At, double Ratio)> Steps { get; init; } = [];

    /// <summary>The last run over the first, reached in equal steps.</summary>
    public double Ramp { get; init; } = 1;

    /// <summary>Runs that are off, and their factor.</summary>
    public IReadOnlyList<(int At, double Factor)> Off { get; init; } = [];

    public double[] Draw(Random random)
    {
        var logs = new double[Runs];
        var before = Gauss(random);
        for (var i = 0; i < Runs; i++)
        {
            var noise = Noise switch
            {
                Noise.HeavyTailed => Student(random) / Math.Sqrt(3),
                Noise.Skewed => Gauss(random) - (random.NextDouble() < 0.1 ? 3 : 0),
                Noise.Correlated => before = 0.3 * before + Math.Sqrt(1 - 0.09) * Gauss(random),
                _ => Gauss(random),
            };
            logs[i] = Spread * noise + Steps.Where(s => s.At <= i).Sum(static s => Math.Log(s.Ratio))
                + Math.Log(Ramp) * i / Math.Max(1, Runs - 1) + Off.Where(o => o.At == i).Sum(static o => Math.Log(o.Factor));
        }

        return logs;
    }

    private static double Student(Random random) =>
        Gauss(random) / Math.Sqrt((Square(Gauss(random)) + Square(Gauss(random)) + Square(Gauss(random))) / 3);

    private static double Square(double x) => x * x;

    private static double Gauss(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
