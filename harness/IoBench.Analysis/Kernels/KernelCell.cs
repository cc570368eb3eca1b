namespace IoBench.Analysis.Kernels;

public enum KernelVerdict
{
    /// <summary>It is what others are held against, or there is nothing to hold it against.</summary>
    None,

    /// <summary>Ranges do not overlap, and centres are further apart than the margin.</summary>
    Differs,

    /// <summary>One of the two does not hold. Not the same as equal.</summary>
    NoDifferenceShown,

    /// <summary>Fewer boots than ranges take to mean something.</summary>
    TooFewBoots,
}

/// <summary>One model under one load on one kernel, over all boots.</summary>
public sealed record KernelCell
{
    /// <summary>Centres that are closer are not called different, however narrow the ranges: the least that a counted echo should tell.</summary>
    public const double Margin = 0.01;

    /// <summary>Two ranges of five lie apart by chance in 2 of 252 orders; two of three in 2 of 20.</summary>
    public const int LeastBoots = 5;

    public required string Model { get; init; }

    public required int Connections { get; init; }

    /// <summary>The place of its column.</summary>
    public required int Column { get; init; }

    /// <summary>Of each boot whose load found nothing wrong, in the order of seeds.</summary>
    public required IReadOnlyList<double> Values { get; init; }

    /// <summary>What was wrong with the others, each once.</summary>
    public required IReadOnlyList<string> Doubts { get; init; }

    /// <summary>Median; null where nothing valid was measured.</summary>
    public double? Centre => Medians.Of(Values);

    public double? Low => Values.Count > 0 ? Values.Min() : null;

    public double? High => Values.Count > 0 ? Values.Max() : null;

    /// <summary>Width of the range over the centre.</summary>
    public double RelativeRange => Values.Count > 0 ? (Values.Max() - Values.Min()) / Medians.Of(Values)!.Value : 0;

    /// <summary>Of the centres, to the reference's.</summary>
    public double? Ratio { get; init; }

    public KernelVerdict Verdict { get; init; }

    /// <summary>One for each column.</summary>
    internal static IEnumerable<KernelCell> Row(string model, int connections, IReadOnlyList<KernelColumn> columns)
    {
        var cells = columns.Select((c, i) => Of(model, connections, c, i)).ToList();
        return columns.Select((c, i) => c.Reference is { } reference ? cells[i].Against(cells[reference]) : cells[i]);
    }

    internal KernelCell Against(KernelCell reference) => this with { Ratio = Centre / reference.Centre, Verdict = Judge(Values, reference.Values) };

    internal static KernelVerdict Judge(IReadOnlyList<double> values, IReadOnlyList<double> reference)
    {
        if (values.Count == 0 || reference.Count == 0)
            return KernelVerdict.None;
        if (Math.Min(values.Count, reference.Count) < LeastBoots)
            return KernelVerdict.TooFewBoots;
        var apart = values.Min() > reference.Max() || values.Max() < reference.Min();
        return apart && Math.Abs(Medians.Of(values)!.Value / Medians.Of(reference)!.Value - 1) > Margin ? KernelVerdict.Differs : KernelVerdict.NoDifferenceShown;
    }

    private static KernelCell Of(string model, int connections, KernelColumn column, int place)
    {
        var figures = column.Jobs.SelectMany(static j => j.Figures).Where(f => f.Model == model && f.Connections == connections).ToList();
        return new KernelCell
        {
            Model = model,
            Connections = connections,
            Column = place,
            Values = [.. figures.Where(static f => f is { Verdict.Valid: true, PerEcho: > 0 }).Select(static f => f.PerEcho)],
            Doubts = [.. figures.Where(static f => !f.Verdict.Valid).SelectMany(static f => f.Verdict.Reasons).Distinct()],
        };
    }
}

/// <summary>Something that did not run, and where.</summary>
public sealed record KernelSkip(string Model, int? Connections, string Reason, IReadOnlyList<string> Columns)
{
    internal static IReadOnlyList<KernelSkip> Of(IReadOnlyList<KernelColumn> columns) =>
    [
        .. columns.SelectMany(c => c.Jobs.SelectMany(static j => j.Skipped).Distinct().Select(s => (Skip: s, c.Name)))
            .GroupBy(static s => s.Skip).Select(static g => new KernelSkip(g.Key.Model, g.Key.Connections, g.Key.Reason, [.. g.Select(static s => s.Name)])),
    ];
}

internal static class Medians
{
    public static double? Of(IReadOnlyList<double> values)
    {
        if (values.Count == 0)
            return null;
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
