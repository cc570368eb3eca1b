using IoBench.Analysis;
using IoBench.Results.Store;
using IoBench.Tests.Synthetic;

namespace IoBench.VerifyStatistics;

/// <summary>
/// The noise of a real run, as <see cref="MachineNoise"/> has it: at each load the logarithm of a figure is taken as what the model is, what
/// its block did to all models, and a rest, by least squares. The rest is what an invocation does of its own.
/// </summary>
internal static class Fit
{
    /// <exception cref="Results.BadInputException">The folder holds no run.</exception>
    internal static IEnumerable<string> Lines(string folder)
    {
        var run = RunSummary.OfFigures(RunReader.ReadFigures(folder));
        yield return $"{"load",-24} {"figure",-24} {"own",6} {"block",6} {"turns",6} {"kurtosis",8}  rests against those of CPU";
        foreach (var point in run.Cells.Where(static c => c is { Cell.IsOpen: false, Valid: >= 3 }).GroupBy(static c => c.Cell.Point).Where(static g => g.Count() > 2))
        {
            var cpu = Rests(point, Metric.ServerCpu).Rests;
            foreach (var metric in Metric.Compared)
            {
                var (rests, own, block) = Rests(point, metric);
                var moments = rests.Values.Average(static r => r * r * r * r) / Math.Pow(rests.Values.Average(static r => r * r), 2);
                yield return FormattableString.Invariant($"{point.Key,-24} {metric.Title,-24} {own,6:0.000} {block,6:0.000} {Turns(point, metric),6:0.000} {moments,8:0.00}  {Correlation(rests, cpu),5:0.00}");
            }
        }
    }

    private static (Dictionary<(string, int), double> Rests, double Own, double Block) Rests(IEnumerable<CellSummary> cells, Metric metric)
    {
        var logs = cells.SelectMany(c => c.Invocations.Where(f => metric.Value(f) > 0).Select(f => (c.Cell.Label, f.Block, Log: Math.Log(metric.Value(f)!.Value)))).ToList();
        var models = logs.Select(static l => l.Label).Distinct().ToDictionary(static l => l, static _ => 0.0);
        var blocks = logs.Select(static l => l.Block).Distinct().ToDictionary(static b => b, static _ => 0.0);
        // Cells with a hole make sums that are no means; turns of both come to the least squares all the same.
        for (var turn = 0; turn < 50; turn++)
        {
            foreach (var model in logs.GroupBy(static l => l.Label))
                models[model.Key] = model.Average(l => l.Log - blocks[l.Block]);
            foreach (var block in logs.GroupBy(static l => l.Block))
                blocks[block.Key] = block.Average(l => l.Log - models[l.Label]);
        }

        var rests = logs.ToDictionary(static l => (l.Label, l.Block), l => l.Log - models[l.Label] - blocks[l.Block]);
        var own = rests.Values.Sum(static r => r * r) / (rests.Count - models.Count - blocks.Count + 1);
        var mean = blocks.Values.Average();
        // What is left of each model's luck in the mean of a block is no effect of the block.
        var block2 = blocks.Values.Sum(b => (b - mean) * (b - mean)) / (blocks.Count - 1) - own / models.Count;
        return (rests, Math.Sqrt(own), Math.Sqrt(Math.Max(0, block2)));
    }

    /// <summary>What each of two has alone in a shared window: the deviation of their ratio about the model's mean, over the root of two; NaN where nobody took turns.</summary>
    private static double Turns(IEnumerable<CellSummary> cells, Metric metric)
    {
        var models = cells.Select(c => c.Invocations.Where(f => f.Pace is { } pace && metric.Value(f) > 0 && metric.Value(pace) > 0)
            .Select(f => Math.Log(metric.Value(f)!.Value / metric.Value(f.Pace!)!.Value)).ToList()).Where(static logs => logs.Count > 1).ToList();
        return Math.Sqrt(models.Sum(static logs => logs.Sum(l => (l - logs.Average()) * (l - logs.Average()))) / models.Sum(static logs => logs.Count - 1) / 2);
    }

    private static double Correlation(Dictionary<(string, int), double> one, Dictionary<(string, int), double> other)
    {
        var both = one.Keys.Where(other.ContainsKey).Select(k => (A: one[k], B: other[k])).ToList();
        return both.Sum(static p => p.A * p.B) / Math.Sqrt(both.Sum(static p => p.A * p.A) * both.Sum(static p => p.B * p.B));
    }
}
