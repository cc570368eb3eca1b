using ScottPlot;
using ScottPlot.Rendering.RenderActions;
using SkiaSharp;

namespace IoBench.Reporting.Charts;

/// <summary>
/// A ScottPlot plot at a fixed place: limits and frame are set beforehand, so that labels outside it know where its points lie.
/// </summary>
internal sealed class Panel
{
    private readonly SKRect _data;
    private readonly (double Min, double Max) _x;
    private readonly (double Min, double Max) _y;
    private readonly List<Action<SKCanvas>> _marks = [];

    public Panel(SKRect data, (double Min, double Max) x, (double Min, double Max) y)
    {
        Typeface.Register();
        (_data, _x, _y) = (data, x, y);
        Plot = new Plot();
        Plot.Axes.SetLimits(x.Min, x.Max, y.Min, y.Max);
        // It would wipe out what stands on the canvas already: titles, the panel before.
        Plot.RenderManager.ClearCanvasBeforeEachRender = false;
        Plot.RenderManager.RenderActions.RemoveAll(static a => a is RenderFigureBackground or RenderDataBackground);
        Plot.Axes.Right.IsVisible = false;
        Plot.Axes.Top.IsVisible = false;
        Plot.Grid.MajorLineColor = Color.FromHex(Ink.Text).WithAlpha(.10);
        Plot.Grid.MajorLineWidth = 0.8f;
        foreach (var axis in new IAxis[] { Plot.Axes.Bottom, Plot.Axes.Left })
        {
            axis.FrameLineStyle.Color = Color.FromHex(Ink.Bound);
            axis.TickLabelStyle.FontName = Typeface.Name;
            axis.TickLabelStyle.FontSize = 13;
            axis.TickLabelStyle.ForeColor = Color.FromHex(Ink.Muted);
            axis.MajorTickStyle.Color = Color.FromHex(Ink.Bound);
            axis.MinorTickStyle.Color = Color.FromHex(Ink.Faint);
        }
    }

    public Plot Plot { get; }

    public SKRect Data => _data;

    public double XMax => _x.Max;

    public float X(double x) => _data.Left + (float)((x - _x.Min) / (_x.Max - _x.Min)) * _data.Width;

    public float Y(double y) => _data.Bottom - (float)((y - _y.Min) / (_y.Max - _y.Min)) * _data.Height;

    public void BottomTicks(IEnumerable<Tick> ticks) => Plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericManual([.. ticks]);

    public void LeftTicks(IEnumerable<Tick> ticks) => Plot.Axes.Left.TickGenerator = new ScottPlot.TickGenerators.NumericManual([.. ticks]);

    /// <summary>For charts whose rows are named beside the plot.</summary>
    public void WithoutLeftAxis()
    {
        Plot.Axes.Left.FrameLineStyle.Width = 0;
        LeftTicks([]);
    }

    public void Draw(SKCanvas canvas)
    {
        // The figure reaches beyond the data by the room that ticks take; ScottPlot clips to it.
        const float room = 64;
        var figure = new PixelRect(_data.Left - room, _data.Right + room, _data.Bottom + room, _data.Top - room);
        Plot.Layout.Fixed(new PixelPadding(room, room, room, room));
        // ScottPlot draws again when a draw moved an axis, which the first one always does; unseen, so that nothing is inked twice.
        using (var nowhere = new SKNoDrawCanvas((int)figure.Right + 1, (int)figure.Bottom + 1))
            Plot.Render(nowhere, figure);
        Plot.Render(canvas, figure);
        foreach (var mark in _marks)
            mark(canvas);
    }

    /// <summary>Marks lie on top of everything, in the order given.</summary>
    public void Mark(double x, double y, Glyph glyph, float size, string colour, bool hollow = false) =>
        _marks.Add(canvas => Glyphs.Draw(canvas, glyph, X(x), Y(y), size, colour, hollow));

    /// <summary>Words beside a point, shifted by pixels; above everything, like marks.</summary>
    public void Label(double x, float dx, double y, float dy, string text, float size, string colour, Anchor anchor) =>
        _marks.Add(canvas => Ink.Write(canvas, text, X(x) + dx, Y(y) + dy, size, colour, anchor: anchor));

    public void Segment(double x1, double y1, double x2, double y2, float width, Color colour, LinePattern? pattern = null)
    {
        var line = Plot.Add.Line(x1, y1, x2, y2);
        line.LineStyle = new LineStyle(width, colour) { Pattern = pattern ?? LinePattern.Solid };
        line.MarkerStyle = MarkerStyle.None;
    }

    public void Box(double left, double right, double bottom, double top, Color colour)
    {
        var box = Plot.Add.Rectangle(left, right, bottom, top);
        box.FillColor = colour;
        box.LineWidth = 0;
    }
}
