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

    /// <summary>Panels in a row; 0 leaves it to their number.</summary>
    public int Columns { get; init; }

    public static Color Faint => Color.FromHex(Ink.Faint);

    private const float Left = 56, Gap = 16, Head = 26, Foots = 26;

    public static float Height(int models, int columns = 0) => (models + ColumnsOf(models, columns) - 1) / ColumnsOf(models, columns) * RowHeight(models) + 30;

    /// <summary>Of the part of a panel in which points lie.</summary>
    public static float PanelWidth(int models, int columns = 0) => (Drawing.Width - 2 * Drawing.Margin - Left) / ColumnsOf(models, columns) - Gap;

    /// <summary>The same upwards.</summary>
    public static float PanelHeight(int models) => RowHeight(models) - Head - Foots;

    public void Paint(SKCanvas canvas, SKRect area)
    {
        var (columns, row) = (ColumnsOf(Models.Count, Columns), RowHeight(Models.Count));
        var width = (area.Width - Left) / columns;
        for (var i = 0; i < Models.Count; i++)
        {
            var (left, top, column) = (area.Left + Left + i % columns * width, area.Top + i / columns * row, i % columns);
            var panel = new Panel(new SKRect(left, top + Head, left + width - Gap, top + row - Foots), X, Y);
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
    private static int ColumnsOf(int models, int asked) => asked > 0 ? asked : models > 12 ? 5 : 4;

    private static float RowHeight(int models) => models > 12 ? 190 : 218;
}
