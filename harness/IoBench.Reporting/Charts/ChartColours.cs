using System.Text;

namespace IoBench.Reporting.Charts;

/// <summary>
/// Charts are drawn for white paper. Inside the page the same SVG follows the reader's ground: each of the few colours that we draw
/// with is an attribute, and a rule names its two faces (<c>light-dark()</c>; a browser that does not know it keeps the attribute).
/// </summary>
internal static class ChartColours
{
    public static string Css()
    {
        (string Light, string Dark)[] pairs =
        [
            (Ink.Paper, "#14171B"), (Ink.Text, "#E8EBEF"), (Ink.Muted, "#A4ADB8"), (Ink.Faint, "#3B434D"), (Ink.Band, "#242A32"), (Ink.Bound, "#6E7884"),
            .. CostChart.Shades.Values.Zip(["#C8D2DE", "#8D9AAB", "#5C6877", "#3A434E"]),
            .. PartKinds.All.Select(static k => (PartKinds.Colour(k), PartKinds.OnDark(k))),
            .. HeatChart.Scale,
            .. ModelStyle.All.Select(static s => (s.Colour, s.OnDark)),
        ];
        var css = new StringBuilder();
        foreach (var (light, dark) in pairs.DistinctBy(static p => p.Light))
            foreach (var written in Spellings(light))
                css.Append($".chart [fill=\"{written}\"]{{fill:light-dark({light},{dark})}}.chart [stroke=\"{written}\"]{{stroke:light-dark({light},{dark})}}\n");
        return css.ToString();
    }

    // Skia writes some colours by name.
    private static string[] Spellings(string colour) => colour == Ink.Paper ? [colour, "white"] : [colour];
}
