namespace IoBench.Results.Plans;

/// <summary>One cell's turn in a run.</summary>
/// <param name="Block">Counted from 1.</param>
/// <param name="Order">Place in the whole run, counted from 1.</param>
/// <param name="Cell">What is measured.</param>
public readonly record struct Turn(int Block, int Order, Cell Cell);

/// <summary>
/// Blocks of turns: each block runs every cell once, in a random order of its own, so that what drifts in the machine meets all
/// cells alike. The order follows from the seed alone; more blocks go on where fewer ended.
/// </summary>
public static class Schedule
{
    public static IEnumerable<Turn> Of(IReadOnlyList<Cell> cells, int blocks, ulong seed)
    {
        var random = new SplitMix64(seed);
        var order = 0;
        for (var block = 1; block <= blocks; block++)
        {
            var shuffled = cells.ToArray();
            Shuffle(shuffled, ref random);
            foreach (var cell in shuffled)
                yield return new Turn(block, ++order, cell);
        }
    }

    /// <summary>Fisher and Yates, from the end.</summary>
    private static void Shuffle(Cell[] cells, ref SplitMix64 random)
    {
        for (var last = cells.Length - 1; last > 0; last--)
        {
            var other = random.Below(last + 1);
            (cells[last], cells[other]) = (cells[other], cells[last]);
        }
    }
}
