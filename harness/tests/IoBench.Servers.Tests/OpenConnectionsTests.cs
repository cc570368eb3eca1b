using IoBench.Servers.Models;

namespace IoBench.Servers.Tests;

public sealed class OpenConnectionsTests
{
    [Fact]
    public void Keeps_all_that_were_not_removed_without_gaps()
    {
        var open = new OpenConnections();
        var connections = Enumerable.Range(0, 200).Select(fd => new Connection(fd, bufferBytes: 1)).ToList();
        connections.ForEach(open.Add);
        // The first, the last, and what lies between, until few are left.
        for (var fd = 0; fd < 200; fd += 3) open.Remove(connections[fd]);
        open.Remove(connections[199]);

        var expected = Enumerable.Range(0, 199).Where(fd => fd % 3 != 0);
        Assert.Equal(expected, Enumerable.Range(0, open.Count).Select(i => open[i].Fd).Order());
        Assert.All(Enumerable.Range(0, open.Count), i => Assert.Equal(i, open[i].Index));
    }

    [Fact]
    public void Backwards_each_is_tried_once_though_some_are_removed()
    {
        var open = new OpenConnections();
        for (var fd = 0; fd < 50; fd++) open.Add(new Connection(fd, bufferBytes: 1));
        var tried = new List<int>();
        for (var i = open.Count - 1; i >= 0; i--)
        {
            tried.Add(open[i].Fd);
            if (open[i].Fd % 2 == 0) open.Remove(open[i]);
        }
        Assert.Equal(Enumerable.Range(0, 50), tried.Order());
        Assert.Equal(25, open.Count);
    }
}
