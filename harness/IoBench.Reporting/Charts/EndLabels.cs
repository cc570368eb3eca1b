using SkiaSharp;

namespace IoBench.Reporting.Charts;

/// <summary>A line's name and last figure, and where the line ends.</summary>
internal sealed record EndLabel(string Model, string Figure, float X, float Y);

/// <summary>Names at the ends of lines instead of a legend, kept apart, each with a thread back to its line.</summary>
internal static class EndLabels
{
    private const float Size = 14;
    private const float Gap = 19;

    public static void Write(SKCanvas canvas, Panel panel, IReadOnlyList<EndLabel> labels, string? head = null)
    {
        // No line reached its end: a starved machine answers too few messages for a quantile.
        if (labels.Count == 0)
            return;
        var places = LabelLayout.Spread([.. labels.Select(static l => (double)l.Y)], Gap, panel.Data.Top + (head is null ? 0 : Gap / 2), panel.Data.Bottom);
        var x = panel.Data.Right + 22;
        var figures = x + 20 + labels.Max(static l => Ink.Width(l.Model, Size, bold: true)) + 8;
        if (head is not null)
            Ink.Write(canvas, head, figures, (float)places.Min() - Gap + 5, Size, Ink.Muted);
        foreach (var (label, place) in labels.Zip(places))
        {
            var style = ModelStyle.Of(label.Model);
            var y = (float)place;
            Ink.Line(canvas, label.X + 8, label.Y, panel.Data.Right + 2, label.Y, style.Colour, 0.7f);
            Ink.Line(canvas, panel.Data.Right + 2, label.Y, x, y, style.Colour, 0.7f);
            Glyphs.Draw(canvas, style.Marker, x + 8, y, 9, style.Colour);
            Ink.Write(canvas, label.Model, x + 20, y + 5, Size, style.Colour, bold: true);
            Ink.Write(canvas, label.Figure, figures, y + 5, Size, Ink.Muted);
        }
    }
}
