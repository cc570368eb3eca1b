using System.Globalization;
using IoBench.Analysis;

namespace IoBench.Reporting;

/// <summary>
/// The one way in which a figure becomes text, so that prose, table and chart never disagree: three significant digits at most,
/// thin spaces, and a dash where nothing was measured.
/// </summary>
public static class Figures
{
    /// <summary>Narrow and unbreakable, between a number and its unit and between thousands.</summary>
    public const string Thin = "\u202F";

    public const string None = "–";

    /// <summary>Three significant digits: 13.8, 245, 2 810, 2.00, 0.062.</summary>
    public static string Number(double? value, int digits = 3)
    {
        if (value is not { } v || !double.IsFinite(v))
            return None;
        if (v == 0)
            return "0";
        var rounded = Round(v, digits);
        // By the rounded value: 99.96 becomes 100, not 100.0.
        var decimals = Math.Clamp(digits - 1 - Magnitude(rounded), 0, 6);
        // 2.00 says how well it is known; 0.110 would only be longer than 0.11.
        return decimals > 2 ? Fixed(rounded, decimals).TrimEnd('0') : Fixed(rounded, decimals);
    }

    /// <summary>A tick of an axis: as short as it can be, 50 and not 50.0.</summary>
    public static string Tick(double value)
    {
        var rounded = value == 0 ? 0 : Round(value, 3);
        var decimals = Enumerable.Range(0, 7).First(d => d == 6 || Math.Abs(Math.Round(rounded, d) - rounded) < Math.Abs(rounded) * 1e-9 + 1e-12);
        return Fixed(rounded, decimals);
    }

    /// <summary>194 k, 1.02 M: for rates.</summary>
    public static string Rate(double? perSecond) => Scaled(perSecond, static v => Number(v));

    public static string RateTick(double perSecond) => Scaled(perSecond, Tick);

    /// <summary>64 B, 13 KiB, 1 MiB: sizes, two significant digits where they are no whole number.</summary>
    public static string Bytes(double bytes) => bytes switch
    {
        >= 1_048_064 => Size(bytes / 1_048_576) + Thin + "MiB",
        >= 1_023.5 => Size(bytes / 1024) + Thin + "KiB",
        _ => Size(bytes) + Thin + "B",
    };

    public static string Micros(double? ns) => Number(ns / 1e3);

    /// <summary>Two decimals near 1, where ratios are read; two digits elsewhere.</summary>
    public static string Ratio(double? ratio) => ratio switch
    {
        null => None,
        >= 0.1 and < 9.995 => ratio.Value.ToString("0.00", CultureInfo.InvariantCulture),
        _ => Number(ratio, 2),
    };

    /// <summary>[0.99, 1.05]</summary>
    public static string Bounds(Interval? interval) => interval is null ? None : $"[{Ratio(interval.Low)}, {Ratio(interval.High)}]";

    public static string Percent(double? fraction) => fraction is { } f
        ? (f == 0 ? "0" : f < 0.0995 ? Tick(Round(100 * f, f < 0.00995 ? 1 : 2)) : Fixed(Math.Round(100 * f), 0)) + Thin + "%"
        : None;

    /// <summary>±2 %: half the interval's width, relative to its centre.</summary>
    public static string PlusMinus(Estimate? estimate) =>
        estimate is { Interval: { Low: > 0 } interval } ? "±" + Percent(Math.Exp(interval.LogHalfWidth()) - 1) : "";

    /// <summary>4.80 + 0.31: a part beside the base that it stands on.</summary>
    public static string Sum(double? basis, double? added) => (basis, added) is ({ } b, { } a)
        ? $"{Number(b)} {Sign(AsPrecise(b, a))} {AsPrecise(b, a).TrimStart('−')}"
        : None;

    /// <summary>+0.31: that part alone.</summary>
    public static string Added(double? basis, double? added) => (basis, added) is ({ } b, { } a) ? Sign(AsPrecise(b, a)) + AsPrecise(b, a).TrimStart('−') : None;

    /// <summary>A part with no more decimals than the base has, since it is known no better, and three significant digits at most.</summary>
    public static string AsPrecise(double basis, double part)
    {
        var text = Number(basis);
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var decimals = point < 0 ? 0 : text.Length - point - 1;
        var rounded = part == 0 ? Fixed(0, decimals) : Fixed(Round(part, 3), Math.Clamp(2 - Magnitude(Round(part, 3)), 0, decimals));
        // −0.00 is nothing.
        return rounded.Trim('−', '0', '.').Length == 0 ? rounded.TrimStart('−') : rounded;
    }

    private static string Sign(string part) => part.StartsWith('−') ? "−" : "+";

    public static string Confidence(double level) => (100 * level).ToString("0.#", CultureInfo.InvariantCulture) + Thin + "%";

    public static string Duration(double? seconds) => seconds switch
    {
        null => None,
        < 60 => Number(seconds, 2) + Thin + "s",
        < 3600 => string.Create(CultureInfo.InvariantCulture, $"{(int)seconds / 60}{Thin}min {(int)seconds % 60}{Thin}s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)seconds / 3600}{Thin}h {(int)seconds % 3600 / 60}{Thin}min"),
    };

    public static string Count(long count) => Fixed(count, 0);

    private static string Size(double value) => Math.Abs(value - Math.Round(value)) < 1e-6 ? Fixed(Math.Round(value), 0) : value < 0.95 ? Number(value, 2) : value < 9.95 ? Fixed(value, 1) : Fixed(value, 0);

    private static string Scaled(double? perSecond, Func<double, string> text) => perSecond switch
    {
        null => None,
        >= 999_500 => text(perSecond.Value / 1e6) + Thin + "M",
        >= 999.5 => text(perSecond.Value / 1e3) + Thin + "k",
        _ => text(perSecond.Value),
    };

    private static string Fixed(double value, int decimals) =>
        value.ToString("N" + decimals, CultureInfo.InvariantCulture).Replace(",", Thin, StringComparison.Ordinal).Replace('-', '−');

    private static int Magnitude(double value) => (int)Math.Floor(Math.Log10(Math.Abs(value)) + 1e-12);

    private static double Round(double value, int digits)
    {
        var step = Math.Pow(10, Magnitude(value) - digits + 1);
        return Math.Round(value / step) * step;
    }
}
