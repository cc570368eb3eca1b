using IoBench.Linux;

namespace IoBench.Benchmarks.Readiness;

/// <summary>
/// Many Unix datagram sockets, of which some have a peer and can be made ready: a message over one is the cheapest arrival that all mechanisms
/// know, so that what is measured is the wait and not the network.
/// </summary>
internal sealed class Watched : IDisposable
{
    private readonly int[] peers;

    /// <param name="count">Descriptors in all; their numbers rise with their places.</param>
    /// <param name="active">Places of those with a peer, rising.</param>
    internal Watched(int count, IReadOnlyList<int> active)
    {
        Descriptors = new int[count];
        peers = new int[active.Count];
        for (int i = 0, next = 0; i < count; i++)
        {
            if (next < active.Count && active[next] == i) (peers[next++], Descriptors[i]) = Socket.DatagramPair();
            else Descriptors[i] = Socket.Datagram();
        }
    }

    /// <summary>Those that are watched.</summary>
    internal int[] Descriptors { get; }

    /// <summary>What is sent to one of these makes the active one of the same index ready.</summary>
    internal ReadOnlySpan<int> Peers => peers;

    public void Dispose()
    {
        foreach (var fd in Descriptors) Socket.Close(fd);
        foreach (var fd in peers) Socket.Close(fd);
    }
}
