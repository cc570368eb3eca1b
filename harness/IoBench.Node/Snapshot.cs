using IoBench.Linux;
using IoBench.Results;
using IoBench.Servers;

namespace IoBench.Node;

/// <summary>A server's counters as they stand: read first, put into a record afterwards.</summary>
internal static class Snapshot
{
    internal static ServerSnapshot Of(ServerHost host, string @event)
    {
        var ledger = host.Ledger;
        var bytes = ledger.Bytes;
        var messages = ledger.Messages;
        var calls = ledger.Calls();
        var usage = ProcessUsage.Now();
        var atNs = Clock.NowNs();
        // What this thread allocates is the protocol's, 5 KB a snapshot, and no message's. Exact counting stops all threads for
        // some 50 us, so it comes last.
        var allocatedBytes = GC.GetTotalAllocatedBytes(precise: true) - GC.GetAllocatedBytesForCurrentThread();
        return new ServerSnapshot
        {
            Event = @event,
            Model = host.Model.Name,
            AtNs = atNs,
            Messages = messages,
            Bytes = bytes,
            Connections = new ConnectionCounts { Accepted = ledger.Accepted, Open = ledger.OpenConnections },
            Syscalls = calls,
            CpuUs = new CpuTime { User = usage.UserUs, System = usage.SystemUs },
            ContextSwitches = new ContextSwitches { Voluntary = usage.VoluntarySwitches, Involuntary = usage.InvoluntarySwitches },
            AllocatedBytes = allocatedBytes,
            ResidentBytes = usage.ResidentBytes,
            Events = ledger.Events(),
            Socket = ledger.Socket is { } socket ? Describe(socket) : null,
        };
    }

    internal static SocketSettings Describe(SocketOptions options) => new()
    {
        NoDelay = options.NoDelay,
        SendBufferBytes = options.SendBufferBytes,
        ReceiveBufferBytes = options.ReceiveBufferBytes,
        KeepAlive = options.KeepAlive,
    };
}
