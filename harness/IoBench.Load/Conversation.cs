using IoBench.Linux;

namespace IoBench.Load;

/// <summary>
/// One connection of the load as a state machine without I/O: what may be sent, what must come back, and when each message
/// was asked. A <see cref="Generator"/> decides when to ask, an engine makes the calls.
/// </summary>
public sealed class Conversation
{
    private readonly Pattern pattern;
    private readonly PayloadMix payload;
    private readonly Message[] messages; // a ring: as many may be asked again as are under way, before those are counted as answered
    private Xorshift sizes;
    private int sendAt, receiveAt;       // places in the pattern
    private long sentBytes, receivedBytes, toSendBytes;
    private int missingOfMessage;
    private int nextAsked, nextAnswered;

    /// <param name="index">Counted from 0 over all engines.</param>
    /// <param name="depth">Messages under way at most; 0 for one that stays silent.</param>
    public Conversation(int index, Pattern pattern, PayloadMix payload, int depth, ulong seed = 0)
    {
        Index = index;
        this.pattern = pattern;
        this.payload = payload;
        messages = new Message[2 * depth];
        sizes = new Xorshift(~seed, (ulong)index);
        sendAt = receiveAt = Origin;
    }

    public int Index { get; }

    /// <summary>Opened and never said a word on.</summary>
    public bool IsSilent => messages.Length == 0;

    public int Fd { get; set; } = -1;

    /// <summary>The engine's number for it, and how often that was given to another connection.</summary>
    public int Slot { get; set; }

    public int Generation { get; set; }

    public ConversationState State { get; set; }

    /// <summary>The engine waits for room to send, or for the end of a send.</summary>
    public bool WaitsForRoom { get; set; }

    /// <summary>A send found the connection broken: nothing more is asked, but what had come back before still counts.</summary>
    public Errno SendError { get; set; }

    /// <summary>Messages that may still be asked before the connection is made anew.</summary>
    public int AsksLeft { get; set; } = int.MaxValue;

    /// <summary>Closed loop in turns: messages to be asked in the next one.</summary>
    public int HeldBack { get; set; }

    /// <summary>Open loop: the arrivals not seen yet, and those that wait in line for the connection, so many.</summary>
    public Arrivals Coming;

    public Arrivals Line;

    public long InLine { get; set; }

    public long ConnectBegunNs { get; set; }

    /// <summary>When the handshake ended; 0 once the first answer has come.</summary>
    public long ConnectedNs { get; set; }

    public long Asked { get; private set; }

    public long Answered { get; private set; }

    /// <summary>Of them, in the window.</summary>
    public long AnsweredWithin { get; private set; }

    public long Outstanding => Asked - Answered;

    /// <summary>Bytes that came back right on this connection.</summary>
    public long ReceivedBytes => receivedBytes;

    /// <summary>Looks on where the kernel stamps this connection; null for nearly all.</summary>
    public StampWitness? Witness { get; set; }

    /// <summary>What came back from the first wrong byte on; null while every byte was right.</summary>
    public Autopsy? Autopsy { get; set; }

    // Connections begin at different places of the stream, so that mixed-up ones are seen.
    private int Origin => (int)(Index * 4099L % pattern.PeriodBytes);

    /// <summary>Begins again on a new connection.</summary>
    public void Renew(int asks)
    {
        // What was never answered on the old connection stays lost: it is counted by who closes it.
        Asked = Answered;
        nextAsked = nextAnswered;
        sentBytes = receivedBytes = toSendBytes = 0;
        missingOfMessage = 0;
        sendAt = receiveAt = Origin;
        WaitsForRoom = false;
        SendError = Errno.None;
        AsksLeft = asks;
    }

    /// <summary>Starts the time of one more message; its bytes are then to be sent.</summary>
    public void Ask(long intendedNs, long nowNs)
    {
        var bytes = payload.Draw(ref sizes);
        if (Outstanding == 0) missingOfMessage = bytes;
        messages[nextAsked] = new Message(intendedNs, nowNs, bytes);
        nextAsked = After(nextAsked);
        Asked++;
        AsksLeft--;
        toSendBytes += bytes;
    }

