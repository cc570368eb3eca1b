using IoBench.Linux;
using IoBench.Load;
using IoBench.Servers;

namespace IoBench.Node;

/// <summary>
/// What this client reaches against the cheapest server: a closed loop of the same connections, sizes and engine against our own
/// epoll server, on CPUs that are not the client's. A result near it says more of the client than of the server.
/// </summary>
internal static class Ceiling
{
    /// <returns>Messages a second; null when it could not be measured on this machine.</returns>
    internal static double? Measure(LoadOptions options, double seconds)
    {
        var elsewhere = CpuSet.Allowed().Except(options.Cpus).ToArray();
        using var host = new ServerHost(Catalog.Find("epoll")!, new ServerOptions { Cpus = elsewhere });
        var closed = options with
        {
            Target = host.EndPoint, RatePerSecond = null, Churn = 0, Idle = 0, Spin = false, Witness = false,
            WarmupSeconds = seconds / 2, WarmupLimitSeconds = seconds, DurationSeconds = seconds,
        };
        return LoadRun.Run(closed, new Silent()).ThroughputPerSecond;
    }

    private sealed class Silent : ILoadWatch
    {
        public long? Connected(int connections) => null;

        public void Opened(Window window) { }

        public void Accompany(Window window, LoadPulse pulse) { }
    }
}
