namespace IoBench.Servers.Models;

/// <summary>A connection of a ring: what the kernel holds of it, and the buffers that it owes in order.</summary>
internal sealed class RingConnection(int fd) : Descriptor(fd)
{
    /// <summary>Buffers that one connection may owe before it is heard no more: a slow reader keeps these and no others.</summary>
    internal const int MostOwed = 8;

    // Fields, not properties: the state machine, the chain and the spill are structs that are changed in place.
    internal EchoState State;
    internal BufferChain Owed;

    /// <summary>Owed after <see cref="Owed"/>.</summary>
    internal Spill Spill;

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

    /// <summary>Owes as much as it may.</summary>
    internal bool IsFull => Owed.Count >= MostOwed || !Spill.IsEmpty;

    internal bool MayReceive => State.TakesInput && !Starved && !IsFull;

    internal override void Reset()
    {
        State = default;
        Owed = default;
        Spill = default;
        SentOfFirst = 0;
        Receiving = Sending = Held = Starved = false;
    }
}
