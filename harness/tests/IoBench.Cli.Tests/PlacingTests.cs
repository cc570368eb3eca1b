using IoBench.Cli.Running;

namespace IoBench.Cli.Tests;

public class PlacingTests
{
    private static readonly Dictionary<string, string> NoSiblings = [];

    [Theory]
    [InlineData(new[] { 0, 1 }, new[] { 0 }, new[] { 1 })]
    [InlineData(new[] { 2, 5, 7 }, new[] { 2, 5 }, new[] { 7 })]
    [InlineData(new[] { 0, 1, 2, 3 }, new[] { 0, 1 }, new[] { 2, 3 })]
    public void Each_end_gets_a_half(int[] cpus, int[] client, int[] server)
    {
        var placement = Placing.Of(cpus, NoSiblings);

        Assert.Equal(client, placement.ClientCpus);
        Assert.Equal(server, placement.ServerCpus);
        Assert.True(placement.Disjoint);
    }

    [Fact]
    public void Hardware_threads_of_a_core_stay_together()
    {
        var siblings = new Dictionary<string, string> { ["0"] = "0,2", ["1"] = "1,3", ["2"] = "0,2", ["3"] = "1,3" };

        var placement = Placing.Of([0, 1, 2, 3], siblings);

        Assert.Equal([0, 2], placement.ClientCpus);
        Assert.Equal([1, 3], placement.ServerCpus);
    }

    [Fact]
    public void Two_threads_of_the_only_core_are_still_divided()
    {
        var placement = Placing.Of([0, 1], new Dictionary<string, string> { ["0"] = "0-1", ["1"] = "0-1" });

        Assert.Equal([0], placement.ClientCpus);
        Assert.Equal([1], placement.ServerCpus);
    }

    [Fact]
    public void One_cpu_serves_both_and_that_is_said()
    {
        var placement = Placing.Of([3], NoSiblings);

        Assert.False(placement.Disjoint);
        Assert.Equal([3], placement.ClientCpus);
        Assert.Equal([3], placement.ServerCpus);
    }
}
