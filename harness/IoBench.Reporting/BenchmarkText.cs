using System.Text;
using IoBench.Analysis.Benchmarks;
using IoBench.Reporting.Charts;
using IoBench.Reporting.Text;

namespace IoBench.Reporting;

/// <summary>Single operations on a terminal: waits among many descriptors, round trips, then what follows.</summary>
public static class BenchmarkText
{
    public static string Render(BenchmarkSummary summary, TerminalStyle style, string reportPath)
    {
        var text = new StringBuilder();
        TerminalSummary.Paragraph(text, $"IoBench single operations · {Words.Plural(summary.Cases.Count, "case")}, job {summary.Manifest.Job} · {BenchmarkWords.Place(summary)}", style, indent: "");
        if (summary.IsMeasured && BenchmarkWords.Last(summary) is [_, ..] curves)
        {
            List<int> descriptors = [.. curves.SelectMany(static c => c.Points).Select(static p => p.Descriptors).Distinct().Order()];
            text.Append('\n');
            TerminalSummary.Paragraph(text, "to be told of one event among so many descriptors", style);
            TerminalTable.Append(
                text, style, ["mechanism", .. descriptors.Select(static d => Figures.Count(d)), "per further one"],
                [.. curves.OrderBy(static c => c.Points[^1].WaitNs).Select(c => (string[])[c.Mechanism, .. descriptors.Select(d => BenchmarkWords.Time(c.Points.FirstOrDefault(p => p.Descriptors == d)?.WaitNs)), BenchmarkWords.PerFurther(c)])], left: [0]);
        }

        var rows = RoundTripRow.Of(summary).Select(static r => (string[])[r.Model, BenchmarkWords.Time(r.Two?.Ns.Centre), BenchmarkWords.Time(r.One?.Ns.Centre), Figures.Number(r.Two?.Case.Switches), Figures.Number(r.Two?.Case.Calls)]).ToList();
        if (summary.IsMeasured && rows.Count > 0)
        {
            text.Append('\n');
            TerminalSummary.Paragraph(text, "one message there and back, alone", style);
            TerminalTable.Append(text, style, ["model", "two CPUs", "one CPU", "switches", "calls"], rows, left: [0]);
        }

        text.Append('\n');
        foreach (var line in BenchmarkWords.Answer(summary))
            TerminalSummary.Paragraph(text, Prose.Plain(line), style);
        foreach (var failed in summary.Failed)
            TerminalSummary.Paragraph(text, $"no figures: {failed}", style);
        // A path is not broken: it is there to be copied.
        text.Append(" report: ").Append(reportPath).Append('\n');
        return text.ToString();
    }
}
