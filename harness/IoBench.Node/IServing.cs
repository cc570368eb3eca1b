using IoBench.Linux;
using IoBench.Results;

namespace IoBench.Node;

/// <summary>What stands behind the child protocol of <c>serve</c>: a server in this process, or several in processes of their own.</summary>
internal interface IServing : IDisposable
{
    ServerReady Ready { get; }

    /// <summary>Ends with the reason when it cannot serve any more; never when all goes well.</summary>
    Task<string> Failed { get; }

    /// <summary>Every call of the server with its times; null where none were asked for.</summary>
    StampBook? Stamps { get; }

    /// <summary>The counters as they stand, for somebody who asked by a signal: an event of its own, which no run waits for.</summary>
    ServerSnapshot Look();

    /// <param name="atNs">Counters as they stand at that stamp of CLOCK_MONOTONIC; null for now.</param>
    ServerSnapshot Mark(long? atNs);

    /// <summary>Closes every connection and ends.</summary>
    ServerSnapshot Stop();
}
