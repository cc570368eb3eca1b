using System.Globalization;
using System.Text;
using IoBench.Analysis;
using IoBench.Reporting.Charts;

namespace IoBench.Reporting.Page;

/// <summary>Every invocation of a cell as a dot, in run order, over the interval that they make: the evidence behind one row of a table.</summary>
internal static class RunStrip
{
    private const double Height = 64;
    private const double Left = 6;
    private const double Plot = 300;
    private const double Width = 470;

    public static string Svg(CellSummary cell)
    {
        // Those that a check refused stand where they ran, hollow: they count in no figure.
        var runs = cell.Invocations.Select(static f => (Run: f, Counts: true)).Concat(cell.Distrusted.Select(static f => (Run: f, Counts: false)))
            .Where(static r => r.Run.ThroughputPerSecond is not null).OrderBy(static r => r.Run.Order).ToList();
        var interval = cell.ThroughputPerSecond?.Interval;
        var values = runs.Select(static r => r.Run.ThroughputPerSecond!.Value).Concat(interval is null ? [] : [interval.Low, interval.High]).ToList();
        if (values.Count == 0)
            return "";
        var (least, most) = (values.Min(), Math.Max(values.Max(), values.Min() * 1.0001));
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg class=\"chart\" viewBox=\"0 0 {Width} {Height}\" width=\"{Width}\" height=\"{Height}\" role=\"img\" aria-label=\"{HtmlText.Escape(PageWords.Runs(cell, runs.Count(static r => !r.Counts)))}\">");
        if (interval is not null)
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{Left}\" y=\"{Y(interval.High):0.#}\" width=\"{Plot}\" height=\"{Math.Max(1, Y(interval.Low) - Y(interval.High)):0.#}\" fill=\"{Ink.Band}\"/>");
        if (cell.ThroughputPerSecond is { } centre)
            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{Left} {Y(centre.Centre):0.#}h{Plot}\" stroke=\"{Ink.Bound}\"/>");
        var colour = ModelStyle.Of(cell.Cell.Model).Colour;
        for (var i = 0; i < runs.Count; i++)
        {
            var (run, counts) = runs[i];
            svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{Left + (i + 0.5) * Plot / runs.Count:0.#}\" cy=\"{Y(run.ThroughputPerSecond!.Value):0.#}\" r=\"4\" fill=\"{(counts ? colour : Ink.Paper)}\" stroke=\"{colour}\"><title>{HtmlText.Escape(PageWords.Run(run, counts))}</title></circle>");
        }

        var words = Left + Plot + 10;
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{words}\" y=\"12\" fill=\"{Ink.Muted}\" font-size=\"12\">{HtmlText.Escape(PageWords.Most(most))}</text>");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{words}\" y=\"{Height / 2 + 4}\" fill=\"{Ink.Muted}\" font-size=\"12\">{HtmlText.Escape(PageWords.RunsInOrder(runs.Count))}</text>");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{words}\" y=\"{Height - 4}\" fill=\"{Ink.Muted}\" font-size=\"12\">{HtmlText.Escape(PageWords.Least(least))}</text></svg>");
        return svg.ToString();

        double Y(double value) => Height - 8 - (value - least) / (most - least) * (Height - 16);
    }
}
