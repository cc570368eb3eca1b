using ScottPlot;
using SkiaSharp;

namespace IoBench.Reporting.Charts;

/// <summary>
/// The typeface that travels with the assembly. On a machine without fonts ScottPlot draws every label as nothing and says nothing,
/// so no system font is ever asked for.
/// </summary>
internal sealed class Typeface : IFontResolver
{
    public const string Name = "IBM Plex Sans";

    /// <summary>Both weights as files, with the weight that CSS gives them.</summary>
    public static readonly IReadOnlyList<(string File, int Weight)> Files = [("IBMPlexSans-Regular.woff", 400), ("IBMPlexSans-SemiBold.woff", 600)];

    public static readonly SKTypeface Regular = Load(Files[0].File);
    public static readonly SKTypeface SemiBold = Load(Files[1].File);

    private static readonly Lazy<bool> Ready = new(static () =>
    {
        Fonts.FontResolvers.Insert(0, new Typeface());
        Fonts.Default = Name;
        return true;
    });

    public static void Register() => _ = Ready.Value;

    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) =>
        CreateTypeface(fontName, weight >= FontWeight.SemiBold, slant != FontSlant.Upright);

    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) => fontName == Name ? bold ? SemiBold : Regular : null;

    private static SKTypeface Load(string name)
    {
        using var data = SKData.CreateCopy(Resource.Bytes(name));
        return SKTypeface.FromData(data) ?? throw new InvalidOperationException($"{name} cannot be read as a font");
    }
}
