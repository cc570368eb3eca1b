using IoBench.Analysis;
using IoBench.Reporting.Charts;
using IoBench.Reporting.Text;
using IoBench.Results;

namespace IoBench.Reporting.Page;

/// <summary>The question that only a run whose handlers work can answer; other runs do not ask it.</summary>
internal static class WorkSection
{
    public static IEnumerable<Section> Of(RunSummary summary, IReadOnlyList<Drawing> drawings)
    {
        if (drawings.FirstOrDefault(static d => d.Name == "work") is { } chart)
            yield return new Section { Id = "work", Question = "Where do worker threads begin to pay?", Reading = WorkText.Reading(summary), Chart = chart, Data = Data(summary) };
    }

    /// <summary>Every cell of every shape that was measured with work, the plain echo among them.</summary>
    private static Table Data(RunSummary summary) => new(
        [
            new("model", false), new("load", false), new("work", false), new("µs"), new("msg/s"), new("low"), new("high"), new("p99 µs"), new("low"), new("high"),
            new("CPU µs/msg"), new("n"), new("note", false),
        ],
        [.. summary.Work.SelectMany(w => WorkChart.Cells(summary, w.Shape, w.Kind)).DistinctBy(static c => c.Cell.Key)
            .OrderBy(static c => CellWork.Of(c.Cell.Work)?.Kind).ThenBy(static c => CellWork.Of(c.Cell.Work)?.Us).Select(Row)]);

    private static Row Row(CellSummary cell)
    {
        var work = CellWork.Of(cell.Cell.Work);
        var (rate, tail) = (cell.ThroughputPerSecond!, cell.P99Ns);
        return new Row(
        [
            new(cell.Cell.Label) { Model = cell.Cell.Model }, new(Words.Point(cell.Cell.Point with { Work = null })), new(work?.Kind ?? CellWork.None),
            new(Figures.Tick(work?.Us ?? 0), work?.Us ?? 0),
            Rate(rate.Centre), Rate(rate.Interval?.Low), Rate(rate.Interval?.High), Micros(tail?.Centre), Micros(tail?.Interval?.Low), Micros(tail?.Interval?.High),
            new(Figures.Number(cell.ServerCpuUsPerMessage?.Centre), cell.ServerCpuUsPerMessage?.Centre),
            new(Figures.Count(cell.Valid), cell.Valid), new(cell.ClientBound ? "client-bound" : ""),
        ]) { Muted = cell.ClientBound };
    }

    private static TableCell Rate(double? perSecond) => new(Figures.Rate(perSecond), perSecond);

    private static TableCell Micros(double? ns) => new(Figures.Micros(ns), ns);
}
