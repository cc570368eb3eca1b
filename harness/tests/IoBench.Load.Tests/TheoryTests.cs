using IoBench.Linux;
using IoBench.VerifyLoad.Theory;

namespace IoBench.Load.Tests;

/// <summary>
/// Short forms of what scripts/verify-load measures long: two seconds have some ten percent of chance in a mean, and a machine that
/// runs other tests beside them adds to it: tolerances are wide, a mean that one pause moves is left to the long form, and one of three
/// tries must hold.
/// </summary>
[Collection(nameof(Alone))]
public sealed class TheoryTests
{
    private const int Tries = 3;

    // Ten times what it takes a machine that has a CPU to spare.
    private const double BusyUs = 500;

    [Theory]
    [InlineData(LoadEngine.Epoll)]
    [InlineData(LoadEngine.Uring)]
    public void Sees_stalls_in_the_response_time_as_theory_says(LoadEngine engine) => Holds(engine, slack: 4, loop => loop.Stalls());

    [Theory]
    [InlineData(LoadEngine.Epoll)]
    [InlineData(LoadEngine.Uring)]
    public void Sees_a_delay_as_it_is(LoadEngine engine) => Holds(engine, slack: 10, loop => loop.Delays(5));

    [Theory]
    [InlineData(LoadEngine.Epoll)]
    [InlineData(LoadEngine.Uring)]
    public void Sees_a_queue_as_Pollaczek_and_Khinchine_say(LoadEngine engine) => Holds(engine, slack: 4, loop => [loop.Queue(0.7)[0]]);

    /// <summary>The distribution against its own mean, which is known by another formula: the area over it.</summary>
    [Theory]
    [InlineData(0.05)]
    [InlineData(0.3)]
    [InlineData(0.5)]
    [InlineData(0.7)]
    public void Distribution_and_mean_of_the_queue_agree(double load)
    {
        const int Steps = 10_000;
        var mean = Enumerable.Range(0, Steps).Average(i => SingleServer.Quantile((i + 0.5) / Steps, load, service: 1));
        Assert.Equal(SingleServer.Mean(load, service: 1), mean, 2e-3);
    }

    private static void Holds(LoadEngine engine, double slack, Func<OpenLoop, IReadOnlyList<Figure>> measure)
    {
        Assert.SkipWhen(engine == LoadEngine.Uring && Ring.WhyUnavailable() is not null, $"no io_uring here: {Ring.WhyUnavailable()}");
        var told = "";
        var leastWayUs = double.MaxValue;
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            var loop = new OpenLoop(seconds: 2, engine, slack);
            var figures = measure(loop);
            leastWayUs = Math.Min(leastWayUs, loop.WayUs);
            told += string.Join('\n', figures) + "\n";
            if (figures.All(f => f.Holds)) break;
            if (attempt < Tries) continue;
            Assert.SkipWhen(leastWayUs > BusyUs, $"no CPU to spare here: even a server at rest answered after {leastWayUs:0} us\n{told}");
            Assert.Fail(told);
        }
        TestContext.Current.TestOutputHelper?.WriteLine(told);
    }
}

/// <summary>Tests that look at times run after the others, one by one.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
