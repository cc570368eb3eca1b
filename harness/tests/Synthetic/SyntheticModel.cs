using IoBench.Results;

namespace IoBench.Tests.Synthetic;

/// <summary>How an invented model behaves: its rate rises from one connection to its plateau.</summary>
internal sealed record SyntheticModel(string Name, double RateAtOne, double Plateau, double BusyUs, double Tail, IReadOnlyDictionary<string, double> Calls)
{
    public double Unsteadiness { get; init; } = 1;

    public double SystemPart { get; init; } = 0.82;

    /// <summary>What each idle connection adds to a wait.</summary>
    public double IdleUs { get; init; }

    /// <summary>What each process beyond the first adds to the CPU time of a message, and takes from the rate, as a fraction.</summary>
    public double ProcessCost { get; init; } = 0.05;

    /// <summary>As <see cref="ModelInfo.Threads"/>.</summary>
    public string Threads { get; init; } = ModelInfo.Loops;

    public static IReadOnlyList<SyntheticModel> CoreSet { get; } =
    [
        new("blocking", 41_000, 148_000, 6.6, 5, Per(("recv", 1), ("send", 1))) { Threads = ModelInfo.NoThreads },
        new("select", 34_000, 171_000, 5.6, 3, Per(("pselect6", .06), ("recv", 1), ("send", 1))) { IdleUs = 0.012 },
        new("poll", 34_500, 176_000, 5.4, 3, Per(("ppoll", .06), ("recv", 1), ("send", 1))) { IdleUs = 0.02 },
        new("epoll", 35_000, 190_000, 5.0, 3, Per(("epoll_wait", .06), ("recv", 1), ("send", 1))),
        new("reactor", 17_000, 84_000, 11.2, 6, Per(("epoll_wait", .3), ("epoll_ctl", 1), ("futex", .8), ("recv", 1), ("send", 1))) { Unsteadiness = 2.5, Threads = ModelInfo.Workers },
        new("sigio", 30_000, 118_000, 8.1, 4, Per(("rt_sigtimedwait", 1), ("recv", 1.9), ("send", 1))),
        new("aio", 11_000, 62_000, 13.8, 12, Per(("rt_sigtimedwait", 2), ("aio_read", 1), ("aio_write", 1), ("futex", 2.4))) { Unsteadiness = 4, SystemPart = 0.6, Threads = ModelInfo.Workers },
        new("uring", 33_000, 194_000, 4.9, 3, Per(("io_uring_enter", .11), ("uring:recv", 1), ("uring:send", 1))),
    ];

    /// <summary>All names of the catalog; those beside the core set are like it, each a little slower than the one before.</summary>
    public static IReadOnlyList<SyntheticModel> Catalog { get; } =
    [
        .. CoreSet,
        .. new[]
        {
            "epoll-et", "nonblocking", "blocking-pool", "uring-oneshot", "uring-sqpoll", "sigio-classic", "sockets", "sockets-inline",
            "reactor-textbook", "leader-followers", "half-sync-half-async", "proactor-emulated",
        }.Select(static (name, i) => CoreSet[3] with
        {
            Name = name, Plateau = 186_000 - 9_000 * i, BusyUs = 5.1 + 0.5 * i, IdleUs = name is "nonblocking" or "sigio-classic" ? 0.05 : 0,
        }),
    ];

    /// <summary>The same, faster by a factor: it serves more, and each message costs less.</summary>
    public SyntheticModel Scaled(double speed) => this with { RateAtOne = RateAtOne * speed, Plateau = Plateau * speed, BusyUs = BusyUs / speed };

    /// <summary>What a load beside busy connections, small messages and ping-pong does to a message.</summary>
    public double CpuUs(LoadPoint point) =>
        (CpuUs(point.Connections) * (0.6 + 0.4 / point.Depth) + IdleUs * point.Idle / Math.Min(16, point.Connections) + Math.Max(0, point.PayloadBytes - 64) * 0.0003 * ThreadCost(point))
        * (1 + ProcessCost * (point.Processes - 1));

    public double Rate(LoadPoint point) => Rate(point.Connections) * CpuUs(point.Connections) / CpuUs(point) / ThreadCost(point);

    private static double ThreadCost(LoadPoint point) => 1 + 0.03 * Math.Max(0, point.Threads - 1);

    public double Rate(int connections) => 1 / (1 / Plateau + (1 / RateAtOne - 1 / Plateau) / connections);

    /// <summary>On one CPU: who computes holds it, who waits holds up its thread alone, of which workers are two and connections have one each.</summary>
    public double Rate(int connections, CellWork? work)
    {
        var perMessage = 1 / Rate(connections);
        if (work is null)
            return 1 / perMessage;
        var threads = work.Computes || Threads == ModelInfo.Loops ? 1 : Threads == ModelInfo.Workers ? 2 : connections;
        return 1 / Math.Max(perMessage, (perMessage + work.Us / 1e6) / threads);
    }

    public double CpuUs(int connections) => BusyUs * (1 + 0.25 / Math.Sqrt(connections));

    private static Dictionary<string, double> Per(params (string Name, double PerMessage)[] calls) => calls.ToDictionary(static c => c.Name, static c => c.PerMessage);
}
