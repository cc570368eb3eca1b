using IoBench.Results.Plans;

namespace IoBench.Results.Tests;

public class PlanExpansionTests
{
    [Fact]
    public void Sides_double_every_cell_but_the_twin()
    {
        var expansion = PlanExpansion.Of(Sample.Plan, [Sample.Model("epoll"), Sample.Model("select")]);
        var both = expansion.WithSides([new ServerSide { Name = ServerSide.A, Options = "" }, new ServerSide { Name = ServerSide.B, Options = "" }]);

        Assert.Equal(2 * expansion.Cells.Count(cell => !cell.IsAa), both.Cells.Count);
        Assert.Equal(both.Cells.Count, both.Cells.DistinctBy(cell => cell.Key).Count());
        Assert.All(both.Cells, cell => Assert.Equal($"{cell.Model} ({cell.Side})", cell.Label));
        Assert.All(both.Cells.GroupBy(cell => cell.PairKey), pair => Assert.Equal([ServerSide.A, ServerSide.B], pair.Select(cell => cell.Side)));
        Assert.Same(expansion, expansion.WithSides(null));
    }

    [Fact]
    public void Every_label_meets_every_load()
    {
        var expansion = PlanExpansion.Of(Sample.Plan, [Sample.Model("epoll"), Sample.Model("select")]);

        Assert.Equal(
            [
                "epoll c1 i0 p64 d1 t0", "epoll c16 i0 p64 d1 t0",
                "select c1 i0 p64 d1 t0", "select c16 i0 p64 d1 t0",
                "epoll (A/A) c1 i0 p64 d1 t0", "epoll (A/A) c16 i0 p64 d1 t0",
            ],
            expansion.Cells.Select(cell => cell.Key));
        Assert.All(expansion.Cells.Where(cell => cell.IsAa), cell => Assert.Equal("epoll", cell.Model));
        Assert.Empty(expansion.Skipped);
    }

    [Fact]
    public void Work_meets_every_model_and_number_of_threads_and_a_plain_echo_has_none()
    {
        var plan = Sample.Plan with { Sweeps = [Sample.Plan.Sweeps[0] with { Aa = false, Connections = [16], Threads = [0, 4], Work = ["none", "cpu:20", "wait:0.5"] }] };

        var cells = PlanExpansion.Of(plan, [Sample.Model("epoll"), Sample.Model("select")]).Cells;

        Assert.Equal(
            [
                "epoll c16 i0 p64 d1 t0", "epoll c16 i0 p64 d1 t0 cpu:20", "epoll c16 i0 p64 d1 t0 wait:0.5",
                "epoll c16 i0 p64 d1 t4", "epoll c16 i0 p64 d1 t4 cpu:20", "epoll c16 i0 p64 d1 t4 wait:0.5",
            ],
            cells.Where(cell => cell.Model == "epoll").Select(cell => cell.Key));
        Assert.Equal(12, cells.Select(cell => cell.Key).Distinct().Count());
        Assert.Equal([null, "cpu:20", "wait:0.5"], cells.Take(3).Select(cell => cell.Work));
    }

    [Fact]
    public void A_model_that_does_not_run_here_is_skipped_once_with_its_reason()
    {
        var expansion = PlanExpansion.Of(Sample.Plan, [Sample.Model("epoll"), Sample.Model("select", available: false)]);

        Assert.Equal([new SkippedModel { Model = "select", Reason = "ENOSYS" }], expansion.Skipped);
        Assert.DoesNotContain(expansion.Cells, cell => cell.Model == "select");
    }

    [Fact]
    public void Only_the_loads_that_a_model_cannot_hold_are_skipped()
    {
        var expansion = PlanExpansion.Of(Sample.Plan, [Sample.Model("epoll"), Sample.Model("select", maxConnections: 15)]);

        Assert.Equal([new SkippedModel { Model = "select", Connections = 16, Reason = "16 connections asked, it holds 15" }], expansion.Skipped);
        Assert.Equal(["select c1 i0 p64 d1 t0"], expansion.Cells.Where(cell => cell.Model == "select").Select(cell => cell.Key));
    }

