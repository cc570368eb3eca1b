using IoBench.Analysis;
using IoBench.Tests.Synthetic;

namespace IoBench.VerifyStatistics.Single;

/// <summary>Two models whose ratio passes 1 at a known place of an axis of five values, and two that are alike everywhere.</summary>
internal static class Crossings
{
    private const double True = 2.3;
    private static readonly double[] Places = [0, 1, 2, 3, 4];

    internal static IEnumerable<Figure> Figures(int runs)
    {
        // Of the logarithm of the ratio: its slope over one step of the axis, and the deviation of one block.
        foreach (var (slope, deviation, blocks) in new[] { (0.1, 0.05, 15), (0.1, 0.05, 6), (0.2, 0.2, 15), (0.3, 0.2, 6) })
        {
            var searches = Simulation.Repeat(runs, random => Search(slope, deviation, blocks, random));
            var name = $"ratio crosses 1, {100 * slope:0} % a step, spread {100 * deviation:0} %, {blocks} blocks";
            var told = searches.Where(static s => s.Outcome == CrossoverOutcome.Crosses).ToList();
            yield return new Figure($"{name}: said to cross", runs, searches.Share(static s => s.Outcome == CrossoverOutcome.Crosses));
            if (told.Count > runs / 2)
                yield return Figure.Coverage($"{name}: 95 % interval of the place, where said", told.Count, told.Share(static s => s.Crossings.Any(static c => (c.Low ?? 0) <= True && True <= (c.High ?? 4))));
        }

        foreach (var blocks in new[] { 15, 6 })
            yield return new Figure($"ratio is 1 everywhere, {blocks} blocks: said to cross", runs, Simulation.Repeat(runs, random => Search(0, 0.2, blocks, random)).Share(static s => s.Outcome == CrossoverOutcome.Crosses), AtMost: 0.02);
    }

    private static CrossingSearch Search(double slope, double deviation, int blocks, Random random) => new(
        [.. Places.Select(place => new RatioAt(place, Enumerable.Range(1, blocks).ToDictionary(static b => b, _ => slope * (place - True) + deviation * Scatter.Gauss(random))))],
        static position => position, [.. Places.Select(static p => (int)p)]);
}
