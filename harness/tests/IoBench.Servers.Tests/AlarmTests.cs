using IoBench.Linux;
using IoBench.Servers.Handoff;

namespace IoBench.Servers.Tests;

public sealed class AlarmTests
{
    [Fact]
    public void A_ring_before_the_wait_is_heard_once()
    {
        var alarm = new Alarm();
        var kernel = new Kernel();
        alarm.Ring(kernel);
        alarm.Ring(kernel);
        alarm.Wait(kernel);

        var second = new Thread(() => alarm.Wait(new Kernel())) { IsBackground = true };
        second.Start();
        Assert.False(second.Join(200), "two rings before a wait are one");
        alarm.Ring(kernel);
        Assert.True(second.Join(10_000), "never woken");
    }

    /// <summary>Each ring follows a change; after the last change there must be a wait that returns and sees it.</summary>
    [Fact]
    public void No_ring_is_lost_while_the_other_side_falls_asleep()
    {
        const int Changes = 100_000;
        var alarm = new Alarm();
        var change = 0;
        var listener = new Thread(() =>
        {
            var kernel = new Kernel();
            while (Volatile.Read(ref change) < Changes) alarm.Wait(kernel);
        }) { IsBackground = true };
        listener.Start();
        var ringer = new Kernel();
        for (var i = 1; i <= Changes; i++)
        {
            Volatile.Write(ref change, i);
            alarm.Ring(ringer);
        }
        Assert.True(listener.Join(20_000), "sleeps on after the last ring");
    }
}
