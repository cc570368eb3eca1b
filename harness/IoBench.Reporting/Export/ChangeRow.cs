using IoBench.Analysis;
using IoBench.Reporting.Page;
using IoBench.Reporting.Text;
using IoBench.Results;

namespace IoBench.Reporting.Export;

/// <summary>A change of one figure of one model, the same in Markdown and as a test whether two runs or two sides are compared.</summary>
/// <param name="Point">The load.</param>
/// <param name="Model">Whose.</param>
/// <param name="Change">How much, and the verdict.</param>
/// <param name="Word">The verdict in words.</param>
internal sealed record ChangeRow(LoadPoint Point, string Model, Comparison Change, string Word)
{
    private string Title => Metric.Compared.Single(m => m.Name == Change.Metric).Title;

    private string Interval => Figures.Bounds(Change.Adjusted ?? Change.Ratio.Interval);

    /// <param name="ratio">What over what.</param>
    /// <param name="rows">In their order.</param>
    public static Table Table(string ratio, IEnumerable<ChangeRow> rows) => new(
        [new("model", false), new("load", false), new("metric", false), new(ratio), new("interval"), new("verdict", false)],
        [.. rows.Select(static r => new Row(
        [
            new(r.Model), new(Words.Point(r.Point)), new(r.Title), new(Figures.Ratio(r.Change.Ratio.Centre)), new(r.Interval), new($"{Words.Sign(r.Change.Judgement)} {r.Word}"),
        ]))]);

    /// <param name="outcome">Before any second run.</param>
    /// <param name="isRefuted">A second run did not find again what fails here.</param>
    public TestCase Case(TestOutcome outcome, bool isRefuted) => new(
        $"{Model}, {Title}", isRefuted && outcome == TestOutcome.Failed ? TestOutcome.Skipped : outcome,
        $"{Word}: {Figures.Ratio(Change.Ratio.Centre)} {Interval}{(isRefuted ? ", and not found again in a second run" : "")}");
}
