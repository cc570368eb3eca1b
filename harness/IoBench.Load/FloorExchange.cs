using IoBench.Linux;

namespace IoBench.Load;

/// <summary>
/// Messages from one end of each connection to the other, in one thread: first all are sent, then all are received, so that nobody
/// ever waits. What a socket does not take at once goes on when the other end has made room.
/// </summary>
internal sealed class FloorExchange(Kernel kernel, LoopbackPairs pairs, int payloadBytes, int batch)
{
    // As long as the load waits for an answer.
    private const int LongestWaitMs = 2000;

    // Streams of neighbours are apart by this, so that bytes of another connection are seen.
    private const int Apart = 257;

    private readonly Pattern pattern = new(payloadBytes);
    private readonly byte[] buffer = GC.AllocateUninitializedArray<byte>(Pattern.LongestSlice, pinned: true);
    private readonly int[] sentBytes = new int[pairs.Near.Length];
    private readonly int[] receivedBytes = new int[pairs.Near.Length];
    private long round;

    /// <summary>Wall time of the sends in timed rounds.</summary>
    internal long SendNs { get; private set; }

    internal long RecvNs { get; private set; }

    /// <summary>Messages of timed rounds.</summary>
    internal long Timed { get; private set; }

    /// <summary>One message on every connection, all in one direction; the next round goes the other way.</summary>
    /// <param name="timed">Takes the time of sends and receives.</param>
    /// <param name="compared">Compares every byte with what was sent.</param>
    /// <exception cref="LoadException">A byte was wrong or too many, a connection ended, or nothing moved for two seconds.</exception>
    internal void Round(bool timed, bool compared)
    {
        var there = (round & 1) == 0;
        var (from, to) = there ? (pairs.Near, pairs.Far) : (pairs.Far, pairs.Near);
        for (var first = 0; first < from.Length; first += batch)
        {
            Exchange(from, to, first, Math.Min(first + batch, from.Length), timed, compared);
        }
        round++;
        if (timed) Timed += from.Length;
    }

    private void Exchange(int[] from, int[] to, int first, int end, bool timed, bool compared)
    {
        Array.Clear(sentBytes, first, end - first);
        Array.Clear(receivedBytes, first, end - first);
        var through = 0;
        while (through < end - first)
        {
            var startNs = timed ? Clock.NowNs() : 0;
            var moved = Send(from, first, end);
            var betweenNs = timed ? Clock.NowNs() : 0;
            through += Receive(to, first, end, compared, ref moved);
            if (timed)
            {
                SendNs += betweenNs - startNs;
                RecvNs += Clock.NowNs() - betweenNs;
            }
            if (!moved) Wait(from, to, first, end);
        }
    }

    /// <summary>One send on each connection whose message is not all sent. True when some took a byte.</summary>
    private bool Send(int[] from, int first, int end)
    {
        var moved = false;
        for (var i = first; i < end; i++)
        {
            var left = payloadBytes - sentBytes[i];
            if (left == 0) continue;
            var sent = kernel.Send(from[i], pattern.Slice(Place(i, sentBytes[i]), Math.Min(left, Pattern.LongestSlice)));
            if (sent.WouldBlock) continue;
            if (!sent.Ok) throw Failure(i, $"send: {sent.Errno.Describe()}");
            sentBytes[i] += sent.Value;
            moved = true;
        }
        return moved;
    }

    /// <summary>One receive on each connection that owes bytes.</summary>
    /// <returns>Messages that are through with it.</returns>
    private int Receive(int[] to, int first, int end, bool compared, ref bool moved)
    {
        var through = 0;
        for (var i = first; i < end; i++)
        {
            if (receivedBytes[i] == sentBytes[i]) continue;
            var received = kernel.Recv(to[i], buffer);
            if (received.WouldBlock) continue;
            if (!received.Ok) throw Failure(i, $"recv: {received.Errno.Describe()}");
            if (received.Value == 0) throw Failure(i, "was ended");
            if (compared) Compare(i, received.Value);
            receivedBytes[i] += received.Value;
            if (receivedBytes[i] > sentBytes[i]) throw Failure(i, $"gave {Misfit.Count(receivedBytes[i] - sentBytes[i], "byte")} too many");
            if (receivedBytes[i] == payloadBytes) through++;
            moved = true;
        }
        return through;
    }

    private void Compare(int connection, int length)
    {
        var bytes = buffer.AsSpan(0, length);
        var right = bytes.CommonPrefixLength(pattern.Slice(Place(connection, receivedBytes[connection]), length));
        if (right < length) throw Failure(connection, $"byte {receivedBytes[connection] + right} of a message is wrong");
    }

    /// <summary>The network's own work may lag behind where it has a thread of its own (ksoftirqd): lets it come through.</summary>
    private void Wait(int[] from, int[] to, int first, int end)
    {
        var late = first;
        while (late < end - 1 && receivedBytes[late] == payloadBytes) late++;
        var owes = receivedBytes[late] < sentBytes[late];
        var awaited = new PollFd { Fd = owes ? to[late] : from[late], Events = owes ? Readiness.In : Readiness.Out };
        var ready = kernel.Poll(ref awaited, LongestWaitMs);
        if (ready.Errno == Errno.EINTR) return;
        if (ready.OrThrow("poll", awaited.Fd) == 0) throw Failure(late, $"moved nothing for {LongestWaitMs / 1000} s, with {receivedBytes[late]} of {payloadBytes} bytes through");
    }

    /// <summary>Where in the pattern a connection's message of this round goes on.</summary>
    private int Place(int connection, int bytes) => (int)((round * payloadBytes + (long)connection * Apart + bytes) % pattern.PeriodBytes);

    private static LoadException Failure(int connection, string what) => new($"floor: connection {connection}: {what}");
}
