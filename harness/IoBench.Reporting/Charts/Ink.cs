using SkiaSharp;

namespace IoBench.Reporting.Charts;

/// <summary>Where a text stands relative to its point.</summary>
internal enum Anchor
{
    Start,
    Middle,
    End,
}

/// <summary>Text and thin lines on the canvas, in the few colours that a chart has besides those of its models.</summary>
internal static class Ink
{
    public const string Text = "#1B2129";
    public const string Muted = "#57606B";
    public const string Faint = "#C9CFD6";
    public const string Band = "#E9EDF2";
    public const string Bound = "#98A1AB";
    public const string Paper = "#FFFFFF";

    public static void Write(SKCanvas canvas, string text, float x, float y, float size = 13, string colour = Text, bool bold = false, Anchor anchor = Anchor.Start)
    {
        using var font = Font(size, bold);
        using var paint = new SKPaint { Color = SKColor.Parse(colour), IsAntialias = true };
        canvas.DrawText(text, x - Width(text, size, bold) * (int)anchor / 2f, y, font, paint);
    }

    public static float Width(string text, float size = 13, bool bold = false)
    {
        using var font = Font(size, bold);
        return font.MeasureText(text);
    }

    public static void Line(SKCanvas canvas, float x1, float y1, float x2, float y2, string colour, float width = 1)
    {
        using var paint = new SKPaint { Color = SKColor.Parse(colour), StrokeWidth = width, IsAntialias = true, Style = SKPaintStyle.Stroke };
        canvas.DrawLine(x1, y1, x2, y2, paint);
    }

    public static void Fill(SKCanvas canvas, SKRect area, string colour)
    {
        using var paint = new SKPaint { Color = SKColor.Parse(colour), IsAntialias = true };
        canvas.DrawRect(area, paint);
    }

    /// <summary>Breaks at spaces, so that every line fits.</summary>
    public static IEnumerable<string> Wrap(string text, float width, float size, bool bold = false)
    {
        var line = "";
        foreach (var word in text.Split(' '))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length > 0 && Width(longer, size, bold) > width)
            {
                yield return line;
                longer = word;
            }

            line = longer;
        }

        yield return line;
    }

    private static SKFont Font(float size, bool bold) => new(bold ? Typeface.SemiBold : Typeface.Regular, size) { Subpixel = true, LinearMetrics = true, Hinting = SKFontHinting.None };
}
