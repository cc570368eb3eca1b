namespace IoBench.Servers.Models;

/// <summary>First and last of a connection's buffers in order of arrival.</summary>
internal struct BufferChain
{
    internal int First, Last, Count;
}

/// <summary>The order in which buffers are owed: a linked list through the buffer ids, so that nothing is allocated however they are spread.</summary>
internal sealed class BufferChains(int buffers)
{
    private readonly int[] next = new int[buffers], length = new int[buffers];
    private int held;

    /// <summary>Buffers that no connection holds.</summary>
    internal int Free => buffers - held;

    internal int Length(int id) => length[id];

    internal void Append(ref BufferChain chain, int id, int bytes)
    {
        length[id] = bytes;
        if (chain.Count == 0) chain.First = id;
        else next[chain.Last] = id;
        chain.Last = id;
        chain.Count++;
        held++;
    }

    internal int RemoveFirst(ref BufferChain chain)
    {
        var id = chain.First;
        chain.First = next[id];
        chain.Count--;
        held--;
        return id;
    }
}
