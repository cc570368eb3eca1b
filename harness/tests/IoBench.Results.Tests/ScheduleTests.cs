using CsCheck;
using IoBench.Results.Plans;

namespace IoBench.Results.Tests;

public class ScheduleTests
{
    [Fact]
    public void Every_block_runs_every_cell_once() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, 8], Gen.ULong).Sample((count, blocks, seed) =>
        {
            var cells = Cells(count);
            var turns = Schedule.Of(cells, blocks, seed).ToList();

            Assert.Equal(Enumerable.Range(1, count * blocks), turns.Select(turn => turn.Order));
            Assert.All(
                turns.GroupBy(turn => turn.Block),
                block => Assert.Equal(cells.ToHashSet(), block.Select(turn => turn.Cell).ToHashSet()));
            Assert.All(turns.GroupBy(turn => turn.Block), block => Assert.Equal(count, block.Count()));
        });

    [Fact]
    public void The_seed_alone_makes_the_order_and_more_blocks_only_go_on() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, 8], Gen.ULong).Sample((count, blocks, seed) =>
        {
            var turns = Schedule.Of(Cells(count), blocks, seed).ToList();
            var more = Schedule.Of(Cells(count), blocks + 3, seed).ToList();

            Assert.Equal(turns, more.Take(turns.Count));
        });

    /// <summary>Computed with another program. A change would give old seeds new orders: results could no longer be repeated.</summary>
    [Fact]
    public void The_order_of_a_seed_never_changes() =>
        Assert.Equal([4, 2, 7, 3, 5, 1, 8, 6], Schedule.Of(Cells(8), 1, seed: 42).Select(turn => turn.Cell.Connections));

    /// <summary>First values of the reference implementation in C for seed 1234567.</summary>
    [Fact]
    public void The_generator_is_SplitMix64()
    {
        var random = new SplitMix64(1234567);

        var values = new[] { random.Next(), random.Next(), random.Next(), random.Next() };

        Assert.Equal([6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431], values);
    }

    [Fact]
    public void Each_place_of_a_block_is_as_likely_as_another()
    {
        var firsts = Schedule.Of(Cells(5), 5000, seed: 1).Where(turn => turn.Order % 5 == 1).CountBy(turn => turn.Cell.Connections);

        Assert.All(firsts, first => Assert.InRange(first.Value, 900, 1100));
    }

    private static List<Cell> Cells(int count) =>
    [
        .. Enumerable.Range(1, count).Select(number =>
            new Cell { Label = "epoll", Model = "epoll", Sweep = "s", Connections = number, PayloadBytes = 64 }),
    ];
}
