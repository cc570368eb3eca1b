using System.Text.Json;
using CsCheck;
using IoBench.Results.Plans;

namespace IoBench.Results.Tests;

public class CapacitiesTests
{
    private static readonly ModelInfo[] Models = [Sample.Model("epoll"), Sample.Model("select")];

    private static readonly Plan Plan = Sample.Plan with
    {
        Sweeps =
        [
            Sample.Plan.Sweeps[0],
            new Sweep { Name = "load", Models = ["epoll", "select"], Connections = [16], Loads = [0.5, 0.9], EqualLoads = [0.7], Engines = ["epoll", "uring"] },
        ],
    };

    [Fact]
    public void Closed_and_open_loop_have_keys_of_their_own_and_the_closed_ones_stay_as_they_were()
    {
        var keys = PlanExpansion.Of(Plan, Models).Cells.Select(cell => cell.Key).ToList();

        Assert.Equal(keys.Count, keys.Distinct().Count());
        Assert.Equal(
            ["select c16 i0 p64 d1 t0", "select c16 i0 p64 d1 t0 s0.5", "select c16 i0 p64 d1 t0 s0.9", "select c16 i0 p64 d1 t0 e0.7"],
            keys.Where(key => key.StartsWith("select c16", StringComparison.Ordinal) && !key.Contains("uring", StringComparison.Ordinal)));
        Assert.Contains("epoll c16 i0 p64 d1 t0 uring s0.5", keys);
    }

    [Fact]
    public void Every_axis_is_part_of_the_point() => Gen.Select(Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[0, 3], Gen.Int[0, 2]).Array[2].Sample(pair =>
    {
        var (a, b) = (CellOf(pair[0]), CellOf(pair[1]));

        Assert.Equal(pair[0] == pair[1], a.Point == b.Point);
        Assert.Equal(a.Point == b.Point, a.Key == b.Key);
        Assert.Equal(a.IsOpen, a.Point.IsOpen);

        static Cell CellOf((int Engine, int Churn, int Offered, int Work) at) => new()
        {
            Label = "epoll", Model = "epoll", Sweep = "s", Connections = 1, PayloadBytes = 64,
            Engine = at.Engine == 0 ? "epoll" : $"engine{at.Engine}", Churn = at.Churn,
            Work = at.Work switch { 1 => "cpu:20", 2 => "wait:20", _ => null },
            RatePerSecond = at.Offered == 0 ? null : 1000,
            LoadShare = at.Offered > 1 ? 0.5 : null,
            ShareOf = at.Offered switch { 2 => Cell.OwnCapacity, 3 => Cell.LeastCapacity, _ => null },
        };
    });

    [Fact]
    public void A_closed_loop_is_measured_once_for_each_model_and_engine_that_asks_for_shares() =>
        Assert.Equal(
            ["epoll c16 i0 p64 d1 t0", "epoll c16 i0 p64 d1 t0 uring", "select c16 i0 p64 d1 t0", "select c16 i0 p64 d1 t0 uring"],
            Capacities.Asked(PlanExpansion.Of(Plan, Models).Cells).Select(cell => cell.Key).Order(StringComparer.Ordinal));

    [Fact]
    public void Shares_become_rates_of_the_own_and_of_the_least_capacity()
    {
        var cells = Applied(("epoll", 100_000), ("select", 60_000));

        Assert.Equal(50_000, Rate(cells, "epoll", "s0.5"));
        Assert.Equal(54_000, Rate(cells, "select", "s0.9"));
        Assert.Equal(42_000, Rate(cells, "epoll", "e0.7"));
        Assert.Equal(42_000, Rate(cells, "select", "e0.7"));
        Assert.All(cells.Where(cell => cell.LoadShare is null), cell => Assert.Null(cell.RatePerSecond));
    }

    [Fact]
    public void A_model_without_a_capacity_is_left_out_of_the_shares_alone()
    {
        var cells = Applied(("select", 60_000));

        Assert.DoesNotContain(cells, cell => cell.Label == "epoll" && cell.IsOpen);
        Assert.Contains(cells, cell => cell.Label == "epoll" && !cell.IsOpen);
        Assert.Equal(42_000, Rate(cells, "select", "e0.7"));
    }

    [Fact]
    public void The_median_of_what_the_loads_trust_counts()
    {
        var cell = Capacities.Asked(PlanExpansion.Of(Plan, Models).Cells)[0];

        Assert.Null(Capacities.Of(cell, [Sample.Invocation(1)]));
        Assert.Equal("open loop left out, its capacity could not be measured: sample", Capacities.Skipped(cell, [Sample.Invocation(1)]).Reason);
    }

    [Fact]
    public void Capacities_survive_the_manifest()
    {
        var manifest = Sample.Manifest with { Capacities = [CapacityOf("epoll", 100_000, "epoll")] };

        var read = JsonSerializer.Deserialize(JsonSerializer.Serialize(manifest, FileJson.Default.RunManifest), FileJson.Default.RunManifest)!;

        Assert.Equal("epoll c16 i0 p64 d1 t0", Assert.Single(read.Capacities!).Cell.Key);
        Assert.Equal(100_000, read.Capacities![0].MedianPerSecond);
        Assert.Null(JsonSerializer.Deserialize(JsonSerializer.Serialize(Sample.Manifest, FileJson.Default.RunManifest), FileJson.Default.RunManifest)!.Capacities);
    }

    [Fact]
    public void An_engine_that_does_not_run_here_is_skipped_once()
    {
        var expansion = PlanExpansion.Of(Plan, [.. Models, Sample.Model("uring", available: false)]);

        Assert.Equal([new SkippedModel { Model = "client's uring engine", Reason = "ENOSYS" }], expansion.Skipped);
        Assert.All(expansion.Cells, cell => Assert.Equal("epoll", cell.Engine));
    }

    private static IReadOnlyList<Cell> Applied(params (string Model, double Rate)[] known) => Capacities.Apply(
        PlanExpansion.Of(Plan, Models).Cells,
        [.. known.SelectMany(k => new[] { CapacityOf(k.Model, k.Rate, "epoll"), CapacityOf(k.Model, 2 * k.Rate, "uring") })]);

    private static Capacity CapacityOf(string model, double rate, string engine) => new()
    {
        Cell = new Cell { Label = model, Model = model, Sweep = "load", Connections = 16, PayloadBytes = 64, Engine = engine },
        RatesPerSecond = [rate],
        MedianPerSecond = rate,
    };

    private static double? Rate(IReadOnlyList<Cell> cells, string label, string offered) =>
        cells.Single(cell => cell.Key == $"{label} c16 i0 p64 d1 t0 {offered}").RatePerSecond;
}
