using IoBench.Linux;

namespace IoBench.Servers;

/// <summary>What a connection does next.</summary>
public enum Step
{
    /// <summary>Everything is answered: take more when there is more.</summary>
    Receive,

    /// <summary>Something is owed: send it.</summary>
    Send,

    /// <summary>Nothing to receive now: wait until there is.</summary>
    AwaitInput,

    /// <summary>The peer does not take what is owed: wait until it does, and receive nothing meanwhile.</summary>
    AwaitRoom,

    /// <summary>The peer has ended and is paid, or the connection broke.</summary>
    Close,
}

/// <summary>
/// One connection's echo as a state machine without I/O: a model makes the calls and feeds it their results; it answers with
/// the next step. Whatever was received is owed until it was sent; who owes receives no more (back-pressure, unless the model
/// holds buffers of its own); the peer's end is honoured only when nothing is owed (half-close).
/// </summary>
public struct EchoState
{
    private bool inputEnded, broken;

    /// <summary>Received and not yet sent back.</summary>
    public int OwedBytes { get; private set; }

    /// <summary>Of the batch that is owed, what was sent: where in the buffer the rest begins.</summary>
    public int SentBytes { get; private set; }

    /// <summary>The peer may still send, and would be heard.</summary>
    public readonly bool TakesInput => !inputEnded && !broken;

    public readonly Step Next =>
        broken ? Step.Close
        : OwedBytes > 0 ? Step.Send
        : inputEnded ? Step.Close
        : Step.Receive;

    /// <summary>A receive returned: bytes, 0 for the end of input, or an error.</summary>
    public Step Received(IoResult result)
    {
        if (result.WouldBlock) return OwedBytes > 0 ? Step.Send : Step.AwaitInput;
        if (!result.Ok) broken = true;
        else if (result.Value == 0) inputEnded = true;
        else OwedBytes += result.Value;
        return Next;
    }

    /// <summary>A send returned: how much of what is owed was taken, or an error.</summary>
    public Step Sent(IoResult result)
    {
        if (result.WouldBlock) return Step.AwaitRoom;
        if (!result.Ok)
        {
            broken = true;
            return Step.Close;
        }
        OwedBytes -= result.Value;
        SentBytes = OwedBytes == 0 ? 0 : SentBytes + result.Value;
        return Next;
    }
}
