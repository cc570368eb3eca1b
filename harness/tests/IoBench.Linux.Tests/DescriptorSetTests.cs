using CsCheck;

namespace IoBench.Linux.Tests;

public sealed class DescriptorSetTests
{
    [Fact]
    public void Behaves_as_a_set_of_any_size() =>
        Gen.Select(Gen.Int[0, 3000], Gen.Bool).List[0, 200].Sample(changes =>
        {
            var expected = new SortedSet<int>();
            var set = new DescriptorSet();
            foreach (var (fd, add) in changes)
            {
                if (add)
                {
                    set.Add(fd);
                    expected.Add(fd);
                }
                else
                {
                    set.Remove(fd);
                    expected.Remove(fd);
                }
            }
            Assert.Equal(expected, Members(set, 3001));
        });

    [Fact]
    public void Next_stops_below_nfds()
    {
        var set = new DescriptorSet();
        set.Add(63);
        set.Add(64);
        set.Add(200);

        Assert.Equal([63, 64], Members(set, 200));
        Assert.Equal([63], Members(set, 64));
        Assert.Equal(-1, set.Next(0, 63));
    }

    [Fact]
    public void CopyFrom_forgets_what_was_there()
    {
        var source = new DescriptorSet();
        source.Add(5);
        source.Add(2000);
        var copy = new DescriptorSet();
        copy.Add(7);
        copy.CopyFrom(source, 2001);
        Assert.Equal([5, 2000], Members(copy, 2001));

        source.Remove(2000);
        copy.CopyFrom(source, 2001);
        Assert.Equal([5], Members(copy, 2001));
    }

    private static List<int> Members(DescriptorSet set, int nfds)
    {
        var members = new List<int>();
        for (var fd = set.Next(0, nfds); fd >= 0; fd = set.Next(fd + 1, nfds)) members.Add(fd);
        return members;
    }
}
