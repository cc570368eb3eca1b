using System.Net;

namespace IoBench.Servers;

/// <summary>What is equal for every model, so that the I/O model is all that differs.</summary>
public sealed record ServerOptions
{
    /// <summary>Port 0 lets the kernel choose.</summary>
    public IPEndPoint EndPoint { get; init; } = new(IPAddress.Loopback, 0);

    /// <summary>Other processes listen on the port as well, and share what comes (SO_REUSEPORT).</summary>
    public bool SharePort { get; init; }

    /// <summary>CPUs that the server may use; empty leaves the process where it is.</summary>
    public IReadOnlyList<int> Cpus { get; init; } = [];

    /// <summary>Loops or workers, as the model's <see cref="Threading"/> says; 0 takes the model's own number.</summary>
    public int Threads { get; init; }

    /// <summary>Most bytes that one receive takes.</summary>
    public int BufferBytes { get; init; } = 16 * 1024;

    public int Backlog { get; init; } = 4096;

    /// <summary>
    /// Milliseconds after which the server ends a connection on which nothing was received; a peer that takes some of its answer is not
    /// silent. 0: never, and no model looks at a clock.
    /// </summary>
    public int IdleTimeoutMs { get; init; }

    /// <summary>Most events that one wait brings. Small values let tests meet the edges of a batch.</summary>
    public int Batch { get; init; } = 512;

    /// <summary>Stamps of calls that each thread can hold until they are taken; 0 stamps nothing.</summary>
    public int StampRoom { get; init; }

    /// <summary>What the handler does for each receive that brings bytes, before they are answered.</summary>
    public HandlerWork Work { get; init; }
}

/// <summary>What a server is given: a socket that listens already, the options, the books to keep, and what handles messages.</summary>
public sealed record ServerContext(int Listener, int Threads, ServerOptions Options, Ledger Ledger, Handler Handler);