    [Theory]
    [InlineData(0, 15)]
    [InlineData(4, 4)]
    [InlineData(16, null)]
    public void Threads_asked_for_bound_the_connections_where_each_holds_one(int threads, int? holds)
    {
        var plan = Sample.Plan with { Sweeps = [Sample.Plan.Sweeps[0] with { Threads = [threads] }] };

        var expansion = PlanExpansion.Of(plan, [Sample.Model("epoll"), Sample.Model("select", maxConnections: 15, connectionsPerThread: 1)]);

        Assert.Equal(holds is { } most ? [$"16 connections asked, it holds {most}"] : [], expansion.Skipped.Select(skipped => skipped.Reason));
    }

    [Fact]
    public void A_model_that_takes_no_number_of_threads_is_measured_without_one_only()
    {
        var plan = Sample.Plan with { Sweeps = [Sample.Plan.Sweeps[0] with { Connections = [16], Threads = [0, 1, 2] }] };

        var expansion = PlanExpansion.Of(plan, [Sample.Model("epoll"), Sample.Model("select") with { Threads = ModelInfo.NoThreads }]);

        Assert.Equal(["epoll c16 i0 p64 d1 t0", "epoll c16 i0 p64 d1 t1", "epoll c16 i0 p64 d1 t2"], expansion.Cells.Where(cell => cell.Label == "epoll").Select(cell => cell.Key));
        Assert.Equal(["select c16 i0 p64 d1 t0"], expansion.Cells.Where(cell => cell.Label == "select").Select(cell => cell.Key));
        Assert.Equal(
            [new SkippedModel { Model = "select", Connections = 16, Reason = "a number of threads asked, its own follow its connections" }], expansion.Skipped);
    }

    [Fact]
    public void A_model_is_left_out_with_fewer_threads_than_its_pattern_takes()
    {
        var plan = Sample.Plan with { Sweeps = [Sample.Plan.Sweeps[0] with { Connections = [16], Threads = [0, 1, 2] }] };

        var expansion = PlanExpansion.Of(plan, [Sample.Model("epoll"), Sample.Model("select") with { LeastThreads = 2 }]);

        Assert.Equal(["select c16 i0 p64 d1 t0", "select c16 i0 p64 d1 t2"], expansion.Cells.Where(cell => cell.Label == "select").Select(cell => cell.Key));
        Assert.Equal([new SkippedModel { Model = "select", Connections = 16, Reason = "1 thread asked, its pattern takes 2" }], expansion.Skipped);
    }

    [Fact]
    public void Processes_meet_every_number_of_threads_and_one_has_no_word_in_the_key()
    {
        var plan = Sample.Plan with { Sweeps = [Sample.Plan.Sweeps[0] with { Models = ["epoll"], Aa = false, Connections = [16], Threads = [0, 1], Processes = [1, 4] }] };

        var cells = PlanExpansion.Of(plan, [Sample.Model("epoll")]).Cells;

        Assert.Equal(["epoll c16 i0 p64 d1 t0", "epoll c16 i0 p64 d1 t0 x4", "epoll c16 i0 p64 d1 t1", "epoll c16 i0 p64 d1 t1 x4"], cells.Select(cell => cell.Key));
        Assert.Equal([1, 4, 1, 4], cells.Select(cell => cell.Point.Processes));
        Assert.Equal(4, cells.Select(cell => cell.Point).Distinct().Count());
        Assert.Equal(4, (cells[1] with { LoadShare = 0.5 }).Closed.Processes);
    }

