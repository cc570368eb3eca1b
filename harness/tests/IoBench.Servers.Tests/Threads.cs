using IoBench.Linux;

namespace IoBench.Servers.Tests;

/// <summary>Threads of a test: in the background, so that one which hangs fails its test and not the whole run.</summary>
internal static class Threads
{
    internal static Thread[] Start(int count, Action<int> work)
    {
        var threads = new Thread[count];
        for (var i = 0; i < count; i++)
        {
            var me = i;
            threads[i] = new Thread(() => work(me), 256 * 1024) { IsBackground = true };
        }
        foreach (var thread in threads) thread.Start();
        return threads;
    }

    internal static void Join(Thread[] threads, int limitMs, string otherwise)
    {
        foreach (var thread in threads) Assert.True(thread.Join(limitMs), otherwise);
    }
}

internal static class Calls
{
    /// <summary>All calls that were made through this door.</summary>
    internal static long Of(Kernel kernel)
    {
        var counters = new long[Kernel.CounterNames.Count];
        kernel.CopyTo(counters);
        return counters.Sum();
    }
}
