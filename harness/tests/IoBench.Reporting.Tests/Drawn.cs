using System.Xml.Linq;
using IoBench.Reporting.Charts;
using SkiaSharp;

namespace IoBench.Tests.Reporting;

/// <summary>What can be read off a drawing.</summary>
internal static class Drawn
{
    internal static List<string> Texts(Drawing drawing) =>
        [.. XDocument.Parse(drawing.Svg()).Descendants().Where(static e => e.Name.LocalName == "text").Select(static e => e.Value.Trim())];

    /// <summary>Pixels of an area that are not the ground's white.</summary>
    internal static int Inked(SKBitmap bitmap, SKRectI area)
    {
        var count = 0;
        for (var y = area.Top; y < area.Bottom; y++)
            for (var x = area.Left; x < area.Right; x++)
                count += bitmap.GetPixel(x, y) is { Red: > 250, Green: > 250, Blue: > 250 } ? 0 : 1;
        return count;
    }

    /// <summary>Of the width of all charts, with nothing at its edges.</summary>
    internal static void StaysInside(Drawing drawing)
    {
        using var png = SKBitmap.Decode(drawing.Png());
        Assert.Equal(2000, png.Width);
        Assert.Equal(0, Inked(png, new SKRectI(0, 0, 40, png.Height)));
        Assert.Equal(0, Inked(png, new SKRectI(png.Width - 20, 0, png.Width, png.Height)));
        Assert.Equal(0, Inked(png, new SKRectI(0, png.Height - 8, png.Width, png.Height)));
    }
}
