using IoBench.Analysis;
using IoBench.Results;
using IoBench.Tests.Synthetic;

namespace IoBench.Tests.Analysis;

public sealed class FloorTests
{
    private static readonly LoadPoint Headline = new(128, 0, 64, 1, 0);

    private static CellSummary At(RunSummary summary, string label) => summary.CellsAt(Headline).Single(c => c.Cell.Label == label);

    [Fact]
    public void Each_load_has_the_centre_of_its_blocks_with_an_interval()
    {
        var summary = RunSummary.Of(new SyntheticRun().Build());
        Assert.Equal([(1, 64), (16, 64), (128, 64)], summary.Floors.Select(static f => (f.Connections, f.PayloadBytes)));
        var floor = summary.FloorAt(Headline)!;
        Assert.Equal((6, 6, 6), (floor.Valid, floor.Measurements.Count, floor.CpuUsPerMessage!.N));
        Assert.Equal(4.4, floor.CpuUsPerMessage.Centre, 0.1);
        Assert.True(floor.CpuUsPerMessage.Interval!.Contains(floor.CpuUsPerMessage.Centre));
        Assert.Equal(0.1, floor.CpuUserUsPerMessage!.Centre / floor.CpuUsPerMessage.Centre, 0.01);
        Assert.Equal(4, floor.SendNs!.Centre / floor.RecvNs!.Centre, 0.1);
    }

    [Fact]
    public void Server_and_client_are_the_floor_and_what_they_add()
    {
        var summary = RunSummary.Of(new SyntheticRun { Spread = 0 }.Build());
        foreach (var cell in summary.Cells)
        {
            Assert.Equal(cell.ServerCpuUsPerMessage!.Centre - 4.4, cell.ServerAboveFloor!.AddedUsPerMessage.Centre, 0.02);
            Assert.Equal(cell.ServerCpuUsPerMessage.Centre / 4.4, cell.ServerAboveFloor.TimesFloor.Centre, 0.01);
            Assert.Equal(cell.ClientCpuUsPerMessage!.Centre - 4.4, cell.ClientAboveFloor!.AddedUsPerMessage.Centre, 0.02);
        }
    }

    [Fact]
    public void Pairs_by_block_so_that_a_slow_block_cancels()
    {
        // In every second block the machine takes half as long again for everything that the kernel does, and the model adds the same.
        const double floorUs = 4, addedUs = 0.5;
        static double Slow(int block) => block % 2 == 0 ? 1.5 : 1;
        var run = new SyntheticRun
        {
            Spread = 0,
            FloorUs = floorUs,
            ChangeFloor = static f => f with { Floor = f.Floor! with { CpuUsPerMessage = new CpuTime { User = 0, System = floorUs * Slow(f.Block) } } },
            Change = static i => i with { Server = WithCpu(i.Server!, (floorUs * Slow(i.Block)) + addedUs) },
        };
        var added = At(RunSummary.Of(run.Build()), "epoll").ServerAboveFloor!.AddedUsPerMessage;
        Assert.Equal(addedUs, added.Centre, 3);
        Assert.Equal((addedUs, addedUs), (Math.Round(added.Interval!.Low, 3), Math.Round(added.Interval.High, 3)));
    }

    [Fact]
    public void A_block_without_a_valid_floor_pairs_with_nothing()
    {
        var run = new SyntheticRun { ChangeFloor = static f => f is { Block: 2, Connections: 128 } ? f with { Floor = null, Verdict = Verdict.Because("It was ended.") } : f };
        var summary = RunSummary.Of(run.Build());
        var floor = summary.FloorAt(Headline)!;
        Assert.Equal(5, floor.Valid);
        Assert.Equal((2, "It was ended."), (Assert.Single(floor.Invalid).Block, floor.Invalid[0].Reasons[0]));
        Assert.Equal((5, null), (At(summary, "epoll").ServerAboveFloor!.AddedUsPerMessage.N, At(summary, "epoll").ServerAboveFloor!.AddedUsPerMessage.Interval));
        Assert.Equal(6, At(summary, "epoll").ServerCpuUsPerMessage!.N);
    }

    [Fact]
    public void A_model_that_takes_several_messages_with_one_call_may_be_below()
    {
        var added = At(RunSummary.Of(new SyntheticRun { FloorUs = 9 }.Build()), "epoll").ServerAboveFloor!;
        Assert.True(added.AddedUsPerMessage.Interval!.High < 0);
        Assert.True(added.TimesFloor.Interval!.High < 1);
    }

    [Fact]
    public void A_run_made_before_there_were_floors_has_none_and_no_trouble()
    {
        var summary = RunSummary.Of(new SyntheticRun { FloorUs = null }.Build());
        Assert.Empty(summary.Floors);
        Assert.Null(summary.FloorAt(Headline));
        Assert.All(summary.Cells, static c => Assert.True(c is { ServerAboveFloor: null, ClientAboveFloor: null, ServerCpuUsPerMessage: not null }));
    }

    [Fact]
    public void A_load_whose_floors_all_failed_has_no_centre()
    {
        var summary = RunSummary.Of(new SyntheticRun { ChangeFloor = static f => f with { Floor = null, Verdict = Verdict.Because("no") } }.Build());
        Assert.All(summary.Floors, static f => Assert.True(f is { Valid: 0, CpuUsPerMessage: null, Invalid.Count: 6 }));
        Assert.Null(At(summary, "epoll").ServerAboveFloor);
    }

    private static ServerInvocation WithCpu(ServerInvocation server, double usPerMessage)
    {
        var messages = server.Stop.Messages - server.Start.Messages;
        return server with
        {
            Start = server.Start with { CpuUs = new CpuTime { User = 0, System = 0 } },
            Stop = server.Stop with { CpuUs = new CpuTime { User = 0, System = messages * usPerMessage } },
        };
    }
}
