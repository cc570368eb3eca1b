using IoBench.Analysis;
using IoBench.Reporting.Text;
using IoBench.Results;
using IoBench.Tests.Synthetic;

namespace IoBench.Tests.Reporting;

public sealed class WordsTests
{
    [Fact]
    public void Calls_that_nobody_counts_have_no_figure()
    {
        var cell = Cell(ModelInfo.None);

        Assert.Null(cell.SyscallsPerMessage);
        Assert.Empty(cell.CallsPerMessage);
        Assert.NotNull(cell.ServerCpuUsPerMessage);
        Assert.Equal("not counted", Words.Calls(cell));
        Assert.Equal("calls of epoll are not counted: the .NET runtime makes them", Words.UnseenCalls([cell]));
    }

    [Fact]
    public void Calls_of_which_some_are_counted_are_a_lower_bound()
    {
        var cell = Cell(ModelInfo.Some);

        Assert.StartsWith(">", Words.Calls(cell), StringComparison.Ordinal);
        Assert.NotEmpty(Words.UnseenCalls([cell]));
        Assert.Empty(Words.UnseenCalls([Cell(ModelInfo.All)]));
    }

    [Theory]
    [InlineData(null, "50 connections, 64 bytes")]
    [InlineData("cpu:2.5", "50 connections, 64 bytes, the handler computes 2.5 µs")]
    [InlineData("wait:100", "50 connections, 64 bytes, the handler waits 100 µs")]
    // Of another version.
    [InlineData("gpu:5", "50 connections, 64 bytes, gpu:5")]
    public void A_point_says_what_the_handler_does(string? work, string words) =>
        Assert.Equal(words, Words.Point(new LoadPoint(50, 0, 64, 1, 0) { Work = work }));

    [Theory]
    [InlineData(0, 1, "50 connections, 64 bytes")]
    [InlineData(1, 2, "50 connections, 64 bytes, 1 thread, 2 processes")]
    [InlineData(0, 4, "50 connections, 64 bytes, 4 processes")]
    public void A_point_says_how_many_threads_and_processes_were_asked_for(int threads, int processes, string words) =>
        Assert.Equal(words, Words.Point(new LoadPoint(50, 0, 64, 1, threads) { Processes = processes }));

    private static CellSummary Cell(string callsCounted)
    {
        var run = new SyntheticRun().Build();
        var models = run.Manifest.Models.Select(m => m.Name == "epoll" ? m with { CallsCounted = callsCounted } : m);
        return RunSummary.Of(run with { Manifest = run.Manifest with { Models = [.. models] } }).Cells.First(c => c.Cell.Label == "epoll");
    }
}
