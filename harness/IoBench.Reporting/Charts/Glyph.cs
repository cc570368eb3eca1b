using SkiaSharp;

namespace IoBench.Reporting.Charts;

/// <summary>Shapes that differ in outline, so that each can be full, or hollow where something is inconclusive.</summary>
public enum Glyph
{
    Circle,
    Square,
    TriangleUp,
    TriangleDown,
    Diamond,
    Plus,
    Cross,
    Star,
    Hexagon,
    Pentagon,
}

internal static class Glyphs
{
    public static void Draw(SKCanvas canvas, Glyph glyph, float x, float y, float size, string colour, bool hollow = false)
    {
        using var path = Outline(glyph, x, y, size / 2);
        using var paint = new SKPaint { IsAntialias = true, Color = SKColor.Parse(hollow ? Ink.Paper : colour), Style = SKPaintStyle.Fill };
        canvas.DrawPath(path, paint);
        if (!hollow)
            return;
        (paint.Color, paint.Style, paint.StrokeWidth) = (SKColor.Parse(colour), SKPaintStyle.Stroke, size / 6);
        canvas.DrawPath(path, paint);
    }

    /// <summary>As the data of an SVG path around a point with this as both coordinates.</summary>
    public static string Path(Glyph glyph, float centre, float size)
    {
        using var path = Outline(glyph, centre, centre, size / 2);
        return path.ToSvgPathData();
    }

    private static SKPath Outline(Glyph glyph, float x, float y, float r)
    {
        var path = new SKPath();
        if (glyph == Glyph.Circle)
            path.AddCircle(x, y, r);
        else
            path.AddPoly([.. Corners(glyph).Select(c => new SKPoint(x + c.X * r, y + c.Y * r))]);
        return path;
    }

    // Sizes are chosen so that all look equally heavy.
    private static IEnumerable<SKPoint> Corners(Glyph glyph) => glyph switch
    {
        Glyph.Square => Ring(4, 1.25, 45),
        Glyph.TriangleUp => Ring(3, 1.25, -90),
        Glyph.TriangleDown => Ring(3, 1.25, 90),
        Glyph.Diamond => Ring(4, 1.25, 0),
        Glyph.Plus => Arms(0),
        Glyph.Cross => Arms(45),
        Glyph.Star => Enumerable.Range(0, 10).Select(static i => At(i % 2 == 0 ? 1.35 : 0.6, -90 + 36 * i)),
        Glyph.Hexagon => Ring(6, 1.15, 0),
        _ => Ring(5, 1.15, -90),
    };

    private static IEnumerable<SKPoint> Ring(int corners, double radius, double turn) =>
        Enumerable.Range(0, corners).Select(i => At(radius, turn + 360.0 / corners * i));

    // A cross of four arms: three corners each, two at the arm's end and one where it meets the next.
    private static IEnumerable<SKPoint> Arms(double turn) => Enumerable.Range(0, 4)
        .SelectMany(i => new[] { At(1.3, turn + 90 * i - 17), At(1.3, turn + 90 * i + 17), At(0.5, turn + 90 * i + 45) });

    private static SKPoint At(double radius, double degrees) =>
        new((float)(radius * Math.Cos(degrees * Math.PI / 180)), (float)(radius * Math.Sin(degrees * Math.PI / 180)));
}
