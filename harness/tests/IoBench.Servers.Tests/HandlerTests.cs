using IoBench.Linux;

namespace IoBench.Servers.Tests;

public sealed class HandlerTests
{
    private readonly Ledger ledger = new(bufferBytes: 1);

    [Fact]
    public void Without_work_it_does_nothing_and_says_nothing()
    {
        Handler.None.Handle(ledger.Open());

        Assert.Empty(ledger.Calls());
        Assert.Empty(Handler.None.Mechanism);
        Assert.Equal("none", default(HandlerWork).ToString());
    }

    [Fact]
    public void Waiting_takes_the_time_and_not_the_CPU_and_is_counted()
    {
        var handler = new Handler(new HandlerWork(WorkKind.Wait, 2_000_000));
        var tally = ledger.Open();
        handler.Handle(tally);
        var (startNs, startCpuNs) = (Clock.NowNs(), Clock.ThreadCpuNs());
        for (var message = 0; message < 10; message++) handler.Handle(tally);

        Assert.True(Clock.NowNs() - startNs >= 20_000_000);
        Assert.InRange(Clock.ThreadCpuNs() - startCpuNs, 1, 10_000_000);
        Assert.True(ledger.Calls()["clock_nanosleep"] >= 11);
        Assert.Equal("wait:2000", handler.Mechanism["work"]);
    }

    /// <summary>By the CPU time of the thread, which others do not lengthen; a core that is shared may halve its speed.</summary>
    [Fact]
    public void Computing_takes_the_CPU_that_was_asked_for()
    {
        var handler = new Handler(new HandlerWork(WorkKind.Cpu, 500_000));
        var tally = ledger.Open();
        var startNs = Clock.ThreadCpuNs();
        for (var message = 0; message < 40; message++) handler.Handle(tally);

        Assert.InRange(Clock.ThreadCpuNs() - startNs, 10_000_000, 80_000_000);
        Assert.Empty(ledger.Calls());
        Assert.Equal("cpu:500", handler.Mechanism["work"]);
        Assert.Equal($"{handler.Rounds}", handler.Mechanism["workRounds"]);
    }

    [Fact]
    public void Stopped_it_works_no_more()
    {
        var handler = new Handler(new HandlerWork(WorkKind.Wait, 60_000_000_000));
        handler.Stop();
        handler.Handle(ledger.Open());

        Assert.Empty(ledger.Calls());
    }
}