    [Fact]
    public void Models_whose_threads_follow_their_connections_are_measured_in_processes_too()
    {
        var plan = Sample.Plan with { Sweeps = [Sample.Plan.Sweeps[0] with { Aa = false, Connections = [16], Processes = [2] }] };

        var expansion = PlanExpansion.Of(plan, [Sample.Model("epoll"), Sample.Model("select") with { Threads = ModelInfo.NoThreads }]);

        Assert.Equal(["epoll c16 i0 p64 d1 t0 x2", "select c16 i0 p64 d1 t0 x2"], expansion.Cells.Select(cell => cell.Key));
        Assert.Empty(expansion.Skipped);
    }

    [Fact]
    public void Several_processes_hold_no_more_for_sure_than_one()
    {
        var plan = Sample.Plan with { Sweeps = [Sample.Plan.Sweeps[0] with { Aa = false, Connections = [16], Processes = [1, 2] }] };

        var expansion = PlanExpansion.Of(plan, [Sample.Model("epoll"), Sample.Model("select", maxConnections: 15)]);

        Assert.Equal(["16 connections asked, it holds 15"], expansion.Skipped.Select(skipped => skipped.Reason));
        Assert.DoesNotContain(expansion.Cells, cell => cell.Model == "select");
    }

    [Fact]
    public void A_cell_and_a_point_of_a_file_that_knows_no_processes_have_one()
    {
        var json = System.Text.Json.JsonSerializer.Serialize(Sample.Invocation(1), LineJson.Default.Invocation).Replace("\"processes\":1,", "", StringComparison.Ordinal);
        var cell = System.Text.Json.JsonSerializer.Deserialize(json, LineJson.Default.Invocation)!.Cell;

        Assert.DoesNotContain("processes", json, StringComparison.Ordinal);
        Assert.Equal((1, 1, Sample.Invocation(1).Cell), (cell.Processes, default(LoadPoint).Processes, cell));
        Assert.Equal(cell.Point, cell.Point with { Processes = 1 });
        Assert.Equal(cell.Point, cell.Point with { Processes = 0 });
        Assert.NotEqual(cell.Point, cell.Point with { Processes = 2 });
    }

    [Fact]
    public void Idle_depth_payload_and_threads_each_make_a_cell_and_a_point_of_their_own()
    {
        var sweep = Sample.Plan.Sweeps[0] with { Models = ["epoll"], Aa = false, Idle = [0, 100], PayloadBytes = [64, 1024], Depth = [1, 4], Threads = [0, 2] };

        var cells = PlanExpansion.Of(Sample.Plan with { Sweeps = [sweep] }, [Sample.Model("epoll"), Sample.Model("select")]).Cells;

        Assert.Equal(32, cells.Count);
        Assert.Equal(32, cells.Select(cell => cell.Point).Distinct().Count());
        Assert.Equal(32, cells.Select(cell => cell.Key).Distinct().Count());
    }

    [Fact]
    public void A_load_that_two_sweeps_share_is_measured_once()
    {
        var sweep = Sample.Plan.Sweeps[0];
        var plan = Sample.Plan with { Sweeps = [sweep, sweep with { Name = "payload", Connections = [16], PayloadBytes = [64, 1024] }] };

        var cells = PlanExpansion.Of(plan, [Sample.Model("epoll"), Sample.Model("select")]).Cells;

        Assert.Equal(cells.Count, cells.Select(cell => cell.Key).Distinct().Count());
        Assert.Equal(9, cells.Count);
    }

    [Fact]
    public void Chosen_models_keep_the_baseline_or_the_first_one_takes_its_place()
    {
        Assert.Equal("epoll", PlanChoice.WithModels(Sample.Plan, ["select", "epoll"]).Baseline);

        var plan = PlanChoice.WithModels(Sample.Plan, ["select"]);

        Assert.Equal("select", plan.Baseline);
        Assert.Equal(["select"], plan.Sweeps[0].Models);
        Assert.Equal(
            "plan 'sample' measures no model 'uring', --models; known: epoll, select",
            Assert.Throws<BadInputException>(() => PlanChoice.WithModels(Sample.Plan, ["uring"])).Message);
    }
}
