namespace IoBench.Servers.Models;

/// <summary>A connection of a ring: what the kernel holds of it, and the buffers that it owes in order.</summary>
internal sealed class RingConnection(int fd) : Descriptor(fd)
{
    /// <summary>Buffers that one connection may owe before it is heard no more: a slow reader keeps these and no others.</summary>
    internal const int MostOwed = 8;

    // Fields, not properties: the state machine and the chain are structs that are changed in place.
    internal EchoState State;
    internal BufferChain Owed;

    /// <summary>Of the first buffer owed, what was sent.</summary>
    internal int SentOfFirst;

    /// <summary>A receive is armed.</summary>
    internal bool Receiving;

    /// <summary>A send is under way.</summary>
    internal bool Sending;

    /// <summary>The armed receive is being cancelled, because too much is owed.</summary>
    internal bool Held;

    /// <summary>Waits for buffers to come back.</summary>
    internal bool Starved;

    internal bool MayReceive => State.TakesInput && !Starved && Owed.Count < MostOwed;

    internal override void Reset()
    {
        State = default;
        Owed = default;
        SentOfFirst = 0;
        Receiving = Sending = Held = Starved = false;
    }
}
