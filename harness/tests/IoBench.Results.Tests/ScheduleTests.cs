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
            var turns = CellTurns(cells, blocks, seed);

            Assert.Equal(turns.Select(turn => turn.Order).Order(), turns.Select(turn => turn.Order));
            Assert.All(
                turns.GroupBy(turn => turn.Block),
                block => Assert.Equal(cells.ToHashSet(), block.Select(turn => turn.Cell).ToHashSet()));
            Assert.All(turns.GroupBy(turn => turn.Block), block => Assert.Equal(count, block.Count()));
        });

    [Fact]
    public void Sides_of_a_cell_follow_each_other_in_every_block_and_either_comes_first() =>
        Gen.Select(Gen.Int[1, 20], Gen.ULong).Sample((count, seed) =>
        {
            const int Blocks = 40;
            List<Cell> cells = [.. Cells(count).SelectMany(cell => (Cell[])[cell.On(ServerSide.A), cell.On(ServerSide.B)])];

            var turns = Schedule.Of(cells, Blocks, seed).ToList();

            var first = turns.OfType<CellTurn>().Chunk(2).Select(pair =>
            {
                Assert.Equal((pair[0].Block, pair[0].Order + 1), (pair[1].Block, pair[1].Order));
                Assert.Equal(pair[0].Cell.PairKey, pair[1].Cell.PairKey);
                Assert.NotEqual(pair[0].Cell.Side, pair[1].Cell.Side);
                return pair[0].Cell.Side;
            }).ToList();
            Assert.Equal(Blocks * count, first.Count);
            // One in a million million is on the same side forty times.
            Assert.Equal([ServerSide.A, ServerSide.B], first.Distinct().Order());
            Assert.Equal(turns, Schedule.Of(cells, Blocks, seed));
        });

    [Fact]
    public void Every_block_measures_the_floor_of_every_load_once() =>
        Gen.Select(Gen.Int[1, 20], Gen.Int[1, 8], Gen.ULong).Sample((count, blocks, seed) =>
        {
            // Models, idle connections and depth share a floor; payloads do not.
            var cells = Cells(count);
            List<Cell> all =
            [
                .. cells, .. cells.Select(cell => cell with { Label = "poll", Model = "poll" }), .. cells.Select(cell => cell with { Idle = 5 }),
                .. cells.Select(cell => cell with { PayloadBytes = 1000 }), .. cells.Select(cell => cell with { Depth = 4 }),
            ];

            var turns = Schedule.Of(all, blocks, seed).ToList();

            Assert.Equal(Enumerable.Range(1, turns.Count), turns.Select(turn => turn.Order));
            Assert.Equal(turns.Select(turn => turn.Block).Order(), turns.Select(turn => turn.Block));
            Assert.All(turns.GroupBy(turn => turn.Block), block =>
            {
                var floors = block.OfType<FloorTurn>().Select(turn => turn.Point).ToList();
                Assert.Equal(2 * count, floors.Count);
                Assert.Equal(all.Select(FloorPoint.Of).ToHashSet(), floors.ToHashSet());
            });
        });

    [Fact]
    public void A_floor_is_as_likely_at_one_place_of_its_block_as_at_another()
    {
        const int Blocks = 5000;
        var places = Schedule.Of([.. Cells(1).SelectMany(cell => new[] { cell, cell with { Idle = 1 }, cell with { Idle = 2 }, cell with { Idle = 3 } })], Blocks, seed: 1)
            .OfType<FloorTurn>().CountBy(turn => turn.Order - (5 * (turn.Block - 1))).ToDictionary();

        Assert.Equal([1, 2, 3, 4, 5], places.Keys.Order());
        Assert.All(places, place => Assert.InRange(place.Value, 900, 1100));
    }

    [Fact]
    public void The_seed_alone_makes_the_order_and_more_blocks_only_go_on() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, 8], Gen.ULong).Sample((count, blocks, seed) =>
        {
            var turns = Schedule.Of(Cells(count), blocks, seed).ToList();
            var more = Schedule.Of(Cells(count), blocks + 3, seed).ToList();

            Assert.Equal(turns, more.Take(turns.Count));
        });

    [Fact]
    public void A_sweep_with_fewer_blocks_runs_in_the_first_ones()
    {
        var sweep = Sample.Plan.Sweeps[0];
        var plan = Sample.Plan with { Blocks = 5, Sweeps = [sweep with { Name = "s" }, sweep with { Name = "few", Blocks = 2 }] };
        var cells = Cells(4).Concat(Cells(3).Select(cell => cell with { Sweep = "few", RatePerSecond = 1000 })).ToList();

        var all = Schedule.Of(cells, plan, seed: 9).ToList();
        var turns = all.OfType<CellTurn>().ToList();

        Assert.Equal([7, 7, 4, 4, 4], turns.CountBy(turn => turn.Block).Select(block => block.Value));
        Assert.Equal(Enumerable.Range(1, all.Count), all.Select(turn => turn.Order));
        Assert.All(turns.Where(turn => turn.Cell.Sweep == "few"), turn => Assert.InRange(turn.Block, 1, 2));
    }

    [Fact]
    public void Cells_alone_keep_the_order_that_they_have_among_floors() =>
        Assert.Equal(CellTurns(Cells(9), 4, seed: 5).Select(turn => turn.Cell), Schedule.OfCells(Cells(9), 4, seed: 5).Select(turn => turn.Cell));

    [Fact]
    public void Each_turn_has_a_seed_of_its_own_that_follows_from_the_runs()
    {
        var turns = Schedule.OfCells(Cells(20), 10, seed: 3).ToList();

        Assert.Equal(200, turns.Select(turn => Schedule.SeedOf(3, turn)).Distinct().Count());
        Assert.Equal(Schedule.SeedOf(3, turns[7]), Schedule.SeedOf(3, Schedule.OfCells(Cells(20), 10, seed: 3).ElementAt(7)));
        Assert.NotEqual(Schedule.SeedOf(3, turns[7]), Schedule.SeedOf(4, turns[7]));
    }

    /// <summary>Computed with another program. A change would give old seeds new orders: results could no longer be repeated.</summary>
    [Fact]
    public void The_order_of_a_seed_never_changes() =>
        Assert.Equal([4, 2, 7, 3, 5, 1, 8, 6], CellTurns(Cells(8), 1, seed: 42).Select(turn => turn.Cell.Connections));

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
        var firsts = CellTurns(Cells(5), 5000, seed: 1).GroupBy(turn => turn.Block).CountBy(block => block.First().Cell.Connections);

        Assert.All(firsts, first => Assert.InRange(first.Value, 900, 1100));
    }

    private static List<CellTurn> CellTurns(IReadOnlyList<Cell> cells, int blocks, ulong seed) => [.. Schedule.Of(cells, blocks, seed).OfType<CellTurn>()];

    private static List<Cell> Cells(int count) =>
    [
        .. Enumerable.Range(1, count).Select(number =>
            new Cell { Label = "epoll", Model = "epoll", Sweep = "s", Connections = number, PayloadBytes = 64 }),
    ];
}
