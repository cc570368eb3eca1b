using System.Globalization;

namespace IoBench.Results.Plans;

/// <summary>The cells of a plan that can run here, and what of it cannot, with the reason.</summary>
public sealed record PlanExpansion(IReadOnlyList<Cell> Cells, IReadOnlyList<SkippedModel> Skipped)
{
    /// <summary>A point that two sweeps share is measured once, under the first that names it, or the one with more blocks.</summary>
    public static PlanExpansion Of(Plan plan, IReadOnlyList<ModelInfo> models)
    {
        var cells = new Dictionary<string, Cell>();
        var skipped = new HashSet<SkippedModel>();
        foreach (var cell in plan.Sweeps.SelectMany(sweep => CellsOf(sweep, plan.Baseline)))
        {
            var model = models.First(model => model.Name == cell.Model);
            if ((Obstacle(cell, model) ?? EngineObstacle(cell, models)) is { } obstacle)
                skipped.Add(obstacle);
            else if (!cells.TryGetValue(cell.Key, out var there) || plan.BlocksOf(cell.Sweep) > plan.BlocksOf(there.Sweep))
                cells[cell.Key] = cell;
        }

        return new PlanExpansion([.. cells.Values], [.. skipped]);
    }

    /// <summary>Every cell once for each side. A twin under a second label is left out: each side is the other's, and what noise does shows in their interval.</summary>
    /// <param name="sides">Null leaves all as it is.</param>
    public PlanExpansion WithSides(IReadOnlyList<ServerSide>? sides) => sides is null
        ? this
        : this with { Cells = [.. Cells.Where(static cell => !cell.IsAa).SelectMany(cell => sides.Select(side => cell.On(side.Name)))] };

    private static IEnumerable<Cell> CellsOf(Sweep sweep, string baseline) =>
        from label in sweep.Aa ? [.. sweep.Models, baseline + Cell.AaSuffix] : sweep.Models
        from connections in sweep.Connections
        from idle in sweep.Idle
        from payloadBytes in sweep.PayloadBytes
        from depth in sweep.Depth
        from threads in sweep.Threads
        from processes in sweep.Processes
        from engine in sweep.Engines
        from churn in sweep.Churn
        from work in sweep.Work
        from offered in Offered(sweep)
        select offered with
        {
            Label = label,
            Model = label.EndsWith(Cell.AaSuffix, StringComparison.Ordinal) ? baseline : label,
            Sweep = sweep.Name,
            Connections = connections,
            Idle = idle,
            PayloadBytes = payloadBytes,
            Depth = depth,
            Threads = threads,
            Processes = processes,
            Engine = engine,
            Churn = churn,
            Work = work == CellWork.None ? null : work,
        };

    /// <summary>What a sweep offers, on a cell that has only that; one closed loop where it offers nothing.</summary>
    private static IEnumerable<Cell> Offered(Sweep sweep)
    {
        var closed = new Cell { Label = "", Model = "", Sweep = sweep.Name, Connections = 0, PayloadBytes = 0 };
        return sweep.IsOpen
            ? [
                .. sweep.Loads.Select(share => closed with { LoadShare = share, ShareOf = Cell.OwnCapacity }),
                .. sweep.EqualLoads.Select(share => closed with { LoadShare = share, ShareOf = Cell.LeastCapacity }),
                .. sweep.Rates.Select(rate => closed with { RatePerSecond = rate }),
            ]
            : [closed];
    }

    // The client's ring needs what the server's needs; the catalog knows whether that is here.
    private static SkippedModel? EngineObstacle(Cell cell, IReadOnlyList<ModelInfo> models) =>
        cell.Engine == Cell.UringEngine && models.FirstOrDefault(model => model.Name == Cell.UringEngine) is { Available: false } ring
            ? new SkippedModel { Model = "client's uring engine", Reason = ring.Reason ?? "not available here" }
            : null;

    private static SkippedModel? Obstacle(Cell cell, ModelInfo model)
    {
        var connections = cell.Connections + cell.Idle;
        if (!model.Available)
            return new SkippedModel { Model = model.Name, Reason = model.Reason ?? "not available here" };
        // What one process holds is the bound of several, too: the kernel spreads connections by a hash, and one may get nearly all.
        if (model.MaxConnectionsWith(cell.Threads) is { } most && connections > most)
            return new SkippedModel
            {
                Model = model.Name,
                Connections = connections,
                Reason = string.Create(CultureInfo.InvariantCulture, $"{connections} connections asked, it holds {most}"),
            };
        if (cell.Threads > 0 && cell.Threads < model.LeastThreads)
            return new SkippedModel
            {
                Model = model.Name,
                Connections = connections,
                Reason = string.Create(CultureInfo.InvariantCulture, $"{cell.Threads} thread asked, its pattern takes {model.LeastThreads}"),
            };
        // It would be the same cell under another name.
        if (cell.Threads > 0 && model.Threads == ModelInfo.NoThreads)
            return new SkippedModel { Model = model.Name, Connections = connections, Reason = "a number of threads asked, its own follow its connections" };
        return null;
    }
}
