using System.Numerics;

namespace IoBench.Linux;

/// <summary>
/// The bitmap of select(2). Unlike fd_set it grows: 1024 is a limit of the C library's type, not of the kernel.
/// </summary>
public sealed class DescriptorSet
{
    internal ulong[] Words { get; private set; } = new ulong[16];

    public void Add(int fd)
    {
        if (fd / 64 >= Words.Length) Grow(fd / 64 + 1);
        Words[fd / 64] |= 1ul << fd;
    }

    public void Remove(int fd) => Words[fd / 64] &= ~(1ul << fd);

    public bool Contains(int fd) => fd / 64 < Words.Length && (Words[fd / 64] & 1ul << fd) != 0;

    /// <summary>Becomes equal to <paramref name="other"/> for all descriptors below <paramref name="nfds"/>.</summary>
    public void CopyFrom(DescriptorSet other, int nfds)
    {
        var words = (nfds + 63) / 64;
        if (Words.Length < other.Words.Length) Grow(other.Words.Length);
        other.Words.AsSpan(0, Math.Min(words, other.Words.Length)).CopyTo(Words);
        if (words > other.Words.Length) Words.AsSpan(other.Words.Length, Math.Min(words, Words.Length) - other.Words.Length).Clear();
    }

    /// <summary>The first member at or after <paramref name="from"/> and below <paramref name="nfds"/>, or -1: 64 descriptors a step.</summary>
    public int Next(int from, int nfds)
    {
        for (var word = from / 64; word < Words.Length && word * 64 < nfds; word++)
        {
            var bits = Words[word];
            if (word == from / 64) bits &= ~0ul << from;
            if (bits != 0)
            {
                var fd = word * 64 + BitOperations.TrailingZeroCount(bits);
                return fd < nfds ? fd : -1;
            }
        }
        return -1;
    }

    /// <summary>Makes room for descriptors below <paramref name="nfds"/>: the kernel writes whole words.</summary>
    internal void Reserve(int nfds)
    {
        if ((nfds + 63) / 64 > Words.Length) Grow((nfds + 63) / 64);
    }

    private void Grow(int words)
    {
        var larger = new ulong[Math.Max(words, Words.Length * 2)];
        Words.CopyTo(larger, 0);
        Words = larger;
    }
}
