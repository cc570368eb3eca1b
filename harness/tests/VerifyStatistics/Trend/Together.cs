using IoBench.Analysis.Trends;
using IoBench.Tests.Synthetic;

namespace IoBench.VerifyStatistics.Trend;

/// <summary>All series of a trend, which share their reference: what one bad run of it does, it does to all of them.</summary>
internal static class Together
{
    /// <summary>Eight models by four metrics; metrics of one run are taken as independent.</summary>
    private const int Models = 8, Metrics = 4;

    internal static IEnumerable<Figure> Figures(int trends)
    {
        foreach (var runs in new[] { 20, 60 })
        {
            var random = new Random(Simulation.TrendSeed);
            var own = new SyntheticSeries { Runs = runs, Spread = 0.03 / Math.Sqrt(2) };
            var expected = Models * Metrics * FalsePoints.Expected(runs);
            var (points, any) = (0, 0);
            for (var trend = 0; trend < trends; trend++)
            {
                var found = 0;
                for (var metric = 0; metric < Metrics; metric++)
                {
                    var reference = own.Draw(random);
                    for (var model = 0; model < Models; model++)
                        found += ChangeSearch.Of([.. own.Draw(random).Zip(reference, static (m, r) => m - r)]).Count;
                }

                points += found;
                any += found > 0 ? 1 : 0;
            }

            yield return new Figure($"nothing changes, {runs} runs, {Models * Metrics} series with one reference: changes a trend", trends, points / (double)trends, AtMost: expected + Figure.ChanceOfCount(expected, trends));
            yield return new Figure($"nothing changes, {runs} runs, {Models * Metrics} series with one reference: trends with a change", trends, any / (double)trends);
        }
    }
}
