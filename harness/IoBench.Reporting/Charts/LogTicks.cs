using ScottPlot;

namespace IoBench.Reporting.Charts;

/// <summary>
/// Ticks of a logarithmic axis, whose coordinates are logarithms. Over two decades the powers of ten are named, below that also 2 and
/// 5 of each, as one named tick alone gives no scale; the other whole multiples stand unnamed.
/// </summary>
internal static class LogTicks
{
    public static IEnumerable<Tick> Ten(double minLog, double maxLog, Func<double, string> name)
    {
        var decades = maxLog - minLog;
        int[] named = decades > 2.3 ? [1] : decades > 0.9 ? [1, 2, 5] : decades > 0.45 ? [1, 2, 3, 4, 5, 7] : [1, 2, 3, 4, 5, 6, 7, 8, 9];
        for (var decade = (int)Math.Floor(minLog); decade <= Math.Ceiling(maxLog); decade++)
            for (var multiple = 1; multiple < 10; multiple++)
            {
                var position = decade + Math.Log10(multiple);
                if (position < minLog - 1e-9 || position > maxLog + 1e-9)
                    continue;
                yield return named.Contains(multiple)
                    ? new Tick(position, name(Math.Pow(10, decade) * multiple), true)
                    : new Tick(position, "", false);
            }
    }

    /// <summary>A tick at each value that was measured, on an axis of log2; names that would touch are left out.</summary>
    public static IEnumerable<Tick> AtValues(IEnumerable<int> values, double leastGap)
    {
        var last = double.NegativeInfinity;
        foreach (var value in values.Order())
        {
            var position = Math.Log2(value);
            var named = position - last >= leastGap;
            yield return new Tick(position, named ? Figures.Count(value) : "", named);
            last = named ? position : last;
        }
    }
}
