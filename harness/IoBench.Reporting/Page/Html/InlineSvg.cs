using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace IoBench.Reporting.Page;

/// <summary>
/// A chart's SVG as it stands in the page: what Skia repeats is said once. Skia gives every stroke a clip path of its own, every glyph
/// its place and every number nine digits; of a page with twenty models that was two thirds (4.6 of 6.1 MB). What is seen stays: places
/// are kept to a tenth of a pixel, and only strokes that lie in one another's order and look alike become one path.
/// </summary>
internal static partial class InlineSvg
{
    /// <param name="svg">As in the chart's own file.</param>
    /// <param name="described">The id of the text that reads the chart.</param>
    public static string Of(string svg, string described)
    {
        var root = XElement.Parse(svg);
        // The page's width decides, so no size in pixels is wanted; and every text has the page's font.
        root.Attribute("width")!.Remove();
        root.Attribute("height")!.Remove();
        root.SetAttributeValue("aria-describedby", described);
        if (root.Descendants().FirstOrDefault(static e => e.Name.LocalName == "text")?.Attribute("font-family")?.Value is { } family)
            root.SetAttributeValue("font-family", family);
        // Skia sets glyph beside glyph; so their places agree with the rest of the chart.
        root.SetAttributeValue("style", "font-kerning:none;font-variant-ligatures:none;white-space:pre");
        Thin(root, []);
        var text = new StringBuilder();
        Write(text, root);
        return text.ToString();
    }

    private static void Thin(XElement parent, Dictionary<string, string> clips)
    {
        XElement? before = null;
        foreach (var child in parent.Elements().ToList())
        {
            Round(child);
            if (child.Name.LocalName == "clipPath" && IsKnown(child, clips))
            {
                child.Remove();
                continue;
            }

            if (child.Name.LocalName == "text")
                Place(child);
            if (child.Attribute("clip-path") is { } clip && clips.TryGetValue(clip.Value, out var first))
                clip.Value = first;
            if (before is not null && child.Name.LocalName == "g" && Alike(before, child))
                before.Add(child.Elements());
            else if (before is not null && IsPlainStroke(child) && Alike(before, child))
                before.SetAttributeValue("d", Joined(before.Attribute("d")!.Value, child.Attribute("d")!.Value));
            else
            {
                before = child;
                continue;
            }

            child.Remove();
        }

        foreach (var group in parent.Elements().Where(static e => e.Name.LocalName == "g"))
            Thin(group, clips);
    }

    // A line that begins where the one before ended goes on: M 1 1 L 2 2 M 2 2 L 3 3.
    private static string Joined(string path, string next)
    {
        var line = next.IndexOf('L', StringComparison.Ordinal);
        return line > 0 && path.EndsWith("L" + next[1..line], StringComparison.Ordinal) ? path + next[line..] : path + next;
    }

    // Clips of one rectangle are one clip, under the name of the first.
    private static bool IsKnown(XElement clip, Dictionary<string, string> clips)
    {
        var url = $"url(#{clip.Attribute("id")!.Value})";
        Round(clip.Elements().First());
        var shape = clip.Elements().First().ToString();
        if (clips.TryAdd(shape, url))
            return false;
        clips[url] = clips[shape];
        return true;
    }

    // Places of single glyphs are the font's own, which the page brings.
    private static void Place(XElement text)
    {
        text.Attribute("font-family")?.Remove();
        foreach (var attribute in text.Attributes().Where(static a => a.Name.LocalName is "x" or "y"))
            attribute.Value = attribute.Value.Split(',')[0].Trim();
        text.Value = text.Value.Trim();
    }

    private static void Round(XElement element)
    {
        // Skia's default is SVG's.
        if (element.Attribute("stroke-miterlimit")?.Value == "4")
            element.Attribute("stroke-miterlimit")!.Remove();
        foreach (var attribute in element.Attributes().Where(static a => a.Name.LocalName is "d" or "x" or "y" or "width" or "height"))
            attribute.Value = Number().Replace(attribute.Value, static m => Short(m.Value, 1));
        foreach (var attribute in element.Attributes().Where(static a => a.Name.LocalName is "stroke-width" or "stroke-opacity" or "fill-opacity"))
            attribute.Value = Short(attribute.Value, 3);
    }

    private static bool IsPlainStroke(XElement e) => e.Name.LocalName == "path" && e.Attribute("fill")?.Value == "none" && e.Attribute("stroke-opacity") is null;

    private static bool Alike(XElement a, XElement b) => a.Name == b.Name && Looks(a).SequenceEqual(Looks(b));

    private static IEnumerable<(XName, string)> Looks(XElement e) => e.Attributes().Where(static a => a.Name.LocalName != "d").Select(static a => (a.Name, a.Value));

    private static string Short(string number, int decimals) =>
        Math.Round(double.Parse(number, CultureInfo.InvariantCulture), decimals).ToString("0.###", CultureInfo.InvariantCulture);

    private static void Write(StringBuilder text, XElement element)
    {
        text.Append('<').Append(element.Name.LocalName);
        foreach (var attribute in element.Attributes())
            text.Append(' ').Append(attribute.Name.LocalName).Append("=\"").Append(HtmlText.Escape(attribute.Value)).Append('"');
        if (!element.HasElements && element.Value.Length == 0)
        {
            text.Append("/>");
            return;
        }

        text.Append('>').Append(element.HasElements ? "" : HtmlText.Escape(element.Value));
        foreach (var child in element.Elements())
            Write(text, child);
        text.Append("</").Append(element.Name.LocalName).Append(element.Name.LocalName is "text" or "svg" ? ">\n" : ">");
    }

    [GeneratedRegex(@"-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")]
    private static partial Regex Number();
}
