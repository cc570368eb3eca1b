namespace IoBench.Linux.Tests;

public sealed class KernelTimeTests
{
    [Fact]
    public void Sleeps_never_shorter_than_asked_and_counts_it()
    {
        var kernel = new Kernel();
        var startNs = Clock.NowNs();
        kernel.Sleep(3_000_000);

        Assert.True(Clock.NowNs() - startNs >= 3_000_000);
        var counters = new long[Kernel.CounterNames.Count];
        kernel.CopyTo(counters);
        Assert.True(counters[Kernel.CounterNames.ToList().IndexOf("clock_nanosleep")] >= 1);
    }

    [Fact]
    public void The_least_slack_is_one_nanosecond_and_of_this_thread_alone()
    {
        var before = TimerSlack.Ns;
        var (there, twice) = (0, 0);
        var thread = new Thread(() =>
        {
            TimerSlack.Least();
            there = TimerSlack.Ns;
            TimerSlack.Least();
            twice = TimerSlack.Ns;
        });
        thread.Start();
        thread.Join();

        Assert.Equal((1, 1, before), (there, twice, TimerSlack.Ns));
    }

    [Fact]
    public void The_CPU_time_of_a_thread_stands_still_while_it_sleeps()
    {
        var startNs = Clock.ThreadCpuNs();
        new Kernel().Sleep(50_000_000);

        Assert.InRange(Clock.ThreadCpuNs() - startNs, 1, 40_000_000);
    }
}
