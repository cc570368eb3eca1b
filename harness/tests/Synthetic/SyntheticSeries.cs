namespace IoBench.Tests.Synthetic;

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
        var before = Scatter.Gauss(random);
        for (var i = 0; i < Runs; i++)
        {
            var noise = Noise == Noise.Correlated ? before = 0.3 * before + Math.Sqrt(1 - 0.09) * Scatter.Gauss(random) : Noise.Draw(random);
            logs[i] = Spread * noise + Steps.Where(s => s.At <= i).Sum(static s => Math.Log(s.Ratio))
                + Math.Log(Ramp) * i / Math.Max(1, Runs - 1) + Off.Where(o => o.At == i).Sum(static o => Math.Log(o.Factor));
        }

        return logs;
    }
}
