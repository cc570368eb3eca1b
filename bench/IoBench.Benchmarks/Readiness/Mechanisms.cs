using IoBench.Linux;

namespace IoBench.Benchmarks.Readiness;

/// <summary>Every way of learning of readiness that the models use, by the name that charts give it.</summary>
internal static class Mechanisms
{
    /// <summary>Knows without asking who is ready: what is left is the price of the event itself.</summary>
    public const string Told = "(told)";

    public static IEnumerable<string> Names => ["select", "poll", "epoll", "epoll-et", "epoll-oneshot", "sigtimedwait", .. Ring.WhyUnavailable() is null ? ["io_uring"] : Array.Empty<string>()];

    /// <param name="kernel">The door of the calling thread, which must be the one that waits.</param>
    /// <param name="most">Descriptors at a time.</param>
    public static IReadiness Make(string name, Kernel kernel, int most) => name switch
    {
        "select" => new BySelect(kernel),
        "poll" => new ByPoll(kernel, most),
        "epoll" => new ByEpoll(kernel, EpollMode.LevelTriggered),
        "epoll-et" => new ByEpoll(kernel, EpollMode.EdgeTriggered),
        "epoll-oneshot" => new ByEpoll(kernel, EpollMode.OneShot),
        "sigtimedwait" => new BySignal(kernel),
        "io_uring" => new ByRing(kernel, most),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no mechanism"),
    };
}
