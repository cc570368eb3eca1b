using ScottPlot;
using SkiaSharp;

namespace IoBench.Reporting.Charts;

/// <summary>
/// One panel for each model, all with the same axes, its own line in colour and the others in light grey behind: nobody follows a line
/// among more than eight.
/// </summary>
internal sealed record SmallMultiples
{
    /// <summary>Lines that one plot can hold.</summary>
    public const int MostLines = 8;

    /// <summary>Labels and models, in the order of the panels.</summary>
    public required IReadOnlyList<(string Label, string Model)> Models { get; init; }

    public required (double Min, double Max) X { get; init; }

    public required (double Min, double Max) Y { get; init; }

    public required Func<double, string> LeftTick { get; init; }

    public required Func<IEnumerable<Tick>> BottomTicks { get; init; }

    /// <summary>Draws the line of that model, behind it those of the others (<see cref="Faint"/>).</summary>
    public required Action<Panel, int> Draw { get; init; }

    /// <summary>Under all panels.</summary>
    public required string Foot { get; init; }

    public static Color Faint => Color.FromHex(Ink.Faint);

    private const float Left = 56;

    public static float Height(int models) => (models + Columns(models) - 1) / Columns(models) * RowHeight(models) + 30;

    public void Paint(SKCanvas canvas, SKRect area)
    {
        var (columns, row) = (Columns(Models.Count), RowHeight(Models.Count));
        var width = (area.Width - Left) / columns;
        for (var i = 0; i < Models.Count; i++)
        {
            var (left, top, column) = (area.Left + Left + i % columns * width, area.Top + i / columns * row, i % columns);
            var panel = new Panel(new SKRect(left, top + 26, left + width - 16, top + row - 26), X, Y);
            panel.LeftTicks(LogTicks.Ten(Y.Min, Y.Max, value => column == 0 ? LeftTick(value) : ""));
            panel.BottomTicks(BottomTicks());
            Draw(panel, i);
            panel.Draw(canvas);
            var style = ModelStyle.Of(Models[i].Model);
            Glyphs.Draw(canvas, style.Marker, left + 6, top + 13, 9, style.Colour);
            Ink.Write(canvas, Models[i].Label, left + 18, top + 18, 14, style.Colour, bold: true);
        }

        Ink.Write(canvas, Foot, area.MidX, area.Bottom - 6, 14, Ink.Muted, anchor: Anchor.Middle);
    }

    // Twenty panels in rows of four would be taller than a page.
    private static int Columns(int models) => models > 12 ? 5 : 4;

    private static float RowHeight(int models) => models > 12 ? 190 : 218;
}
