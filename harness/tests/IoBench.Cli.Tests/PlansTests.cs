using IoBench.Results;
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
        var cells = PlanExpansion.Of(plan, [.. Models.Select(Model)]).Cells;
        var invocations = cells.Sum(cell => plan.BlocksOf(cell.Sweep)) + (Capacities.Asked(cells).Count * plan.Calibrations);
        // What a floor takes beside the tenth of a second that it measures, too.
        const double FloorSeconds = 0.25;
        var floors = Schedule.Of(cells, plan, seed: 1).Count(turn => turn is FloorTurn);
        var seconds = (floors * FloorSeconds) + (invocations * (plan.WarmupSeconds + plan.WindowSeconds + StartAndEndSeconds)) + DrawingSeconds;

        Assert.Equal((name, blocks), (plan.Name, plan.Blocks));
        Assert.Equal(Models, labels);
        Assert.Contains(plan.Sweeps, sweep => sweep.Aa);
        Assert.InRange(seconds, 0, limitSeconds);
    }

    [Fact]
    public void Work_measures_each_pattern_as_it_echoes_computes_and_waits_in_ten_minutes()
    {
        string[] models = ["epoll", "uring", "reactor", "leader-followers", "half-sync-half-async", "proactor-emulated", "blocking", "sockets"];
        const double StartAndEndSeconds = 0.25, FloorSeconds = 0.25, DrawingSeconds = 5;
        var plan = PlanReader.Read(Checkout.PlanFile("work"), models);

        var cells = PlanExpansion.Of(plan, [.. models.Select(Model)]).Cells;
        var seconds = (plan.Blocks * (FloorSeconds + (cells.Count * (plan.WarmupSeconds + plan.WindowSeconds + StartAndEndSeconds)))) + DrawingSeconds;

        Assert.Equal(("work", 6), (plan.Name, plan.Blocks));
        Assert.All(models, model => Assert.Equal(
            [null, "cpu:5", "cpu:20", "cpu:100", "wait:20", "wait:100", "wait:500"],
            cells.Where(cell => cell.Label == model).Select(cell => cell.Work)));
        Assert.Single(cells, cell => cell.IsAa);
        // A loop that waits answers 1000 / 0.5 ms; below 1000 messages in a window there would be no p99.
        Assert.True(plan.WindowSeconds / 500e-6 > 1300);
        Assert.InRange(seconds, 0, 600);
    }

    [Fact]
    public void Quick_goes_from_one_connection_to_at_least_128()
    {
        var connections = PlanReader.Read(Checkout.PlanFile("quick"), Models).Sweeps.SelectMany(sweep => sweep.Connections).Distinct().Order().ToList();

        Assert.True(connections.Count >= 3);
        Assert.Equal(1, connections[0]);
        Assert.True(connections[^1] >= 128);
    }

    [Theory]
    [InlineData("quick")]
    [InlineData("ci")]
    [InlineData("full")]
    public void Load_every_model_of_the_sweep_to_its_own_share_and_to_the_same_rate(string name)
    {
        var sweep = Assert.Single(PlanReader.Read(Checkout.PlanFile(name), Models).Sweeps, sweep => sweep.IsOpen);

        Assert.True(sweep.Loads.Count >= 3);
        Assert.NotEmpty(sweep.EqualLoads);
    }

    [Fact]
    public void Full_measures_the_headline_under_both_engines()
    {
        var plan = PlanReader.Read(Checkout.PlanFile("full"), Models);

        var cells = PlanExpansion.Of(plan, [.. Models.Select(Model)]).Cells;

        Assert.Equal(
            ["epoll", "uring"],
            cells.Where(cell => cell.Label == "epoll" && cell.Point with { OtherEngine = null } == new LoadPoint(64, 0, 64, 1, 0)).Select(cell => cell.Engine));
    }

    private static ModelInfo Model(string name) =>
        new() { Name = name, IoModel = "", Pattern = "", Threads = "", Needs = "", Signature = [], Limits = [], Available = true };
}
