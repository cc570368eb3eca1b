using IoBench.Cli.Running;
using IoBench.Results;
using IoBench.Results.Plans;
using IoBench.Tests.Synthetic;

namespace IoBench.Cli.Tests;

public class SecondTriesTests
{
    private const int Scheduled = 1000;

    private static readonly Run Run = new SyntheticRun { Blocks = 3, Connections = [128] }.Build();

    [Fact]
    public void Only_what_failed_in_the_block_that_ended_is_tried_again()
    {
        var finished = Run.Invocations.Select(static i => i.Cell.Label is "poll" or "uring" ? Failed(i) : i).ToList();
        var firsts = finished.Where(static i => i is { Block: 2, Verdict.Valid: false }).ToList();

        var turns = new SecondTries(Scheduled).Of(2, finished).ToList();

        Assert.Equal(firsts.Select(static i => (i.Cell, (int?)i.Order)), turns.Select(static t => (t.Cell, t.Repeats)));
        Assert.Equal([Scheduled + 1, Scheduled + 2], turns.Select(static t => t.Order));
        Assert.All(turns, static t => Assert.Equal(2, t.Block));
    }

    [Theory]
    [InlineData(true, 3)]
    [InlineData(false, 1)]
    public void Who_failed_again_gets_no_other_try(bool isGood, int tries)
    {
        var (secondTries, finished, turns) = (new SecondTries(Scheduled), new List<Invocation>(), new List<CellTurn>());
        foreach (var block in Run.Invocations.GroupBy(static i => i.Block))
        {
            finished.AddRange(block.Select(static i => i.Cell.Label == "poll" ? Failed(i) : i));
            foreach (var turn in secondTries.Of(block.Key, finished))
            {
                turns.Add(turn);
                var first = block.Single(i => i.Cell == turn.Cell) with { Order = turn.Order, Repeats = turn.Repeats };
                finished.Add(isGood ? first : Failed(first));
            }
        }

        Assert.Equal(tries, turns.Count);
        Assert.Equal(turns.Count, turns.Select(static t => t.Order).Distinct().Count());
    }

    [Fact]
    public void Both_sides_of_a_cell_are_tried_again_together()
    {
        var sides = Run.Invocations.Where(static i => i.Block == 1).SelectMany(static i => new[] { i with { Cell = i.Cell with { Side = "A" } }, i with { Cell = i.Cell with { Side = "B" }, Order = i.Order + 500 } })
            .Select(static i => i.Cell.Model == "poll" ? Failed(i) : i).ToList();

        var turns = new SecondTries(Scheduled).Of(1, sides).ToList();

        Assert.Equal(["A", "B"], turns.Select(static t => t.Cell.Side));
        Assert.Single(turns.Select(static t => t.Cell.PairKey).Distinct());
    }

    private static Invocation Failed(Invocation invocation) => invocation with { Verdict = Verdict.Because("late: the snapshot came late") };
}
