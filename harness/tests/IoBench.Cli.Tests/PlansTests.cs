using System.Text.RegularExpressions;
using IoBench.Analysis;
using IoBench.Cli.Running;
using IoBench.Results;
using IoBench.Results.Plans;

namespace IoBench.Cli.Tests;

/// <summary>The plans that are shipped.</summary>
public partial class PlansTests
{
    private static readonly string[] Core = ["blocking", "select", "poll", "epoll", "reactor", "sigio", "aio", "uring"];

    // The catalog's own room is not for this one to reference; its file has the names.
    private static readonly string CatalogText = File.ReadAllText(Path.Combine(Checkout.Root, "harness/IoBench.Servers/Catalog.cs"));

    private static readonly string[] Catalog = [.. NameInCatalog().Matches(CatalogText).Select(match => match.Groups[1].Value)];

    [Theory]
    [InlineData("quick", 6, 120)]
    [InlineData("ci", 11, 15 * 60)]
    [InlineData("full", 10, 2 * 3600)]
    [InlineData("idle", 6, 35 * 60)]
    [InlineData("payload", 6, 10 * 60)]
    [InlineData("work", 6, 10 * 60)]
    [InlineData("tasks", 6, 5 * 60)]
    public void Are_valid_have_an_AA_and_fit_their_time(string name, int blocks, double limitSeconds)
    {
        const double DrawingSeconds = 5;
        var (plan, cells) = (Read(name), Cells(name));
        var calibrations = Schedule.OfCells(Capacities.Asked(cells), plan.Calibrations, seed: 1).ToList();
        var manifest = FakeManifest.Of("epoll") with { Plan = plan, Models = Models };
        var seconds = RunEstimate.Of(manifest, [.. Schedule.Of(cells, plan, seed: 1)]).TotalSeconds
            + RunEstimate.Of(Calibration.Shortened(manifest), calibrations).TotalSeconds + DrawingSeconds;

        Assert.Equal((name, blocks), (plan.Name, plan.Blocks));
        Assert.Contains(plan.Sweeps, sweep => sweep.Aa);
        Assert.InRange(seconds, limitSeconds / 2, limitSeconds);
    }

    [Theory]
    [InlineData("ci")]
    [InlineData("full")]
    [InlineData("ab")]
    public void Measure_the_whole_catalog(string name) => Assert.Equal(Catalog.Order(), Read(name).Sweeps.SelectMany(sweep => sweep.Models).Distinct().Order());

    [Fact]
    public void Quick_compares_the_eight_that_differ_most() => Assert.Equal(Core, Read("quick").Sweeps.SelectMany(sweep => sweep.Models).Distinct());

    [Fact]
    public void Work_measures_each_pattern_as_it_echoes_computes_and_waits()
    {
        string[] models = ["epoll", "uring", "reactor", "leader-followers", "half-sync-half-async", "proactor-emulated", "blocking", "sockets"];

        Assert.All(models, model => Assert.Equal(
            [null, "cpu:5", "cpu:20", "cpu:100", "wait:20", "wait:100", "wait:500"],
            Cells("work").Where(cell => cell.Label == model).Select(cell => cell.Work)));
        // A loop that waits answers 1000 / 0.5 ms; below 1000 messages in a window there would be no p99.
        Assert.True(Read("work").WindowSeconds / 500e-6 > 1300);
    }

    [Theory]
    [InlineData("tasks", 4)]
    [InlineData("full", 10)]
    public void Tasks_and_full_measure_as_many_processes_of_one_thread_as_threads_of_one_process(string name, int models)
    {
        var cells = Cells(name).Where(cell => cell is { Connections: 64, PayloadBytes: 64, Depth: 1, Idle: 0, Threads: > 0, IsAa: false, IsOpen: false, Engine: Cell.EpollEngine }).ToList();
        var several = cells.Where(cell => cell.Processes > 1).ToList();

        Assert.Equal(models, several.Select(cell => cell.Model).Distinct().Count());
        Assert.All(several.GroupBy(cell => cell.Model), group =>
        {
            Assert.Equal([(1, 2), (1, 4)], group.Select(cell => (cell.Threads, cell.Processes)));
            Assert.Equal([1, 2, 4], cells.Where(cell => cell.Model == group.Key && cell.Processes == 1).Select(cell => cell.Threads));
        });
    }

