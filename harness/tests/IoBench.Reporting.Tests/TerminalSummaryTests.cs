using IoBench.Analysis;
using IoBench.Reporting;
using IoBench.Results;
using IoBench.Tests.Synthetic;

namespace IoBench.Tests.Reporting;

public sealed class TerminalSummaryTests
{
    private const string Path = "results/2026-11-23-1402-quick/report.html";

    private static readonly RunSummary Quick = RunSummary.Of(new SyntheticRun { Skipped = [new SkippedModel { Model = "uring-sqpoll", Reason = "needs 3 CPUs, 2 here" }] }.Build());

    private static string[] Lines(RunSummary summary, TerminalStyle? style = null) => TerminalSummary.Render(summary, style ?? new TerminalStyle(), Path).Split('\n');

    [Theory]
    [InlineData(80, true)]
    [InlineData(80, false)]
    [InlineData(60, true)]
    [InlineData(46, true)]
    [InlineData(120, true)]
    public void Fits_its_width(int width, bool unicode) =>
        Assert.All(Lines(Quick, new TerminalStyle(width, Unicode: unicode)).Where(static l => !l.Contains(Path, StringComparison.Ordinal)), l => Assert.True(l.Length <= width, l));

    [Fact]
    public void Shows_every_column_in_80()
    {
        var head = Lines(Quick).Single(static l => l.StartsWith(" model", StringComparison.Ordinal));
        foreach (var column in new[] { "msg/s at 128", "ratio to epoll", "p50 µs", "p99 µs", "CPU µs", "calls" })
            Assert.Contains(column, head, StringComparison.Ordinal);
    }

    [Fact]
    public void Models_with_the_baseline_beside_them_stand_by_the_ratio_and_not_by_the_rate()
    {
        // Whatever the clock of the day made of poll's rate, beside its own epoll it was twice as fast.
        var run = new SyntheticRun { Change = static i => i with { Pace = new Pacemaker { Model = "epoll", Server = i.Server!, Load = i.Load! with { ThroughputPerSecond = i.Load.ThroughputPerSecond * (i.Cell.Label == "poll" ? 0.5 : 2) } } } }.Build();
        run = run with { Manifest = run.Manifest with { Plan = run.Manifest.Plan with { Paced = true } } };

        var lines = Lines(RunSummary.Of(run));

        Assert.StartsWith(" poll ", lines[Array.FindIndex(lines, static l => l.StartsWith(" model", StringComparison.Ordinal)) + 1], StringComparison.Ordinal);
        Assert.Contains(" ratios: epoll stood beside each, by turns", string.Join(' ', lines).Replace("   ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain(Lines(Quick), static l => l.Contains("by turns", StringComparison.Ordinal));
    }

    [Fact]
    public void Long_names_still_fit_80()
    {
        SyntheticModel[] models = [.. SyntheticModel.CoreSet, SyntheticModel.CoreSet[0] with { Name = "half-sync-half-async" }, SyntheticModel.CoreSet[0] with { Name = new string('x', 60) }];
        Assert.All(Lines(RunSummary.Of(new SyntheticRun { Models = models }.Build())).Where(static l => !l.Contains(Path, StringComparison.Ordinal)), static l => Assert.True(l.Length <= 80, l));
    }

    [Fact]
    public void Is_sorted_by_throughput_and_leaves_the_twin_to_the_foot()
    {
        var models = Lines(Quick).SkipWhile(static l => !l.StartsWith(" model", StringComparison.Ordinal)).Skip(1).Take(8).Select(static l => l.Trim().Split(' ')[0]).ToList();
        Assert.Equal(["poll", "select", "blocking", "sigio", "reactor", "aio"], models.Skip(2));
        Assert.Equal(["epoll", "uring"], models.Take(2).Order());
    }

    [Fact]
    public void Foot_says_what_is_skipped_bound_and_noisy()
    {
        var bound = RunSummary.Of(new SyntheticRun { Change = static i => i.Cell.Model == "uring" ? i with { Load = i.Load! with { CpuShare = 0.999 } } : i }.Build());
        Assert.Contains("client-bound: uring (their rates are lower bounds)", string.Join(' ', Lines(bound).Select(static l => l.Trim())), StringComparison.Ordinal);
        var text = string.Join(' ', Lines(Quick).Select(static l => l.Trim()));
        Assert.Contains("skipped: uring-sqpoll (needs 3 CPUs, 2 here)", text, StringComparison.Ordinal);
        Assert.Contains("A/A ", text, StringComparison.Ordinal);
        Assert.Contains("smallest difference this run can tell", text, StringComparison.Ordinal);
        Assert.Contains($"report: {Path}", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Ascii_is_ascii_and_colour_comes_only_when_asked()
    {
        Assert.All(TerminalSummary.Render(Quick, new TerminalStyle(Unicode: false), Path), static c => Assert.True(char.IsAscii(c)));
        Assert.DoesNotContain('\e', TerminalSummary.Render(Quick, new TerminalStyle(), Path));
        Assert.Contains("\e[31m−\e[0m", TerminalSummary.Render(Quick, new TerminalStyle(Colour: true), Path), StringComparison.Ordinal);
    }

    [Fact]
    public void The_floor_stands_under_the_table_with_what_models_add_and_in_it_where_there_is_room()
    {
        var summary = RunSummary.Of(new SyntheticRun { Spread = 0 }.Build());
        var narrow = string.Join(' ', Lines(summary, new TerminalStyle(60)).Select(static l => l.Trim()));
        Assert.Contains("floor 4.40 µs: send + recv of 64 B with nobody waiting; the server’s CPU above it: uring +0.61, epoll +0.71,", narrow, StringComparison.Ordinal);
        var wide = Lines(summary, new TerminalStyle(110));
        Assert.EndsWith("added", wide.Single(static l => l.StartsWith(" model", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.EndsWith("+0.71", wide.Single(static l => l.StartsWith(" epoll", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains(" floor 4.40 µs: send + recv of 64 B with nobody waiting; added: the server’s CPU above it", wide);
    }

    [Fact]
    public void A_run_without_floors_has_no_word_of_them()
    {
        var text = TerminalSummary.Render(RunSummary.Of(new SyntheticRun { FloorUs = null }.Build()), new TerminalStyle(110), Path);
        Assert.DoesNotContain("floor", text, StringComparison.Ordinal);
        Assert.DoesNotContain("added", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_blocks_and_empty_runs_say_so()
    {
        Assert.Contains(Lines(RunSummary.Of(new SyntheticRun { Blocks = 5 }.Build())), static l => l.Contains("no verdicts: they need 6 valid blocks, here are 5", StringComparison.Ordinal));
        var empty = Lines(RunSummary.Of(new SyntheticRun { Length = 0 }.Build()));
        Assert.Contains(empty, static l => l.Contains("nothing valid was measured", StringComparison.Ordinal));
        Assert.Contains(empty, static l => l.Contains(Path, StringComparison.Ordinal));
    }
}
