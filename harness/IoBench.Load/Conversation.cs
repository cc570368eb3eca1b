using IoBench.Linux;

namespace IoBench.Load;

/// <summary>
/// One connection of a closed loop as a state machine without I/O: what may be sent, what must come back, and when each message
/// was asked. An engine makes the calls and feeds it their results.
/// </summary>
public sealed class Conversation
{
    private readonly int payloadBytes;
    private readonly long[] askedNs; // a ring: as many may be asked again as are under way, before those are counted as answered
    private readonly long origin;    // connections begin at different places of the stream, so that mixed-up ones are seen
    private long sentBytes, receivedBytes, toSendBytes;
    private int missingOfMessage;
    private int nextAsked, nextAnswered;

    public Conversation(int index, int payloadBytes, int depth)
    {
        Index = index;
        this.payloadBytes = payloadBytes;
        askedNs = new long[2 * depth];
        origin = index * 4099L;
        missingOfMessage = payloadBytes;
    }

    /// <summary>Counted from 0 over all engines.</summary>
    public int Index { get; }

    public int Fd { get; set; } = -1;

    /// <summary>The engine waits for room to send.</summary>
    public bool WaitsForRoom { get; set; }

    /// <summary>A send found the connection broken: nothing more is asked, but what had come back before still counts.</summary>
    public Errno SendError { get; set; }

    /// <summary>The engine has sent the end of its side, and expects the server's.</summary>
    public bool Ended { get; set; }

    public long Asked { get; private set; }

    public long Answered { get; private set; }

    public long Outstanding => Asked - Answered;

    /// <summary>Bytes of the stream that came back right.</summary>
    public long ReceivedBytes => receivedBytes;

    /// <summary>Starts the time of <paramref name="messages"/> more; their bytes are then to be sent.</summary>
    public void Ask(int messages, long nowNs)
    {
        for (var i = 0; i < messages; i++)
        {
            askedNs[nextAsked] = nowNs;
            if (++nextAsked == askedNs.Length) nextAsked = 0;
        }
        Asked += messages;
        toSendBytes += (long)messages * payloadBytes;
    }

    /// <summary>What is to be sent now; empty when nothing is.</summary>
    public ReadOnlySpan<byte> ToSend => Pattern.Slice(origin + sentBytes, (int)Math.Min(toSendBytes, Pattern.LongestSlice));

    public void Sent(int bytes)
    {
        sentBytes += bytes;
        toSendBytes -= bytes;
    }

    /// <summary>Messages that so many bytes more will complete when they are right; none when they were never asked for.</summary>
    public int Completing(int bytes) =>
        bytes < missingOfMessage || receivedBytes + bytes > sentBytes ? 0 : 1 + (bytes - missingOfMessage) / payloadBytes;

    /// <summary>Checks bytes that came back, and tells <paramref name="recorder"/> of each message that they complete.</summary>
    /// <returns>Messages completed, or -1 when a byte is not what was sent or was never asked for (<see cref="Explain"/>).</returns>
    public int Received(ReadOnlySpan<byte> bytes, long nowNs, WindowRecorder recorder)
    {
        if (receivedBytes + bytes.Length > sentBytes || !bytes.SequenceEqual(Pattern.Slice(origin + receivedBytes, bytes.Length))) return -1;
        receivedBytes += bytes.Length;
        var completed = 0;
        var left = bytes.Length;
        while (left >= missingOfMessage)
        {
            left -= missingOfMessage;
            missingOfMessage = payloadBytes;
            recorder.Answered(askedNs[nextAnswered], nowNs);
            if (++nextAnswered == askedNs.Length) nextAnswered = 0;
            completed++;
        }
        missingOfMessage -= left;
        Answered += completed;
        return completed;
    }

    /// <summary>Says what is wrong with bytes that <see cref="Received"/> refused.</summary>
    public string Explain(ReadOnlySpan<byte> bytes)
    {
        var expected = Pattern.Slice(origin + receivedBytes, bytes.Length);
        var same = bytes.CommonPrefixLength(expected);
        var position = receivedBytes + same;
        if (position >= sentBytes)
        {
            return $"connection {Index}: the server sent more than it was given: {Misfit.Count(receivedBytes + bytes.Length - sentBytes, "byte")} after byte {sentBytes}";
        }
        var story = Misfit.Explain(bytes[same..], origin, position, sentBytes, payloadBytes);
        return $"connection {Index}: byte {position} is wrong (expected 0x{expected[same]:X2}, got 0x{bytes[same]:X2}): {story}";
    }
}
