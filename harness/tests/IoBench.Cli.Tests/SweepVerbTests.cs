using System.Text.Json;
using IoBench.Results.Store;

namespace IoBench.Cli.Tests;

/// <summary>The fake node answers like a queue of 2000 messages a second (<c>honest</c>) or 1000 (<c>slow</c>): p50 = ln 2 / (capacity - rate).</summary>
public sealed class SweepVerbTests : IDisposable
{
    private static readonly string[] Fast = ["--connections", "1", "--slo", "p50<2ms", "--duration", "0.05", "--warmup", "0.01", "--seed", "4"];

    private readonly string _folder = Directory.CreateTempSubdirectory("iobench-sweep-").FullName;

    private string Out => Path.Combine(_folder, "sweep");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_capacity_of_a_known_queue_is_found_and_every_window_kept()
    {
        var outcome = await Cli.RunAsync(["sweep", "--models", "honest", "--searches", "2", "--out", Out, "--json", .. Fast]);

        Assert.Equal(0, outcome.ExitCode);
        using var json = JsonDocument.Parse(outcome.Output);
        var model = json.RootElement.GetProperty("models")[0];
        // ln 2 / 2 ms below the capacity.
        Assert.InRange(model.GetProperty("capacityPerSecond").GetProperty("centre").GetDouble() / (2000 - 346.6), 0.95, 1.05);
        Assert.False(model.GetProperty("capacityPerSecond").GetProperty("isInterval").GetBoolean());
        Assert.Equal(2, model.GetProperty("searches").GetArrayLength());
        Assert.Equal(6, model.GetProperty("curve").GetArrayLength());
        Assert.Equal(outcome.Output, await File.ReadAllTextAsync(Path.Combine(Out, "capacity.json"), TestContext.Current.CancellationToken));
        var windows = model.GetProperty("searches").EnumerateArray().Sum(search => search.GetProperty("probes").GetArrayLength());
        Assert.Equal(windows + 6, RunReader.Read(Out).Invocations.Count);
    }

    [Fact]
    public async Task The_table_tells_who_keeps_the_level_and_who_does_not()
    {
        var outcome = await Cli.RunAsync(["sweep", "--models", "honest,slow,absent", "--searches", "1", "--out", Out, .. Fast]);

        Assert.Equal(3, outcome.ExitCode);
        Assert.Matches(@"(?m)^ honest +1\.6\d\u202Fk", outcome.Output);
        Assert.Matches(@"(?m)^ slow +– +none found", outcome.Output);
        Assert.Contains("slow: not even 800/s keeps it: p50 was", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("skipped: absent (ENOSYS: this kernel is of today)", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("search 1 of 1, honest: ", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_target_of_somebody_else_needs_no_model()
    {
        var outcome = await Cli.RunAsync(["sweep", "--target", "127.0.0.1:7000", "--searches", "1", "--out", Out, .. Fast]);

        Assert.Equal(0, outcome.ExitCode);
        Assert.Matches(@"(?m)^ 127\.0\.0\.1:7000 +1\.6\d\u202Fk", outcome.Output);
        Assert.Contains("to 127.0.0.1:7000", outcome.Output, StringComparison.Ordinal);
        Assert.All(RunReader.Read(Out).Invocations, invocation => Assert.Null(invocation.Server));
    }

    [Fact]
    public async Task An_interrupted_sweep_keeps_what_is_finished_and_leaves_no_child()
    {
        using var cli = Cli.Start(["sweep", "--models", "honest", "--searches", "500", "--out", Out, .. Fast]);
        for (var tries = 0; tries < 200 && !(File.Exists(Invocations) && (await File.ReadAllTextAsync(Invocations, TestContext.Current.CancellationToken)).Contains('\n', StringComparison.Ordinal)); tries++)
            await Task.Delay(50, TestContext.Current.CancellationToken);
        var children = Children.Of(cli.Pid);

        cli.Signal("INT");
        var outcome = await cli.EndAsync();

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("interrupted: what was finished is kept in ", outcome.Error, StringComparison.Ordinal);
        Assert.True(await Children.AreGoneAsync(children));
        Assert.NotEmpty(RunReader.Read(Out).Invocations);
        Assert.True(File.Exists(Path.Combine(Out, "capacity.json")));
    }

    private string Invocations => Path.Combine(Out, "invocations.jsonl");
}
