using IoBench.Results;

namespace IoBench.Analysis.Trends;

/// <summary>
/// Reduces a run to its centres while it is read: of an invocation only the logarithms of its figures are kept, by block, so that
/// histograms and counters of sixty runs are never in memory together.
/// </summary>
/// <param name="manifest">The run's.</param>
/// <param name="reference">The label that others are followed relative to.</param>
public sealed class RunReduction(RunManifest manifest, string reference)
{
    private readonly Dictionary<(string Label, LoadPoint Point), CellLogs> _cells = [];
    private readonly Dictionary<FloorPoint, BlockMeans> _floors = [];
    private readonly FloorGaps _gaps = new();
    private int _valid, _invalid, _firstTries;

    public void Add(Invocation invocation)
    {
        _gaps.Add(invocation);
        _firstTries += invocation.Repeats is null ? 1 : 0;
        if (!invocation.Verdict.Valid)
        {
            _invalid++;
            return;
        }

        _valid++;
        var key = (invocation.Cell.Label, invocation.Cell.Point);
        if (!_cells.TryGetValue(key, out var cell))
            _cells[key] = cell = new CellLogs(invocation.Cell.Model);
        cell.Add(invocation);
    }

    public void Add(FloorInvocation floor)
    {
        _gaps.Add(floor);
        if (floor is not { Verdict.Valid: true, Floor.CpuUsPerMessage: var cpu } || !(cpu.User + cpu.System > 0))
            return;
        var point = FloorPoint.Of(floor);
        if (!_floors.TryGetValue(point, out var means))
            _floors[point] = means = new BlockMeans();
        means.Add(floor.Block, Math.Log(cpu.User + cpu.System));
    }

    /// <param name="notes">What was amiss on disk.</param>
    public ReducedRun Reduce(IReadOnlyList<string> notes)
    {
        var centres = new Dictionary<SeriesKey, RunCentre>();
        foreach (var ((label, point), cell) in _cells)
            foreach (var metric in Metric.ComparedAt(point))
                if (Centre(label, point, cell, metric) is { } centre)
                    centres[new SeriesKey(label, point, metric.Name)] = centre;
        var measured = centres.Keys.Select(static k => k.Point).Distinct().OrderBy(static p => p.ToString(), StringComparer.Ordinal).ToList();
        return new ReducedRun(
            TrendRun.Of(manifest) with { Valid = _valid, Invalid = _invalid, Notes = [.. notes, .. Missing()] },
            [.. manifest.Plan.Sweeps.SelectMany(static s => s.Models).Distinct()],
            measured.Count == 0 ? null : RunSummary.HeadlineOf(manifest.Plan.Headline, measured), centres);
    }

    private IEnumerable<string> Missing()
    {
        if (Completeness.PlannedBy(manifest) is var planned && _firstTries > 0 && _firstTries < planned)
            yield return $"{manifest.Name} is incomplete, {_firstTries} of {planned} invocations";
        if (_gaps.Count > 0)
            yield return $"{manifest.Name} lacks {_gaps.Count} floor{(_gaps.Count == 1 ? "" : "s")} of its blocks";
    }

    private RunCentre? Centre(string label, LoadPoint point, CellLogs cell, Metric metric)
    {
        if (!_cells.TryGetValue((reference, point), out var referenceCell) || !cell.Logs.TryGetValue(metric.Name, out var logs))
            return null;
        var floor = metric == Metric.ServerCpu ? _floors.GetValueOrDefault(FloorPoint.Of(point)) : null;
        var (basis, against) = label != reference ? (Basis.Reference, referenceCell.Logs.GetValueOrDefault(metric.Name))
            : floor is not null ? (Basis.Floor, floor)
            : (Basis.Absolute, null);
        if (basis == Basis.Reference && against is null)
            return null;
        var values = against is null ? [.. logs.ByBlock.Select(static b => b.Mean)] : logs.Minus(against);
        if (values.Count == 0)
            return null;
        var centre = new HodgesLehmann(values);
        var bound = metric == Metric.Throughput && (cell.IsClientBound || referenceCell.IsClientBound);
        return new RunCentre(cell.Model, basis, centre.Centre, centre.At(Levels.Interval), values.Count, bound);
    }

    /// <summary>The figures of one cell, as logarithms.</summary>
    private sealed class CellLogs(string model)
    {
        private int _invocations, _bound;

        public string Model => model;

        public Dictionary<string, BlockMeans> Logs { get; } = [];

        public bool IsClientBound => 2 * _bound >= _invocations;

        public void Add(Invocation invocation)
        {
            var figures = InvocationFigures.Of(invocation);
            var point = invocation.Cell.Point;
            _invocations++;
            // As a report judges it: an open loop waits awake, so its CPU share says nothing and the load itself tells.
            _bound += point.IsOpen
                ? Caveat.IsIn(invocation.Verdict, Caveat.ClientBound) ? 1 : 0
                : figures.ClientCpuShare >= CellSummary.ClientLimit && figures.ClientCpuShare >= (figures.ServerCpuShare ?? 0) ? 1 : 0;
            foreach (var metric in Metric.ComparedAt(point))
            {
                if (metric.Value(figures) is not { } value || !(value > 0) || !double.IsFinite(value))
                    continue;
                if (!Logs.TryGetValue(metric.Name, out var means))
                    Logs[metric.Name] = means = new BlockMeans();
                means.Add(invocation.Block, Math.Log(value));
            }
        }
    }

    /// <summary>One value a block. A block runs a cell once; should a resumed run have done it twice, both count, as one mean.</summary>
    private sealed class BlockMeans
    {
        private readonly SortedDictionary<int, (double Sum, int Count)> _blocks = [];

        public IEnumerable<(int Block, double Mean)> ByBlock => _blocks.Select(static b => (b.Key, b.Value.Sum / b.Value.Count));

        public void Add(int block, double log)
        {
            var (sum, count) = _blocks.GetValueOrDefault(block);
            _blocks[block] = (sum + log, count + 1);
        }

        public List<double> Minus(BlockMeans other) =>
            [.. ByBlock.Where(b => other._blocks.ContainsKey(b.Block)).Select(b => b.Mean - other._blocks[b.Block].Sum / other._blocks[b.Block].Count)];
    }
}
