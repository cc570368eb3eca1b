using IoBench.Results.Plans;

namespace IoBench.Cli.Tests;

/// <summary>The plans that are shipped.</summary>
public class PlansTests
{
    private static readonly string[] Models = ["blocking", "select", "poll", "epoll", "reactor", "sigio", "aio", "uring"];

    [Theory]
    [InlineData("quick", 6, 120)]
    [InlineData("ci", 15, 15 * 60)]
    [InlineData("full", 15, 4 * 3600)]
    public void Are_valid_have_an_AA_and_fit_their_time(string name, int blocks, double limitSeconds)
    {
        const double StartAndEndSeconds = 0.25;
        const double DrawingSeconds = 5;
        var plan = PlanReader.Read(Checkout.PlanFile(name), Models);

        var labels = plan.Sweeps.SelectMany(sweep => sweep.Models).Distinct();
        var cells = plan.Sweeps.Sum(sweep =>
            (sweep.Models.Count + (sweep.Aa ? 1 : 0)) * sweep.Connections.Count * sweep.Idle.Count * sweep.PayloadBytes.Count * sweep.Depth.Count);
        // What a floor takes beside the tenth of a second that it measures, too.
        const double FloorSeconds = 0.25;
        var floors = plan.Sweeps.SelectMany(sweep => sweep.Connections.SelectMany(c => sweep.PayloadBytes.Select(p => (c, p)))).Distinct().Count();
        var seconds = (floors * plan.Blocks * FloorSeconds) + (cells * plan.Blocks * (plan.WarmupSeconds + plan.WindowSeconds + StartAndEndSeconds)) + DrawingSeconds;

        Assert.Equal((name, blocks), (plan.Name, plan.Blocks));
        Assert.Equal(Models, labels);
        Assert.Contains(plan.Sweeps, sweep => sweep.Aa);
        Assert.InRange(seconds, 0, limitSeconds);
    }

    [Fact]
    public void Quick_goes_from_one_connection_to_at_least_128()
    {
        var connections = PlanReader.Read(Checkout.PlanFile("quick"), Models).Sweeps[0].Connections;

        Assert.True(connections.Count >= 3);
        Assert.Equal(1, connections[0]);
        Assert.True(connections[^1] >= 128);
    }
}
