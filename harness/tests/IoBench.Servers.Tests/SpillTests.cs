using CsCheck;
using IoBench.Servers.Models;

namespace IoBench.Servers.Tests;

public sealed class SpillTests
{
    /// <summary>Whatever comes and however little of it the peer takes at a time, also while more comes: the bytes leave in the order in which they came.</summary>
    [Fact]
    public void Gives_back_what_it_was_given_in_order() =>
        Gen.Select(Gen.Bool, Gen.Int[1, 3000]).Array[1, 60].Sample(steps =>
        {
            var spill = new Spill();
            var (came, left) = (new List<byte>(), new List<byte>());
            foreach (var (comes, count) in steps)
            {
                if (comes)
                {
                    var bytes = Enumerable.Range(came.Count, count).Select(i => (byte)(i * 31)).ToArray();
                    came.AddRange(bytes);
                    spill.Append(bytes);
                }
                else if (!spill.IsEmpty)
                {
                    var waiting = spill.Send();
                    var taken = waiting[..Math.Min(count, waiting.Length)];
                    // More comes while a part is under way: what was being sent may neither move nor change.
                    came.AddRange(taken[..1]);
                    spill.Append(taken[..1].ToArray());
                    left.AddRange(taken);
                    spill.Sent(taken.Length);
                }
            }
            if (!spill.IsEmpty) left.AddRange(spill.Send());
            Assert.Equal(came, left);
        });

    [Fact]
    public void What_is_being_sent_stays_where_it_is_while_more_comes()
    {
        var spill = new Spill();
        spill.Append(new byte[100]);
        var underWay = spill.Send();
        for (var i = 0; i < 1000; i++) spill.Append([1, 2, 3]);
        Assert.All(underWay.ToArray(), value => Assert.Equal(0, value));

        spill.Sent(100);
        Assert.Equal(3000, spill.Send().Length);
        spill.Sent(3000);
        Assert.True(spill.IsEmpty);
    }
}
