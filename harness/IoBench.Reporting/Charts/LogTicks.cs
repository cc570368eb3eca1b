using ScottPlot;

namespace IoBench.Reporting.Charts;

/// <summary>
/// Ticks of a logarithmic axis, whose coordinates are logarithms. Over two decades the powers of ten are named, below that also 2 and
/// 5 of each, as one named tick alone gives no scale; the other whole multiples stand unnamed.
/// </summary>
internal static class LogTicks
{
    private static readonly int[] EvenSteps = [1, 2, 5, 10];

    public static IEnumerable<Tick> Ten(double minLog, double maxLog, Func<double, string> name)
    {
        var decades = maxLog - minLog;
        if (decades < 0.3)
        {
            foreach (var tick in Linear(Math.Pow(10, minLog), Math.Pow(10, maxLog), name))
                yield return tick;
            yield break;
        }

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

    // Less than a factor of two: even steps, which the logarithm hardly bends.
    private static IEnumerable<Tick> Linear(double min, double max, Func<double, string> name)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10((max - min) / 3)));
        var step = EvenSteps.Select(m => m * power).First(s => (max - min) / s <= 6);
        for (var i = Math.Ceiling(min / step); i * step <= max; i++)
            yield return new Tick(Math.Log10(i * step), name(i * step), true);
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
