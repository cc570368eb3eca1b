using IoBench.Linux;
using IoBench.Load;

namespace IoBench.Node;

/// <summary>The options of <c>load</c>, and which of them contradict each other.</summary>
internal static class LoadArguments
{
    private const int MostConnections = 100_000;
    private const double MostPerSecond = 50_000_000;

    internal static LoadOptions Read(Arguments arguments)
    {
        var arrival = arguments.Choice<Arrival>("--arrival");
        var pace = arguments.Choice<Pace>("--pace");
        var warmupSeconds = arguments.Seconds("--warmup", 1, 0);
        var options = new LoadOptions
        {
            Target = arguments.Target("--target", Console.In),
            Connections = arguments.Count("--connections", 1, 1, MostConnections),
            Idle = arguments.Count("--idle", 0, 0, MostConnections),
            Payload = arguments.Parsed("--payload", PayloadMix.Parse) ?? PayloadMix.Of(64),
            Depth = arguments.Count("--depth", 1, 1, 1024),
            RatePerSecond = arguments.Number("--rate", 0.001, MostPerSecond),
            Arrival = arrival ?? Arrival.Poisson,
            Seed = arguments.Seed("--seed", 1),
            Churn = arguments.Count("--churn", 0, 0, 1_000_000_000),
            Engine = arguments.Choice<LoadEngine>("--engine") ?? LoadEngine.Epoll,
            WarmupSeconds = warmupSeconds,
            WarmupLimitSeconds = arguments.Seconds("--warmup-limit", 3 * warmupSeconds, 0),
            DurationSeconds = arguments.Seconds("--duration", 5, 0.001),
            Cpus = arguments.Cpus("--cpus"),
            ConnectSeconds = arguments.Seconds("--connect-timeout", 10, 0.001),
            Witness = arguments.Flag("--witness"),
            Turns = arguments.Parsed("--turn", Turns.Parse),
        };
        // Whoever says which CPUs are the client's has them for it alone, unless told otherwise.
        options = options with { Spin = options.IsOpenLoop && (pace is null ? options.Cpus.Count > 0 : pace == Pace.Spin) };
        Refuse(arrival is not null && !options.IsOpenLoop, "--arrival and no --rate: a closed loop has no arrivals; give --rate MESSAGES_PER_SECOND");
        Refuse(pace is not null && !options.IsOpenLoop, "--pace and no --rate: a closed loop does not wait; give --rate MESSAGES_PER_SECOND");
        Refuse(options.Turns is not null && options.IsOpenLoop, "--turn and --rate: arrivals do not wait for a turn; leave one out");
        Refuse(options.Turns is not null && options.Churn > 0, "--turn and --churn: connections would be made in another's turn; leave one out");
        Refuse(options.WarmupLimitSeconds < warmupSeconds, "--warmup-limit is shorter than --warmup");
        Refuse(options.Churn > 0 && options.Churn < options.Depth && !options.IsOpenLoop, "--churn is smaller than --depth: a connection would end before it is filled");
        Refuse(options.Witness && options.Engine == LoadEngine.Uring, "--witness and --engine uring: a ring's receive brings no time stamp; take --engine epoll");
        Refuse(options.Witness && options.Churn > 0, "--witness and --churn: a sampled connection must stay open; leave one out");
        if (options.Engine == LoadEngine.Uring && Ring.WhyUnavailable() is { } reason) throw new LoadException($"--engine uring: {reason}; or take --engine epoll");
        RefuseBeyondLimit(options);
        return options;
    }

    private static void RefuseBeyondLimit(LoadOptions options)
    {
        var connections = options.Connections + options.Idle;
        var needed = connections + 64L;
        var limit = Descriptors.RaiseLimit();
        Refuse(needed > limit, $"{connections} connections need {needed} descriptors, but the limit is {limit}; raise the hard limit (ulimit -Hn) or ask for fewer");
    }

    private static void Refuse(bool wrong, string complaint)
    {
        if (wrong) throw new UsageException($"load: {complaint}");
    }

    /// <summary>How an open loop waits for the next arrival.</summary>
    private enum Pace
    {
        Spin,
        Sleep,
    }
}
