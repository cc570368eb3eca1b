using IoBench.Linux;

namespace IoBench.Load;

/// <summary>
/// A second witness for one connection: when the kernel itself sent each message and received its answer (SO_TIMESTAMPING), by
/// which a latency falls into parts. It costs that connection a microsecond a message, and every packet of the machine 0.1 us.
/// </summary>
public sealed class StampWitness
{
    // Stamps of sends that are still to be answered: more than may be under way.
    private const int Remembered = 2048;

    private readonly long[] sentBytes = new long[Remembered], sentNs = new long[Remembered];
    private long realtimeOffsetNs, receivedNs, wokenNs;

    /// <summary>Why there is nothing to tell; null when there is.</summary>
    public string? Note { get; private set; }

    /// <summary>From our stamp before send(2) to the kernel's as it gives the segment to the device.</summary>
    public Latencies Send { get; } = new();

    /// <summary>From that to the kernel's stamp as it takes the answer from the device: the way there, the server, the way back.</summary>
    public Latencies Beyond { get; } = new();

    /// <summary>From that to the return of our wait: waking us, or our being busy with others.</summary>
    public Latencies Wake { get; } = new();

    /// <summary>From that to our stamp after recv(2).</summary>
    public Latencies Receive { get; } = new();

    /// <summary>All of it, of the messages that have all stamps.</summary>
    public Latencies RoundTrip { get; } = new();

    /// <summary>Turns the stamps on, on a connection that has not sent yet.</summary>
    internal void Enable(int fd)
    {
        Synchronise();
        var enabled = Timestamps.Enable(fd);
        if (!enabled.Ok) Note = $"the kernel gives no time stamps for this socket ({enabled.Errno}); they are those of TCP over IP";
    }

    /// <summary>Compares the kernel's clock (CLOCK_REALTIME, which may be slewed) with ours, some 50 us long.</summary>
    internal void Synchronise() => realtimeOffsetNs = Clock.RealtimeOffsetNs(out _);

    /// <summary>Takes the stamps of sends at once: as long as one waits, epoll(7) reports an error and a wait does not sleep.</summary>
    internal void TakeSent(Kernel kernel, int fd)
    {
        while (kernel.TakeTransmitStamp(fd, out var byteId, out var realtimeNs).Ok)
        {
            var place = byteId % Remembered;
            sentBytes[place] = byteId;
            sentNs[place] = realtimeNs - realtimeOffsetNs;
        }
    }

    /// <summary>The wait returned.</summary>
    internal void Woken(long nowNs) => wokenNs = nowNs;

    /// <summary>Bytes came with this stamp.</summary>
    internal void Received(long realtimeNs) => receivedNs = realtimeNs == 0 ? 0 : realtimeNs - realtimeOffsetNs;

    /// <summary>A message was answered within the window, and no other by the same receive.</summary>
    /// <param name="lastByte">Of the message, counted from the first of the connection.</param>
    internal void Answered(long lastByte, long askedNs, long nowNs)
    {
        var place = lastByte % Remembered;
        if (receivedNs == 0 || sentBytes[place] != (lastByte & uint.MaxValue)) return;
        Send.Record(sentNs[place] - askedNs);
        Beyond.Record(receivedNs - sentNs[place]);
        Wake.Record(wokenNs - receivedNs);
        Receive.Record(nowNs - wokenNs);
        RoundTrip.Record(nowNs - askedNs);
        receivedNs = 0;
    }
}
