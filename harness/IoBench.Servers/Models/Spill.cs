using System.Numerics;

namespace IoBench.Servers.Models;

/// <summary>
/// What a connection was sent beyond the shared buffers that it may hold: copied, so that those go back to the ring at once. A receive that
/// is armed goes on until its cancelling is worked off, and a kernel thread that submits fills every buffer of the ring meanwhile if the
/// loop is kept waiting: one peer that reads nothing would then keep all others from being heard (seen with <c>uring-sqpoll</c> on a busy machine).
/// </summary>
/// <remarks>A copy and an allocation, on no path that a peer who reads takes; at most what the ring holds, and what comes until the receive is cancelled.</remarks>
internal struct Spill
{
    private byte[]? bytes, underWay;
    private int from, to;

    internal readonly bool IsEmpty => from == to;

    internal void Append(ReadOnlySpan<byte> more)
    {
        if (bytes is null || to + more.Length > bytes.Length) Grow(more.Length);
        more.CopyTo(bytes.AsSpan(to));
        to += more.Length;
    }

    /// <summary>All that waits, in pinned memory that stays as it is until <see cref="Sent"/>.</summary>
    internal ReadOnlySpan<byte> Send()
    {
        underWay = bytes;
        return bytes.AsSpan(from, to - from);
    }

    internal void Sent(int count)
    {
        from += count;
        underWay = null;
        if (IsEmpty) this = default;
    }

    // What is being sent stays where it is: the kernel has its address, and the field keeps it alive.
    private void Grow(int more)
    {
        var larger = GC.AllocateUninitializedArray<byte>((int)BitOperations.RoundUpToPowerOf2((uint)(to - from + more)), pinned: true);
        bytes.AsSpan(from, to - from).CopyTo(larger);
        (bytes, from, to) = (larger, 0, to - from);
    }
}
