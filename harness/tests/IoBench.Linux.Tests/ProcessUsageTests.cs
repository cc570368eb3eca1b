namespace IoBench.Linux.Tests;

public sealed class ProcessUsageTests
{
    /// <summary>Kernels that account by ticks tell a running thread what it had used at the last one, unless they are made to look.</summary>
    [Fact]
    public void A_thread_knows_its_CPU_time_between_ticks()
    {
        for (var spin = 0; spin < 20; spin++)
        {
            var beforeNs = Clock.NowNs();
            var (user, system) = ProcessUsage.OfThread();
            var startNs = Clock.NowNs();
            while (Clock.NowNs() < startNs + 200_000) { }
            var (userThen, systemThen) = ProcessUsage.OfThread();
            var elapsedUs = (Clock.NowNs() - beforeNs) / 1e3;

            Assert.InRange(userThen + systemThen - user - system, 1, elapsedUs + 100);
        }
    }
}
