using SkiaSharp;

namespace IoBench.Reporting.Charts;

/// <summary>
/// One chart with all that it needs to stand alone on somebody's slide: a title that says the finding, what the axes are, the place,
/// n and the source. The same strokes make the PNG (twice the size) and the SVG.
/// </summary>
internal sealed record Drawing
{
    /// <summary>Its file name without extension.</summary>
    public required string Name { get; init; }

    public required string Title { get; init; }

    /// <summary>What is drawn against what, with units.</summary>
    public required string Subtitle { get; init; }

    public required IReadOnlyList<string> Caption { get; init; }

    /// <summary>Height of the part between subtitle and caption.</summary>
    public required float BodyHeight { get; init; }

    public required Action<SKCanvas, SKRect> Body { get; init; }

    internal const float Width = 1000;
    internal const float Margin = 28;
    private const float PngScale = 2;
    private const float TitleSize = 20;
    private const float SubtitleSize = 14;
    private const float CaptionSize = 11.5f;

    public byte[] Png()
    {
        using var bitmap = new SKBitmap((int)(Width * PngScale), (int)Math.Ceiling(Height * PngScale));
        using (var canvas = new SKCanvas(bitmap))
        {
            canvas.Scale(PngScale);
            Paint(canvas);
        }

        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    /// <summary>For its file and for the page, drawn once.</summary>
    public string Svg() => _svg ??= Draw();

    private string? _svg;

    private string Draw()
    {
        using var stream = new MemoryStream();
        using (var canvas = SKSvgCanvas.Create(SKRect.Create(Width, Height), stream))
            Paint(canvas);
        return SvgText.Mend(System.Text.Encoding.UTF8.GetString(stream.ToArray()), Name, Title, Width, Height);
    }

    internal float Height => HeadHeight + BodyHeight + FootHeight;

    private List<string> Titles => [.. Ink.Wrap(Title, Width - 2 * Margin, TitleSize, bold: true)];

    private List<string> Subtitles => [.. Ink.Wrap(Subtitle, Width - 2 * Margin, SubtitleSize)];

    private List<string> Captions => [.. Caption.SelectMany(static c => Ink.Wrap(c, Width - 2 * Margin, CaptionSize))];

    private float HeadHeight => 26 + Titles.Count * 26 + Subtitles.Count * 19 + 11;

    private float FootHeight => 18 + Captions.Count * 17 + 14;

    private void Paint(SKCanvas canvas)
    {
        Ink.Fill(canvas, SKRect.Create(Width, Height), Ink.Paper);
        var y = 22f;
        foreach (var line in Titles)
            Ink.Write(canvas, line, Margin, y += 26 - (y < 23 ? 4 : 0), TitleSize, bold: true);
        y += 5;
        foreach (var line in Subtitles)
            Ink.Write(canvas, line, Margin, y += 19, SubtitleSize, Ink.Muted);
        Body(canvas, SKRect.Create(Margin, HeadHeight, Width - 2 * Margin, BodyHeight));
        y = Height - FootHeight + 18;
        Ink.Line(canvas, Margin, y - 14, Width - Margin, y - 14, Ink.Faint);
        foreach (var line in Captions)
            Ink.Write(canvas, line, Margin, (y += 17) - 12, CaptionSize, Ink.Muted);
    }
}
