namespace IoBench.Analysis.Benchmarks;

/// <summary>What a mechanism charges for telling of one event, against the number of descriptors that it watches.</summary>
/// <param name="Mechanism">Its name.</param>
/// <param name="Place">Where the active one stands: <c>first</c>, <c>middle</c>, <c>last</c>.</param>
/// <param name="Points">By rising descriptors.</param>
public sealed record ReadinessCurve(string Mechanism, string Place, IReadOnlyList<ReadinessPoint> Points)
{
    /// <summary>Nanoseconds that each further descriptor adds: the median of the slopes between all pairs of points (Theil 1950, Sen 1968). Null for one point.</summary>
    public double? NsPerDescriptor
    {
        get
        {
            var slopes = Pairs().Select(static p => (p.Right.WaitNs - p.Left.WaitNs) / (p.Right.Descriptors - p.Left.Descriptors)).Order().ToList();
            return slopes.Count == 0 ? null : (slopes[(slopes.Count - 1) / 2] + slopes[slopes.Count / 2]) / 2;
        }
    }

    /// <summary>Whether further descriptors cost anything that is more than noise.</summary>
    public bool Grows => Exponent > 0.5;

    /// <summary>How the cost grows over the last decade of descriptors: 1 is in proportion, 0 not at all. Null where a point of it is missing.</summary>
    public double? Exponent => Points is [.., { WaitNs: > 0 } left, { WaitNs: > 0 } right] ? Math.Log(right.WaitNs / left.WaitNs) / Math.Log((double)right.Descriptors / left.Descriptors) : null;

    private IEnumerable<(ReadinessPoint Left, ReadinessPoint Right)> Pairs()
    {
        for (var i = 0; i < Points.Count; i++)
            for (var j = i + 1; j < Points.Count; j++)
                yield return (Points[i], Points[j]);
    }
}

/// <param name="Descriptors">That are watched.</param>
/// <param name="EventNs">Sending, waiting and receiving.</param>
/// <param name="WaitNs">The same less what it costs who needs no telling: what the wait adds.</param>
public sealed record ReadinessPoint(int Descriptors, double EventNs, double WaitNs)
{
    /// <summary>Of <see cref="WaitNs"/>: that of the event, as steady as the process was; null with too few iterations.</summary>
    public Interval? Interval { get; init; }
}
