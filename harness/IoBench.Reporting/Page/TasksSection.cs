using IoBench.Analysis;
using IoBench.Reporting.Text;

namespace IoBench.Reporting.Page;

/// <summary>The question behind those of threads and of processes; only a run that measured some model both ways asks it.</summary>
internal static class TasksSection
{
    public static IEnumerable<Section> Of(RunSummary summary)
    {
        if (summary.Tasks.Count > 0)
            yield return new Section { Id = "tasks", Question = "Threads or processes?", Reading = TasksText.Reading(summary), Findings = Ratios(summary) };
    }

    /// <summary>Every load that was measured both ways.</summary>
    private static Table Ratios(RunSummary summary)
    {
        var cells = summary.Cells.ToDictionary(static c => (c.Cell.Label, c.Cell.Point));
        return new(
            [
                new("model", false), new("load", false), new("of each"),
                new("msg/s, threads"), new("processes"), new("ratio"), new("95 % interval"), new("verdict", false),
                new("CPU µs/msg, threads"), new("processes"), new("ratio"), new("95 % interval"), new("verdict", false),
                new("blocks"), new("note", false),
            ],
            [.. summary.Tasks.Select(t => Row(t, cells[(t.Label, t.ThreadsAt)], cells[(t.Label, t.ProcessesAt)]))]);
    }

    private static Row Row(ProcessesAgainstThreads tasks, CellSummary threads, CellSummary processes) => new(
    [
        new(tasks.Label) { Model = tasks.Model }, new(Words.Point(tasks.ThreadsAt with { Threads = 0 })), new(Figures.Count(tasks.Tasks), tasks.Tasks),
        Rate(threads), Rate(processes), .. Ratio(tasks.Throughput),
        Cpu(threads), Cpu(processes), .. Ratio(tasks.ServerCpu),
        new(Figures.Count(tasks.Throughput?.PairedBlocks ?? 0), tasks.Throughput?.PairedBlocks), new(Note(threads, processes)),
    ]) { Muted = threads.ClientBound || processes.ClientBound };

    private static TableCell[] Ratio(Comparison? c) =>
        [new(Figures.Ratio(c?.Ratio.Centre), c?.Ratio.Centre), new(Figures.Bounds(c?.Ratio.Interval)), new(c is null ? Figures.None : Words.Of(c))];

    private static TableCell Rate(CellSummary cell) => new(Figures.Rate(cell.ThroughputPerSecond?.Centre), cell.ThroughputPerSecond?.Centre);

    private static TableCell Cpu(CellSummary cell) => new(Figures.Number(cell.ServerCpuUsPerMessage?.Centre), cell.ServerCpuUsPerMessage?.Centre);

    private static string Note(CellSummary threads, CellSummary processes) => (threads.ClientBound, processes.ClientBound) switch
    {
        (true, true) => "client-bound",
        (true, _) => "threads client-bound",
        (_, true) => "processes client-bound",
        _ => "",
    };
}
