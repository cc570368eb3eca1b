using System.Globalization;

namespace IoBench.Results.Plans;

/// <summary>The cells of a plan that can run here, and what of it cannot, with the reason.</summary>
public sealed record PlanExpansion(IReadOnlyList<Cell> Cells, IReadOnlyList<SkippedModel> Skipped)
{
    /// <summary>A point that two sweeps share is measured once, under the first that names it.</summary>
    public static PlanExpansion Of(Plan plan, IReadOnlyList<ModelInfo> models)
    {
        var cells = new Dictionary<string, Cell>();
        var skipped = new HashSet<SkippedModel>();
        foreach (var cell in plan.Sweeps.SelectMany(sweep => CellsOf(sweep, plan.Baseline)))
        {
            var model = models.First(model => model.Name == cell.Model);
            if (Obstacle(cell, model) is { } obstacle)
                skipped.Add(obstacle);
            else
                cells.TryAdd(cell.Key, cell);
        }

        return new PlanExpansion([.. cells.Values], [.. skipped]);
    }

    private static IEnumerable<Cell> CellsOf(Sweep sweep, string baseline) =>
        from label in sweep.Aa ? [.. sweep.Models, baseline + Cell.AaSuffix] : sweep.Models
        from connections in sweep.Connections
        from idle in sweep.Idle
        from payloadBytes in sweep.PayloadBytes
        from depth in sweep.Depth
        from threads in sweep.Threads
        select new Cell
        {
            Label = label,
            Model = label.EndsWith(Cell.AaSuffix, StringComparison.Ordinal) ? baseline : label,
            Sweep = sweep.Name,
            Connections = connections,
            Idle = idle,
            PayloadBytes = payloadBytes,
            Depth = depth,
            Threads = threads,
        };

    private static SkippedModel? Obstacle(Cell cell, ModelInfo model)
    {
        var connections = cell.Connections + cell.Idle;
        if (!model.Available)
            return new SkippedModel { Model = model.Name, Reason = model.Reason ?? "not available here" };
        if (model.MaxConnectionsWith(cell.Threads) is { } most && connections > most)
            return new SkippedModel
            {
                Model = model.Name,
                Connections = connections,
                Reason = string.Create(CultureInfo.InvariantCulture, $"{connections} connections asked, it holds {most}"),
            };
        return null;
    }
}
