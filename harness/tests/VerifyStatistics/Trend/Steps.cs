using IoBench.Analysis;
using IoBench.Analysis.Trends;
using IoBench.Tests.Synthetic;

namespace IoBench.VerifyStatistics.Trend;

/// <summary>Series that change: is it found, where, and how large does it look?</summary>
internal static class Steps
{
    /// <summary>Runs by which a place may be missed and still be called found, and found well.</summary>
    private const int Near = ChangeSearch.LeastSegment, Nearer = 2;

    internal static IEnumerable<Figure> Figures(int series)
    {
        foreach (var (runs, spread, ratio, least) in new (int, double, double, double?)[]
        {
            (20, 0.01, 1.05, 0.95), (20, 0.02, 1.05, 0.7), (20, 0.03, 1.05, null), (20, 0.03, 1.10, 0.95),
            (60, 0.01, 1.05, 0.95), (60, 0.02, 1.05, 0.95), (60, 0.03, 1.05, 0.9), (60, 0.03, 1.10, 0.95),
        })
            foreach (var (at, place) in new[] { (runs / 2, "in the middle"), (runs - 6, "six runs ago") })
            {
                var steps = new SyntheticSeries { Runs = runs, Spread = spread, Steps = [(at, ratio)] };
                foreach (var figure in Of(steps, $"{100 * (ratio - 1):0} % {place} of {runs} runs, spread {100 * spread:0} %", at, ratio, series, at == runs / 2 ? least : null))
                    yield return figure;
            }

        foreach (var runs in new[] { 14, 20, 40, 60, 100, 200 })
            foreach (var spread in new[] { 0.01, 0.03, 0.1 })
            {
                // The spread of an invented series is that of logarithms.
                var step = SmallestStep.Of(runs, Math.Exp(spread) - 1)!.Value;
                yield return new Figure($"smallest step of {runs} runs, spread {100 * spread:0} %, {100 * step:0.0} % in the middle: found within {Near} runs", series, Mean(
                    new SyntheticSeries { Runs = runs, Spread = spread, Steps = [(runs / 2, 1 + step)] }, series, logs => ChangeSearch.Of(logs).Any(c => Math.Abs(c - runs / 2) <= Near) ? 1 : 0), AtLeast: 0.79 - Figure.Chance(0.8, series));
            }

        foreach (var runs in new[] { 20, 60 })
            yield return new Figure($"ramp of 10 % over {runs} runs, spread 3 %: series with a change", series, Mean(new SyntheticSeries { Runs = runs, Ramp = 1.10 }, series, static logs => ChangeSearch.Of(logs).Count > 0 ? 1 : 0));
    }

    private static IEnumerable<Figure> Of(SyntheticSeries kind, string name, int at, double ratio, int series, double? least)
    {
        var (found, well, exact, covered, size, extra) = (0, 0, 0, 0, 0.0, 0);
        var random = new Random(Simulation.TrendSeed);
        for (var i = 0; i < series; i++)
        {
            var logs = kind.Draw(random);
            var changes = ChangeSearch.Of(logs);
            var nearest = changes.Where(c => Math.Abs(c - at) <= Near).OrderBy(c => Math.Abs(c - at)).Select(static c => (int?)c).FirstOrDefault();
            extra += changes.Count - (nearest is null ? 0 : 1);
            if (nearest is null)
                continue;
            found++;
            well += Math.Abs(nearest.Value - at) <= Nearer ? 1 : 0;
            exact += nearest == at ? 1 : 0;
            var change = ChangeSearch.Size(logs, changes, nearest.Value);
            covered += change.Interval!.Contains(ratio) ? 1 : 0;
            size += Math.Log(change.Centre);
        }

        yield return new Figure($"{name}: found within {Near} runs", series, found / (double)series, AtLeast: least - Figure.Chance(least ?? 0, series));
        yield return new Figure($"{name}: found within {Nearer} runs", series, well / (double)series);
        yield return new Figure($"{name}: found in its very place", series, exact / (double)series);
        yield return new Figure($"{name}: changes elsewhere, a series", series, extra / (double)series);
        if (found < series / 20)
            yield break;
        // What is seldom found is found where it looks large, and then has too large a size: told, and held to nothing.
        var coverage = new Figure($"{name}: {100 * Levels.Interval:0} % interval has the true size, where found", found, covered / (double)found);
        yield return found > 0.95 * series ? Figure.Coverage(coverage.Name, found, coverage.Value) : coverage;
        yield return new Figure($"{name}: size as seen over the true one, where found", found, size / found / Math.Log(ratio));
    }

    private static double Mean(SyntheticSeries kind, int series, Func<double[], int> count)
    {
        var random = new Random(Simulation.TrendSeed);
        return Enumerable.Range(0, series).Sum(_ => count(kind.Draw(random))) / (double)series;
    }
}
