namespace IoBench.Servers.Tests;

public sealed class CatalogTests
{
    public static TheoryData<string> Names => [.. Catalog.All.Select(m => m.Name)];

    [Fact]
    public void Names_are_unique_and_lower_case()
    {
        var names = Catalog.All.Select(m => m.Name).ToList();

        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.All(names, name => Assert.Matches("^[a-z][a-z-]*$", name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_says_what_it_is_and_what_attests_it(string name)
    {
        var model = Catalog.Find(name)!;

        Assert.NotEmpty(model.IoModel);
        Assert.NotEmpty(model.Pattern);
        Assert.NotEmpty(model.Needs);
        Assert.Equal(model.CallsCounted == CallCounting.None, model.Signature.Count == 0);
        Assert.All(model.Signature, call => Assert.Contains(call, Linux.Kernel.CounterNames));
    }

    [Fact]
    public void Threads_follow_what_the_model_allows()
    {
        Assert.Equal(3, Catalog.Find("epoll")!.ThreadsFor(asked: 3, cpus: 1));
        Assert.Equal(2, Catalog.Find("epoll")!.ThreadsFor(asked: 0, cpus: 2));
        Assert.Equal(2, Catalog.Find("reactor")!.ThreadsFor(asked: 0, cpus: 1));
        Assert.Equal(2, Catalog.Find("aio")!.ThreadsFor(asked: 0, cpus: 1));
        Assert.Equal(0, Catalog.Find("blocking")!.ThreadsFor(asked: 5, cpus: 4));
        Assert.Equal([1, 1, 2], new[] { 1, 2, 4 }.Select(cpus => Catalog.Find("uring-sqpoll")!.ThreadsFor(asked: 0, cpus)));
    }

    /// <summary>What a plan skips as too many is what the threads can hold.</summary>
    [Fact]
    public void The_pool_of_blocking_threads_holds_one_connection_each()
    {
        var pool = Catalog.Find("blocking-pool")!;

        Assert.Equal(1, pool.ConnectionsPerThread);
        Assert.Equal(pool.MaxConnections, pool.ThreadsFor(asked: 0, cpus: 2));
        Assert.Equal(3, pool.ThreadsFor(asked: 3, cpus: 2));
    }
}
