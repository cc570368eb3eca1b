namespace IoBench.Analysis;

/// <summary>A centre and how far it may be off: the exact interval where there are enough values for one, else from the least to the greatest.</summary>
/// <param name="Centre">Hodges-Lehmann.</param>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
/// <param name="IsInterval">False for a mere range, which has no confidence.</param>
/// <param name="N">Values.</param>
public sealed record Spread(double Centre, double Low, double High, bool IsInterval, int N)
{
    /// <summary>On a logarithmic scale where all are positive; null without values.</summary>
    public static Spread? Of(IReadOnlyList<double> values) => HodgesLehmann.Estimate(values, Scale.Log) is not { } estimate
        ? null
        : estimate.Interval is { } interval
            ? new Spread(estimate.Centre, interval.Low, interval.High, IsInterval: true, estimate.N)
            : new Spread(estimate.Centre, values.Min(), values.Max(), IsInterval: false, estimate.N);

    internal static Spread? Of(IEnumerable<InvocationFigures> figures, Func<InvocationFigures, double?> value) => Of([.. figures.Select(value).OfType<double>()]);
}
