using System.Net;
using System.Text.RegularExpressions;

namespace IoBench.Reporting.Charts;

/// <summary>
/// Mends what Skia writes: it names a font that the reader may not have, calls its clip paths the same in every file, so that two
/// SVGs in one page clip each other, and says nothing to a screen reader.
/// </summary>
internal static partial class SvgText
{
    private const string Fallbacks = "'" + Typeface.Name + "', Inter, 'Helvetica Neue', Arial, sans-serif";

    public static string Mend(string svg, string name, string title, float width, float height)
    {
        svg = FontFamily().Replace(svg, $"font-family=\"{Fallbacks}\"");
        // Skia counts SemiBold as 500, CSS as 600.
        svg = svg.Replace("font-weight=\"500\"", "font-weight=\"600\"", StringComparison.Ordinal);
        svg = ClipId().Replace(svg, $"$1{name}-$2");
        return Root().Replace(
            svg,
            $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height:0.##}" width="{width}" height="{height:0.##}" role="img" aria-label="{WebUtility.HtmlEncode(title)}">""",
            1);
    }

    [GeneratedRegex("font-family=\"[^\"]*\"")]
    private static partial Regex FontFamily();

    [GeneratedRegex("(id=\"|url\\(#)(cl_[0-9a-f]+)")]
    private static partial Regex ClipId();

    [GeneratedRegex("<svg[^>]*>")]
    private static partial Regex Root();
}
