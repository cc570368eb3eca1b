using IoBench.Analysis.Trends;
using IoBench.Tests.Synthetic;
using Perfolizer.Mathematics.Cpd;

namespace IoBench.VerifyStatistics.Trend;

/// <summary>Series in which nothing changes: how many changes are found?</summary>
internal static class Stationary
{
    private static readonly int[] Lengths = [14, 20, 40, 60, 100, 200];
    private static readonly int[] Usual = [20, 60];

    internal static IEnumerable<Figure> Figures(int series)
    {
        foreach (var runs in Lengths)
        {
            yield return new Figure($"nothing changes, {runs} runs, spread 3 %: series with a change", series, Rate(new SyntheticSeries { Runs = runs }, series, static logs => ChangeSearch.Of(logs).Count > 0 ? 1 : 0));
            foreach (var spread in new[] { 0.03, 0.1 })
                yield return Points(new SyntheticSeries { Runs = runs, Spread = spread }, $"nothing changes, {runs} runs, spread {100 * spread:0} %: changes a series", series, FalsePoints.Expected(runs));
            foreach (var noise in new[] { Noise.HeavyTailed, Noise.Skewed })
                yield return Points(new SyntheticSeries { Runs = runs, Noise = noise }, $"nothing changes, {runs} runs, spread 3 %, {noise}: changes a series", series, FalsePoints.Expected(runs));
        }

        foreach (var runs in Usual)
        {
            yield return new Figure($"nothing changes, {runs} runs, spread 3 %: series with a proposal of ED-PELT alone", series, Rate(new SyntheticSeries { Runs = runs }, series, static logs => Proposals(logs) > 0 ? 1 : 0));
            foreach (var spread in new[] { 0.005, 0.01, 0.02 })
                yield return Points(new SyntheticSeries { Runs = runs, Spread = spread }, $"nothing changes, {runs} runs, spread {100 * spread:0.#} %: changes a series", series, FalsePoints.Expected(runs));
            // Runs that resemble their neighbours break the assumption; the figure says by how much.
            yield return Points(new SyntheticSeries { Runs = runs, Noise = Noise.Correlated }, $"nothing changes, {runs} runs, spread 3 %, {Noise.Correlated} 0.3: changes a series", series, null);
            yield return Points(new SyntheticSeries { Runs = runs, Off = [(runs / 2, 0.6)] }, $"one run of {runs} is off by 40 %, spread 3 %: changes a series", series, FalsePoints.Expected(runs));
        }
    }

    private static Figure Points(SyntheticSeries kind, string name, int series, double? most) =>
        new(name, series, Rate(kind, series, static logs => ChangeSearch.Of(logs).Count), AtMost: most + Figure.ChanceOfCount(most ?? 0, series));

    private static double Rate(SyntheticSeries kind, int series, Func<double[], int> count)
    {
        // Every figure from the same seed: two kinds differ by what they are and by nothing else.
        var random = new Random(Simulation.TrendSeed);
        return Enumerable.Range(0, series).Sum(_ => count(kind.Draw(random))) / (double)series;
    }

    private static int Proposals(double[] logs) => EdPeltChangePointDetector.Instance.GetChangePointIndexes(logs, ChangeSearch.LeastSegment).Length;
}
