using IoBench.Analysis;
using IoBench.Reporting.Page;
using IoBench.Reporting.Text;

namespace IoBench.Reporting.Export;

/// <summary>A run for <c>$GITHUB_STEP_SUMMARY</c>: verdicts, then the doubt, then the other loads. No pictures, since a summary cannot show files of the run.</summary>
public static class RunMarkdown
{
    public static string Render(RunSummary summary) => Render(summary, BoundedMarkdown.StepSummaryBytes);

    internal static string Render(RunSummary summary, int limitBytes)
    {
        var (page, text) = (ReportPage.Of(summary, []), new BoundedMarkdown(limitBytes));
        text.Line($"# {MarkdownText.Escape(page.Title)}");
        text.Line($"{MarkdownText.Escape(page.Place)}  \n{MarkdownText.Escape(page.When)}");
        foreach (var sentence in page.Answer)
            text.Line(Prose.Markdown(sentence));
        text.Heading(page.ModelsHead);
        text.Table(page.ModelsHead, page.Models);
        foreach (var skipped in page.Skipped)
            text.Line("- skipped: " + Prose.Markdown(skipped));
        if (summary.HeadlinePoint is { } headline)
            text.Table("verdicts at the load that heads it", Tables.Ratios(headline));
        text.Heading(page.TrustHead);
        foreach (var line in page.Trust)
            text.Line("- " + Prose.Markdown(line));
        foreach (var point in summary.Points.Where(p => p.Point != summary.Headline && p.Families.Count > 0))
        {
            text.Heading($"Verdicts at {Words.Point(point.Point)}");
            text.Table(Words.Point(point.Point), Tables.Ratios(point));
        }

        text.Heading(page.CommandHead);
        text.Line($"```sh\n{page.Command.ReplaceLineEndings(" ")}\n```");
        return text.Render("Everything stands in report.html and summary.json of the run.");
    }
}
