using IoBench.Results;

namespace IoBench.Analysis;

/// <summary>Floors that should be there: every block measures each once, for every load among its cells. Those of a load that no block measured are an older run's lack.</summary>
internal sealed class FloorGaps
{
    private readonly HashSet<(FloorPoint Point, int Block)> _due = [], _there = [];

    public void Add(Invocation invocation) => _due.Add((FloorPoint.Of(invocation.Cell), invocation.Block));

    public void Add(FloorInvocation floor) => _there.Add((FloorPoint.Of(floor), floor.Block));

    public int Count
    {
        get
        {
            var measured = _there.Select(static f => f.Point).ToHashSet();
            return _due.Count(d => measured.Contains(d.Point) && !_there.Contains(d));
        }
    }
}
