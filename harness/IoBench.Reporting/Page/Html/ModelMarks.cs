using System.Globalization;
using System.Text;
using IoBench.Reporting.Charts;

namespace IoBench.Reporting.Page;

/// <summary>The colour and the marker that a model has in charts, before its name wherever that stands in a table. The name itself keeps the colour of text, which everybody can read.</summary>
internal static class ModelMarks
{
    private const float Size = 12;

    private static readonly List<ModelStyle> Styles = [.. ModelStyle.All.Distinct()];

    public static string Class(string model) => string.Create(CultureInfo.InvariantCulture, $"m{Styles.IndexOf(ModelStyle.Of(model))}");

    public static string Css()
    {
        var css = new StringBuilder();
        for (var i = 0; i < Styles.Count; i++)
            css.Append(CultureInfo.InvariantCulture, $".m{i}::before{{background:{Styles[i].Colour};background:light-dark({Styles[i].Colour},{Styles[i].OnDark});clip-path:path(\"{Glyphs.Path(Styles[i].Marker, Size / 2, Size - 3)}\")}}\n");
        return css.ToString();
    }
}
