using IoBench.Linux;

namespace IoBench.Load;

/// <summary>
/// The least that this kernel charges for a message: send(2) and recv(2) of one payload over loopback, both ends in one thread, so
/// that nobody sleeps, is woken or asks what is ready. A server makes just these two calls for one echo; whatever it costs above
/// them is what its model adds.
/// </summary>
public static class Floor
{
    // Long enough for the runtime to compile the loop anew, which it begins 10 ms after the start.
    private const long WarmupNs = 50_000_000;

    // What is under way at a time, so that many long messages do not push each other out of the caches before they are received.
    private const int MostUnderWayBytes = 1 << 20;

    // A clock is read once for so many calls' worth of work, so that reading it is no part of a cheap message.
    private const int UnitsPerStamp = 64, UnitBytes = 1024;

    /// <summary>Connects, warms up comparing every byte, measures, and compares a last round. Runs in the calling thread, which the caller pins.</summary>
    /// <exception cref="LoadException">The connections could not be had, or a message did not come through as it was sent.</exception>
    public static FloorOutcome Measure(FloorOptions options)
    {
        var kernel = new Kernel();
        using var pairs = new LoopbackPairs(kernel, options.Connections, options.ConnectSeconds);
        return Measure(kernel, pairs, options);
    }

    internal static FloorOutcome Measure(Kernel kernel, LoopbackPairs pairs, FloorOptions options)
    {
        var batch = (int)Math.Clamp(MostUnderWayBytes / (long)options.PayloadBytes, 1, options.Connections);
        var exchange = new FloorExchange(kernel, pairs, options.PayloadBytes, batch);
        var untimedRounds = (int)(UnitsPerStamp / (options.Connections * (1L + options.PayloadBytes / UnitBytes)));
        _ = Run(exchange, untimedRounds, Clock.NowNs() + WarmupNs, compared: true);
        var outcome = Measured(kernel, exchange, untimedRounds, options) with { Batch = batch };
        exchange.Round(timed: false, compared: true);
        exchange.Round(timed: false, compared: true);
        return outcome;
    }

    private static FloorOutcome Measured(Kernel kernel, FloorExchange exchange, int untimedRounds, FloorOptions options)
    {
        var before = new long[Kernel.CounterNames.Count];
        var after = new long[before.Length];
        var (sendNs, recvNs, timed) = (exchange.SendNs, exchange.RecvNs, exchange.Timed);
        kernel.CopyTo(before);
        // The first reading of all allocates.
        _ = ProcessUsage.OfThread();
        var allocatedBytes = GC.GetAllocatedBytesForCurrentThread();
        var (userUs, systemUs) = ProcessUsage.OfThread();
        var startNs = Clock.NowNs();
        var rounds = Run(exchange, untimedRounds, startNs + (long)(options.DurationSeconds * 1e9), compared: false);
        var stopNs = Clock.NowNs();
        var (userStopUs, systemStopUs) = ProcessUsage.OfThread();
        allocatedBytes = GC.GetAllocatedBytesForCurrentThread() - allocatedBytes;
        kernel.CopyTo(after);
        timed = exchange.Timed - timed;
        return new FloorOutcome
        {
            Messages = rounds * options.Connections,
            Batch = 0,
            Seconds = (stopNs - startNs) / 1e9,
            UserUs = userStopUs - userUs,
            SystemUs = systemStopUs - systemUs,
            SendNs = (double)(exchange.SendNs - sendNs) / timed,
            RecvNs = (double)(exchange.RecvNs - recvNs) / timed,
            AllocatedBytes = allocatedBytes,
            Calls = Kernel.CounterNames.Select((name, i) => (name, Count: after[i] - before[i])).Where(c => c.Count != 0).ToDictionary(c => c.name, c => c.Count),
        };
    }

    /// <summary>Rounds until the clock shows <paramref name="stopNs"/>, one at least in each direction; the clock is looked at in timed ones only.</summary>
    /// <returns>Rounds made.</returns>
    private static long Run(FloorExchange exchange, int untimedRounds, long stopNs, bool compared)
    {
        long rounds = 0;
        do
        {
            // Both ways, so that neither end is left with more to do.
            exchange.Round(timed: true, compared);
            exchange.Round(timed: true, compared);
            for (var i = 0; i < untimedRounds; i++)
            {
                exchange.Round(timed: false, compared);
            }
            rounds += 2 + untimedRounds;
        }
        while (Clock.NowNs() < stopNs);
        return rounds;
    }
}