    /// <summary>What is to be sent now; empty when nothing is.</summary>
    public ReadOnlySpan<byte> ToSend => pattern.Slice(sendAt, (int)Math.Min(toSendBytes, Pattern.LongestSlice));

    /// <summary>So many bytes were given to the kernel: from now on they may come back.</summary>
    public void Sent(int bytes)
    {
        sentBytes += bytes;
        toSendBytes -= bytes;
        sendAt = pattern.Advance(sendAt, bytes);
    }

    /// <summary>Messages that so many bytes more will complete when they are right; none when they were never asked for.</summary>
    public int Completing(int bytes)
    {
        if (bytes < missingOfMessage || receivedBytes + bytes > sentBytes) return 0;
        var completing = 1;
        var left = bytes - missingOfMessage;
        for (var next = After(nextAnswered); completing < Outstanding && left >= messages[next].Bytes; next = After(next))
        {
            left -= messages[next].Bytes;
            completing++;
        }
        return completing;
    }

    /// <summary>Checks bytes that came back, and tells <paramref name="recorder"/> of each message that they complete.</summary>
    /// <returns>Messages completed, or -1 when a byte is not what was sent or was never asked for (<see cref="Explain"/>).</returns>
    public int Received(ReadOnlySpan<byte> bytes, long nowNs, WindowRecorder recorder)
    {
        if (receivedBytes + bytes.Length > sentBytes || !bytes.SequenceEqual(pattern.Slice(receiveAt, bytes.Length))) return -1;
        receivedBytes += bytes.Length;
        receiveAt = pattern.Advance(receiveAt, bytes.Length);
        var completed = 0;
        var left = bytes.Length;
        var askedNs = messages[nextAnswered].SentNs;
        while (left >= missingOfMessage && left > 0)
        {
            left -= missingOfMessage;
            ref readonly var message = ref messages[nextAnswered];
            if (recorder.Answered(message.IntendedNs, message.SentNs, nowNs, message.Bytes)) AnsweredWithin++;
            nextAnswered = After(nextAnswered);
            Answered++;
            completed++;
            missingOfMessage = Outstanding == 0 ? 0 : messages[nextAnswered].Bytes;
        }
        missingOfMessage -= left;
        if (Witness is not null && completed == 1 && left == 0 && recorder.Window.Contains(nowNs)) Witness.Answered(receivedBytes - 1, askedNs, nowNs);
        return completed;
    }

    /// <summary>Says what is wrong with bytes that <see cref="Received"/> refused, and with those that came after them.</summary>
    public Doubt Explain(ReadOnlySpan<byte> bytes)
    {
        var expected = pattern.Slice(receiveAt, bytes.Length);
        var same = bytes.CommonPrefixLength(expected);
        var position = receivedBytes + same;
        if (position >= sentBytes)
        {
            return new("excess", $"connection {Index}: the server sent more than it was given: {Misfit.Count(receivedBytes + bytes.Length - sentBytes, "byte")} after byte {sentBytes}");
        }
        var message = Outstanding == 0 ? 0 : messages[nextAnswered].Bytes;
        var (name, story) = new Misfit(pattern, message, sentBytes).Explain(bytes[same..], (receiveAt + same) % pattern.PeriodBytes, position);
        return new(name, $"connection {Index}: byte {position} is wrong (expected 0x{expected[same]:X2}, got 0x{bytes[same]:X2}): {story}");
    }

    private int After(int place) => ++place == messages.Length ? 0 : place;

    private readonly record struct Message(long IntendedNs, long SentNs, int Bytes);
}

/// <summary>Where a connection of the load stands.</summary>
public enum ConversationState
{
    Closed,
    Connecting,
    Talking,

    /// <summary>The client has ended its side, and expects the server's end.</summary>
    Ending,
}
