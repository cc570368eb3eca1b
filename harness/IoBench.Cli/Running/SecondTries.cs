using IoBench.Results;
using IoBench.Results.Plans;

namespace IoBench.Cli.Running;

/// <summary>
/// What failed a check is measured once more at the end of its block, so that one late snapshot does not take a block from a comparison. Both
/// stand in the file. A check looks at the measurement, not at the figure, so a second try prefers no figure; and a cell whose second try
/// failed too gets no other in later blocks: that is not chance.
/// </summary>
/// <param name="scheduled">Turns of the whole run; second tries are numbered from there.</param>
internal sealed class SecondTries(int scheduled)
{
    private readonly HashSet<string> _hopeless = [];
    private int _order = scheduled;

    /// <param name="block">That has just ended.</param>
    /// <param name="finished">Grows while the turns are taken.</param>
    public IEnumerable<CellTurn> Of(int block, IReadOnlyList<Invocation> finished)
    {
        // Both sides of a cell follow each other here too.
        List<Invocation> inBlock = [.. finished.Where(i => i.Block == block)];
        // Of a run that was taken up again: what it tried twice before is not tried a third time, and numbers go on where they ended.
        var tried = inBlock.Select(static i => i.Repeats).OfType<int>().ToHashSet();
        _order = Math.Max(_order, inBlock.Select(static i => i.Order).DefaultIfEmpty().Max());
        List<Invocation> failed = [.. inBlock
            .Where(i => i is { Repeats: null, Verdict.Valid: false } && !tried.Contains(i.Order) && !_hopeless.Contains(i.Cell.PairKey))
            .GroupBy(static i => i.Cell.PairKey).SelectMany(static pair => pair)];
        foreach (var first in failed)
            yield return new CellTurn(block, ++_order, first.Cell) { Repeats = first.Order };
        foreach (var second in finished.Where(i => i.Block == block && i is { Repeats: not null, Verdict.Valid: false }))
            _hopeless.Add(second.Cell.PairKey);
    }
}
