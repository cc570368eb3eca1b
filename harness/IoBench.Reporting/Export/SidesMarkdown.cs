using IoBench.Analysis.Sides;
using IoBench.Reporting.Page;
using IoBench.Reporting.Text;

namespace IoBench.Reporting.Export;

/// <summary>B against A for <c>$GITHUB_STEP_SUMMARY</c>: what is worse first.</summary>
public static class SidesMarkdown
{
    public static string Render(SideComparison comparison) => Render(comparison, BoundedMarkdown.StepSummaryBytes);

    internal static string Render(SideComparison comparison, int limitBytes)
    {
        var text = new BoundedMarkdown(limitBytes);
        text.Line("# IoBench: B against A");
        foreach (var side in comparison.Sides)
            text.Line(MarkdownText.Escape($"{side.Name}: {SideWords.Of(side)}"));
        var worse = comparison.Figures.Where(static f => SideWords.IsWorse(f.Change)).ToList();
        var better = comparison.Figures.Where(static f => SideWords.IsBetter(f.Change)).ToList();
        text.Line($"Under B slower or dearer: {MarkdownText.Escape(SideWords.Models(worse))}; faster or cheaper: {MarkdownText.Escape(SideWords.Models(better))}.");
        text.Table("what is worse or better", Changes([.. worse, .. better]));
        foreach (var point in comparison.Figures.GroupBy(static f => f.Point))
        {
            var title = $"At {Words.Point(point.Key)}";
            text.Heading(title);
            text.Table(title, Changes([.. point]));
        }

        return text.Render("Everything stands in what 'iobench ab --json' prints.");
    }

    private static Table Changes(IEnumerable<SideFigure> figures) =>
        ChangeRow.Table("B over A", figures.Select(static f => new ChangeRow(f.Point, f.Model, f.Change, SideWords.Word(f.Change))));
}
