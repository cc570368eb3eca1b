using CsCheck;
using IoBench.Servers.Models;

namespace IoBench.Servers.Tests;

public sealed class BufferChainsTests
{
    /// <summary>Against one queue per connection: whatever the order of arrivals and departures, each chain gives its buffers in the order in which it got them.</summary>
    [Fact]
    public void Each_chain_is_a_queue() =>
        Gen.Select(Gen.Int[0, 3], Gen.Bool).List[0, 300].Sample(moves =>
        {
            const int Buffers = 16;
            var chains = new BufferChains(Buffers);
            var mine = new BufferChain[4];
            var expected = Enumerable.Range(0, 4).Select(_ => new Queue<int>()).ToArray();
            var free = new Queue<int>(Enumerable.Range(0, Buffers));
            foreach (var (owner, append) in moves)
            {
                if (append && free.TryDequeue(out var id))
                {
                    chains.Append(ref mine[owner], id, bytes: id + 1);
                    expected[owner].Enqueue(id);
                }
                else if (!append && expected[owner].TryDequeue(out var oldest))
                {
                    Assert.Equal(oldest + 1, chains.Length(mine[owner].First));
                    Assert.Equal(oldest, chains.RemoveFirst(ref mine[owner]));
                    free.Enqueue(oldest);
                }
                Assert.Equal(expected.Select(q => q.Count), mine.Select(c => c.Count));
                Assert.Equal(free.Count, chains.Free);
            }
        });
}
