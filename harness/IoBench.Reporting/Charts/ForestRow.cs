using IoBench.Analysis;
using ScottPlot;

namespace IoBench.Reporting.Charts;

/// <summary>One ratio in a forest plot: its interval on an axis of log10, and a marker that is hollow where nothing is settled.</summary>
internal static class ForestRow
{
    /// <param name="grey">A ratio that says less than it seems: the client was the limit, or noise alone made it.</param>
    public static void Draw(Panel panel, Comparison row, string model, double y, float size, bool grey, bool hollow)
    {
        var style = ModelStyle.Of(model);
        var colour = grey ? Ink.Bound : style.Colour;
        if (row.Ratio.Interval is { } interval)
        {
            var (left, right) = (Math.Log10(interval.Low), Math.Log10(interval.High));
            panel.Segment(left, y, right, y, 2.5f, Color.FromHex(colour), row.ClientBound ? LinePattern.Dashed : LinePattern.Solid);
            // Ends that stand up are seen even where the marker is wider than the interval.
            foreach (var end in new[] { left, right })
                panel.Segment(end, y - 0.2, end, y + 0.2, 1.5f, Color.FromHex(colour));
        }

        panel.Mark(Math.Log10(row.Ratio.Centre), y, style.Marker, size, colour, hollow);
    }

    public static bool IsHollow(Comparison row) => row.Judgement is Judgement.Inconclusive or Judgement.Differs or Judgement.TooFewBlocks;
}
