namespace IoBench.Analysis.Comparing;

/// <summary>All models at one load point on one metric: the family within which Holm's correction holds. Declared by the plans, before anything was measured.</summary>
public sealed record ChangeFamily
{
    /// <summary><see cref="Metric.Name"/>.</summary>
    public required string Metric { get; init; }

    /// <summary>In the order of the plan.</summary>
    public required IReadOnlyList<ModelChange> Models { get; init; }

    public ModelChange? Of(string label) => Models.FirstOrDefault(m => m.Label == label);

    internal static ChangeFamily Of(Metric metric, RunSide from, RunSide to, IReadOnlyList<string> labels, bool sameMachine)
    {
        var found = labels.Select(label => Found.Of(label, metric, from, to, sameMachine)).OfType<Found>().ToList();
        var judged = found.Where(static f => f.Shift is not null).ToList();
        var p = judged.Select(static f => f.Shift!.PValue).ToList();
        var (alphas, adjusted) = (Holm.Alphas(p, Levels.Family), Holm.Adjust(p));
        return new ChangeFamily
        {
            Metric = metric.Name,
            Models = [.. found.Select(f => f.Change with
            {
                Change = judged.IndexOf(f) is var at and >= 0
                    ? Comparison.Of(f.Change.Label, f.Shift!, f.Detectable, metric, alphas[at], Math.Max(from.Margin(metric, f.Change.Label), to.Margin(metric, f.Change.Label)), to.IsClientBound(f.Change.Label), from.IsClientBound(f.Change.Label))
                        with { AdjustedPValue = adjusted[at] }
                    : null,
            })],
        };
    }

    private sealed record Found(ModelChange Change, IShift? Shift, double? Detectable)
    {
        internal static Found? Of(string label, Metric metric, RunSide from, RunSide to, bool sameMachine)
        {
            var (basis, before, after) = Basis(label, metric, from, to);
            var (was, isNow) = (from.Logs(label, metric), to.Logs(label, metric));
            if (was.Count == 0 || isNow.Count == 0 || before.Count == 0 || after.Count == 0)
                return null;
            var change = new ModelChange
            {
                Label = label,
                Basis = basis,
                Absolute = sameMachine ? Ratio(new Shift(was, isNow)) : null,
                Base = Centre(was),
                Candidate = Centre(isNow),
                Outliers = Shape.Outliers(before) + Shape.Outliers(after),
                Multimodal = Shape.IsMultimodal(before) || Shape.IsMultimodal(after),
            };
            return new Found(change, basis == ChangeBasis.Absolute ? null : new Shift(before, after), SmallestDetectable.Of(before, after));
        }

        private static (ChangeBasis, IReadOnlyList<double>, IReadOnlyList<double>) Basis(string label, Metric metric, RunSide from, RunSide to)
        {
            if (metric != Analysis.Metric.ServerCpu && (from.IsOverloaded(label) || to.IsOverloaded(label)))
                return (ChangeBasis.Absolute, from.Logs(label, metric), to.Logs(label, metric));
            if (label != from.Reference)
                return (ChangeBasis.Reference, from.OverReference(label, metric), to.OverReference(label, metric));
            if (metric == Analysis.Metric.ServerCpu && from.OverFloor(label) is { Count: > 0 } before && to.OverFloor(label) is { Count: > 0 } after)
                return (ChangeBasis.Floor, before, after);
            return (ChangeBasis.Absolute, from.Logs(label, metric), to.Logs(label, metric));
        }

        private static Estimate Centre(IReadOnlyList<double> logs) => Ratio(new HodgesLehmann(logs));

        private static Estimate Ratio(IShift shift) => new(Math.Exp(shift.Centre), shift.At(Levels.Interval)?.Map(Math.Exp), shift.N);
    }
}
