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

    private static Table Changes(IEnumerable<(Results.LoadPoint Point, ModelChange Model)> changes) =>
        ChangeRow.Table("candidate over base", changes.Select(static c => new ChangeRow(c.Point, c.Model.Label, c.Model.Change!, Words.Of(c.Model.Change!))));
}