    [Fact]
    public void Quick_goes_from_one_connection_to_at_least_128()
    {
        var connections = Read("quick").Sweeps.SelectMany(sweep => sweep.Connections).Distinct().Order().ToList();

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
        var sweep = Assert.Single(Read(name).Sweeps, sweep => sweep.IsOpen);

        Assert.True(sweep.Loads.Count >= 3);
        Assert.NotEmpty(sweep.EqualLoads);
    }

    [Fact]
    public void Full_measures_the_headline_under_both_engines() => Assert.Equal(
        ["epoll", "uring"],
        Cells("full").Where(cell => cell.Label == "epoll" && cell.Point with { OtherEngine = null } == new LoadPoint(64, 0, 64, 1, 0)).Select(cell => cell.Engine));

    [Fact]
    public void Full_has_a_curve_of_every_model_along_every_axis()
    {
        var cells = Cells("full").Where(cell => !cell.IsOpen && !cell.IsAa && cell.Engine == Cell.EpollEngine).ToList();
        foreach (var axis in Axis.All)
            foreach (var model in Models.Where(model => axis == Axis.Processes
                ? model.Threads == ModelInfo.Loops
                : axis != Axis.Threads || model is { Threads: not ModelInfo.NoThreads, ConnectionsPerThread: null }))
                Assert.True(
                    cells.Where(cell => cell.Model == model.Name && axis.Of(cell.Point) + (axis == Axis.Idle ? 1 : 0) > 0).GroupBy(cell => axis.Without(cell.Point))
                        .Any(curve => curve.Count() >= 3),
                    $"{model.Name} along {axis.Name}");
    }

    [Fact]
    public void Idle_goes_from_none_to_ten_thousand_beside_one_and_beside_fifty()
    {
        var cells = Cells("idle");

        Assert.Equal(["blocking", "nonblocking", "select", "poll", "epoll", "sigio", "sigio-classic", "uring"], cells.Where(cell => !cell.IsAa).Select(cell => cell.Model).Distinct());
        Assert.All(
            cells.GroupBy(cell => (cell.Label, cell.Connections)),
            curve => Assert.Equal([0, 10, 30, 100, 300, 1000, 3000, 10_000], curve.Select(cell => cell.Idle)));
        Assert.Equal([1, 50], cells.Select(cell => cell.Connections).Distinct());
    }

    [Fact]
    public void Payload_goes_from_one_byte_to_a_mebibyte()
    {
        var sizes = Cells("payload").Select(cell => cell.PayloadBytes).Distinct().ToList();

        Assert.Equal((1, 1 << 20), (sizes[0], sizes[^1]));
        Assert.True(sizes.Count >= 8);
    }

    [Theory]
    [InlineData("quick", 1024)]
    [InlineData("ci", 1200)]
    [InlineData("idle", 20_000)]
    [InlineData("payload", 1024)]
    [InlineData("work", 1024)]
    [InlineData("tasks", 1024)]
    [InlineData("full", 20_000)]
    public void Need_no_more_descriptors_than_they_say(string name, int limit)
    {
        const int Beside = 64;
        // A process holds its end of every connection, busy and idle; that of a floor both ends of the busy ones.
        Assert.All(Cells(name), cell => Assert.True(Math.Max(cell.Connections + cell.Idle, 2 * cell.Connections) + Beside <= limit, cell.Key));
    }

    private static Plan Read(string name) => PlanReader.Read(Checkout.PlanFile(name), Catalog);

    private static IReadOnlyList<Cell> Cells(string name) => PlanExpansion.Of(Read(name), Models).Cells;

    /// <summary>The catalog with the bounds of its members, as <c>models --json</c> tells them.</summary>
    private static IReadOnlyList<ModelInfo> Models { get; } = [.. Catalog.Select(name => new ModelInfo
    {
        Name = name, IoModel = "", Pattern = name == "blocking" ? "thread per connection" : "", Needs = "", Signature = [], Limits = [], Available = true,
        Threads = ThreadsInCatalog().Match(CatalogText, CatalogText.IndexOf($"Name = \"{name}\"", StringComparison.Ordinal)).Groups[1].Value switch
        {
            "Connections" => ModelInfo.NoThreads, "Workers" => ModelInfo.Workers, _ => ModelInfo.Loops,
        },
        MaxConnections = name switch { "aio" => 1000, "blocking-pool" => 256, _ => null },
        ConnectionsPerThread = name == "blocking-pool" ? 1 : null,
    })];

    [GeneratedRegex(@"\bName = ""([^""]+)""")]
    private static partial Regex NameInCatalog();

    [GeneratedRegex(@"\bThreads = Threading\.(\w+)")]
    private static partial Regex ThreadsInCatalog();
}
