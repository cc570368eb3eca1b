namespace IoBench.Results.Plans;

/// <summary>What a run does at one place of its order.</summary>
/// <param name="Block">Counted from 1.</param>
/// <param name="Order">Place in the whole run, counted from 1.</param>
public abstract record Turn(int Block, int Order);

/// <summary>One cell is measured.</summary>
public sealed record CellTurn(int Block, int Order, Cell Cell) : Turn(Block, Order)
{
    /// <summary>Order of the invocation that failed a check, of which this one takes the place; null in a first try.</summary>
    public int? Repeats { get; init; }
}

/// <summary>The floor of one load is measured.</summary>
public sealed record FloorTurn(int Block, int Order, FloorPoint Point) : Turn(Block, Order);

/// <summary>
/// Blocks of turns: each block runs every cell once, in a random order of its own, so that what drifts in the machine meets all
/// cells alike, and measures the floor of each load among them once, at a random place. The order follows from the seed alone; more
/// blocks go on where fewer ended. The two sides of a cell follow each other, either one first, as the machine is most alike at one time.
/// </summary>
public static class Schedule
{
    // Floors have a generator of their own, so that cells keep the order that a seed gave them before there were floors.
    private const ulong OfFloors = 0x666c6f6f72;

    public static IEnumerable<Turn> Of(IReadOnlyList<Cell> cells, int blocks, ulong seed) => Of(cells, blocks, seed, _ => blocks);

    /// <summary>As the plan says: a sweep with fewer blocks than the plan runs in the first ones.</summary>
    public static IEnumerable<Turn> Of(IReadOnlyList<Cell> cells, Plan plan, ulong seed) =>
        Of(cells, plan.Blocks, seed, cell => plan.BlocksOf(cell.Sweep));

    /// <summary>Cells alone, where nobody asks what they cost.</summary>
    public static IEnumerable<CellTurn> OfCells(IReadOnlyList<Cell> cells, int blocks, ulong seed)
    {
        var random = new SplitMix64(seed);
        var order = 0;
        for (var block = 1; block <= blocks; block++)
        {
            var shuffled = cells.ToArray();
            Shuffle(shuffled, ref random);
            foreach (var cell in shuffled)
                yield return new CellTurn(block, ++order, cell);
        }
    }

    private static IEnumerable<Turn> Of(IReadOnlyList<Cell> cells, int blocks, ulong seed, Func<Cell, int> blocksOf)
    {
        var random = new SplitMix64(seed);
        var places = new SplitMix64(seed ^ OfFloors);
        var order = 0;
        for (var block = 1; block <= blocks; block++)
        {
            // One cell, or both of its sides, which no floor comes between.
            var shuffled = cells.Where(cell => block <= blocksOf(cell)).GroupBy(static cell => cell.PairKey).Select(static pair => pair.ToArray()).ToArray();
            var floors = shuffled.Select(static pair => FloorPoint.Of(pair[0])).Distinct().ToList();
            Shuffle(shuffled, ref random);
            foreach (var pair in shuffled)
                Shuffle(pair, ref random);
            foreach (var what in Mixed(shuffled, floors, ref places))
            {
                if (what.Cells is null)
                    yield return new FloorTurn(block, ++order, what.Floor);
                foreach (var cell in what.Cells ?? [])
                    yield return new CellTurn(block, ++order, cell);
            }
        }
    }

    /// <summary>A seed for one turn's arrivals: it follows from the run's, and no two turns share one.</summary>
    public static ulong SeedOf(ulong seed, Turn turn) => new SplitMix64(seed ^ ((ulong)turn.Block << 32) ^ (ulong)turn.Order).Next();

    /// <summary>Each floor goes to a place among all that are there already, before the first and behind the last too.</summary>
    private static List<(Cell[]? Cells, FloorPoint Floor)> Mixed(Cell[][] cells, List<FloorPoint> floors, ref SplitMix64 random)
    {
        List<(Cell[]? Cells, FloorPoint Floor)> mixed = [.. cells.Select(static pair => ((Cell[]?)pair, default(FloorPoint)))];
        foreach (var floor in floors)
            mixed.Insert(random.Below(mixed.Count + 1), (null, floor));
        return mixed;
    }

    /// <summary>Fisher and Yates, from the end.</summary>
    private static void Shuffle<T>(T[] items, ref SplitMix64 random)
    {
        for (var last = items.Length - 1; last > 0; last--)
        {
            var other = random.Below(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }
}
