using IoBench.Analysis;

namespace IoBench.Reporting.Page;

/// <summary>
/// Round values with their texts, over the range of a run: any axis that the script may want, linear or logarithmic, finds its ticks
/// here, so that no number is ever written twice in two ways.
/// </summary>
internal static class ExplorerTicks
{
    // All multiples of 1, 2 and 5 times a power of ten, as far as an axis of six ticks goes.
    private static readonly double[] Mantissas = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8];

    /// <summary>Ascending; from a tenth of the least value, since a linear axis that begins at 0 may be asked for, to beyond the most.</summary>
    public static IReadOnlyList<ExplorerTick> Of(IEnumerable<Estimate> values, Func<double, string> text)
    {
        var all = values.SelectMany(static v => new[] { v.Centre, v.Interval?.Low ?? v.Centre, v.Interval?.High ?? v.Centre }).Where(static v => v > 0).Append(1).ToList();
        var (first, last) = ((int)Math.Floor(Math.Log10(all.Min())) - 1, (int)Math.Ceiling(Math.Log10(all.Max())));
        return
        [
            new(0, text(0)),
            .. from power in Enumerable.Range(first, last - first + 1)
               from mantissa in Mantissas
               let at = Math.Round(mantissa * Math.Pow(10, power), Math.Clamp(2 - power, 0, 12))
               select new ExplorerTick(at, text(at)),
        ];
    }
}
