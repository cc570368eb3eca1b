using IoBench.Analysis;
using IoBench.Analysis.Comparing;
using IoBench.Reporting.Page;
using IoBench.Reporting.Text;

namespace IoBench.Reporting.Export;

/// <summary>What changed from one run to others, for <c>$GITHUB_STEP_SUMMARY</c>: what is worse first.</summary>
public static class ComparisonMarkdown
{
    public static string Render(IReadOnlyList<RunComparison> comparisons) => Render(comparisons, BoundedMarkdown.StepSummaryBytes);

    internal static string Render(IReadOnlyList<RunComparison> comparisons, int limitBytes)
    {
        var text = new BoundedMarkdown(limitBytes);
        foreach (var comparison in comparisons)
        {
            text.Line($"# IoBench: {MarkdownText.Escape(comparison.Candidate)} against {MarkdownText.Escape(comparison.Base)}");
            foreach (var line in ComparisonText.Answer(comparison))
                text.Line(MarkdownText.Escape(line));
            text.Table("what is worse or better", Changes(ChangeWords.Findings(comparison)));
            foreach (var line in ComparisonText.Doubts(comparison).Prepend($"varied: {ComparisonText.Axes(comparison.Likeness)}"))
                text.Line("- " + MarkdownText.Escape(line));
        }

        foreach (var (comparison, point) in comparisons.SelectMany(static c => c.Points.Select(p => (c, p))))
        {
            var title = $"{(comparisons.Count > 1 ? comparison.Candidate + " at " : "At ")}{Words.Point(point.Point)}";
            text.Heading(title);
            text.Table(title, Changes(point.Families.SelectMany(static f => f.Models).Where(static m => m.Change is not null).Select(m => (point.Point, m))));
        }

        return text.Render("Everything stands in what 'iobench compare --json' prints.");
    }

    private static Table Changes(IEnumerable<(Results.LoadPoint Point, ModelChange Model)> changes) => new(
        [new("model", false), new("load", false), new("metric", false), new("candidate over base"), new("interval"), new("verdict", false)],
        [.. changes.Select(static c => (c.Point, c.Model.Label, Change: c.Model.Change!)).Select(static c => new Row(
        [
            new(c.Label), new(Words.Point(c.Point)), new(Metric.Compared.Single(m => m.Name == c.Change.Metric).Title),
            new(Figures.Ratio(c.Change.Ratio.Centre)), new(Figures.Bounds(c.Change.Adjusted ?? c.Change.Ratio.Interval)), new($"{Words.Sign(c.Change.Judgement)} {Words.Of(c.Change)}"),
        ]))]);
}
