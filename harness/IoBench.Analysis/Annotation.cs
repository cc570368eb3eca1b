namespace IoBench.Analysis;

/// <summary>What is odd about a cell's invocations on one metric. All of them count: nothing is left out for it.</summary>
public sealed record Annotation
{
    /// <summary><see cref="Metric.Name"/>.</summary>
    public required string Metric { get; init; }

    /// <summary>Places in the run's order (<see cref="InvocationFigures.Order"/>) of those far from the others: beyond three times the median deviation of their side.</summary>
    public required IReadOnlyList<int> Outliers { get; init; }

    /// <summary>True where they fall into several groups: the centre may lie where none of them does.</summary>
    public bool Multimodal { get; init; }

    /// <summary>One for each metric on which there is something to say; on logarithms, as estimates are.</summary>
    internal static IReadOnlyList<Annotation> Of(IReadOnlyList<InvocationFigures> figures) => [.. Analysis.Metric.Compared.Select(m => Of(m, figures)).OfType<Annotation>()];

    private static Annotation? Of(Metric metric, IReadOnlyList<InvocationFigures> figures)
    {
        var values = figures.Where(f => metric.Value(f) > 0).Select(f => (f.Order, Log: Math.Log(metric.Value(f)!.Value))).ToList();
        IReadOnlyList<double> logs = [.. values.Select(static v => v.Log)];
        var far = Shape.IsOutlier(logs);
        var annotation = new Annotation { Metric = metric.Name, Outliers = [.. values.Where(v => far(v.Log)).Select(static v => v.Order)], Multimodal = Shape.IsMultimodal(logs) };
        return annotation.Multimodal || annotation.Outliers.Count > 0 ? annotation : null;
    }
}
