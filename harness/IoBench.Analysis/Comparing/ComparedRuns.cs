using IoBench.Analysis.Trends;
using IoBench.Results;

namespace IoBench.Analysis.Comparing;

/// <summary>A base run and its candidates along one axis: <c>comparison.json</c>, and what <c>compare --json</c> prints.</summary>
public sealed record ComparedRuns
{
    public int SchemaVersion { get; init; } = Schema.Version;

    public required ComparisonAxis Axis { get; init; }

    /// <summary>What was varied beside the axis: what is found may be due to any of them.</summary>
    public required IReadOnlyList<ComparisonAxis> AlsoVaried { get; init; }

    /// <summary>The model that the others are held against in each block.</summary>
    public required string Reference { get; init; }

    /// <summary>Base and candidates; kernels in the order of their versions, else in the order given, the base first.</summary>
    public required IReadOnlyList<ComparedRun> Runs { get; init; }

    /// <summary>Which of them is the base.</summary>
    public required int Base { get; init; }

    /// <summary>One for each candidate, in the order of <see cref="Runs"/>.</summary>
    public required IReadOnlyList<RunComparison> Comparisons { get; init; }

    /// <summary>The load that heads the report: the one at which most candidates are held against the base.</summary>
    public LoadPoint Headline => Comparisons.GroupBy(static c => c.Headline).MaxBy(static g => g.Count())!.Key;

    /// <summary>The command that draws the same again; null where nobody said.</summary>
    public string? Command { get; init; }

    /// <summary>The candidates, each with its comparison, in the order of the axis.</summary>
    public IEnumerable<(ComparedRun Run, RunComparison Comparison)> Candidates() => Runs.Where((_, i) => i != Base).Zip(Comparisons);

    /// <param name="from">The base.</param>
    /// <param name="candidates">In the order given.</param>
    public static ComparedRuns Of(ComparedRun from, IReadOnlyList<(ComparedRun Run, RunComparison Comparison)> candidates)
    {
        List<ComparedRun> given = [from, .. candidates.Select(static c => c.Run)];
        var varied = Values.Where(v => given.Select(v.Of).Distinct().Skip(1).Any()).Select(static v => v.Axis).ToList();
        var axis = varied.FirstOrDefault(ComparisonAxis.None);
        List<int> order = [.. Enumerable.Range(0, given.Count)];
        if (axis == ComparisonAxis.Kernel)
            order = [.. order.OrderBy(i => KernelVersion.Of(given[i].Kernel), KernelVersion.Order)];
        var labels = Labels(axis, given);
        return new ComparedRuns
        {
            Axis = axis,
            AlsoVaried = [.. varied.Skip(1)],
            Reference = candidates[0].Comparison.Reference,
            Runs = [.. order.Select(i => given[i] with { Label = labels[i] })],
            Base = order.IndexOf(0),
            Comparisons = [.. order.Where(static i => i > 0).Select(i => candidates[i - 1].Comparison)],
        };
    }

    /// <summary>In the order in which one of them becomes the axis.</summary>
    private static readonly (ComparisonAxis Axis, Func<ComparedRun, string> Of)[] Values =
    [
        (ComparisonAxis.Kernel, static r => $"{r.Kernel} {r.KernelBuild}"),
        (ComparisonAxis.Machine, static r => r.Machine),
        (ComparisonAxis.DotNet, static r => r.DotNet),
        (ComparisonAxis.Commit, static r => r.Commit ?? r.IoBench),
        (ComparisonAxis.Options, static r => r.Options),
    ];

    private static List<string> Labels(ComparisonAxis axis, List<ComparedRun> runs)
    {
        List<string> names = axis switch
        {
            ComparisonAxis.Kernel => [.. KernelVersion.Brief(runs.Select(static r => r.Kernel))],
            ComparisonAxis.Machine => [.. runs.Select(static r => r.Machine)],
            ComparisonAxis.DotNet => [.. runs.Select(static r => $".NET {r.DotNet}")],
            ComparisonAxis.Commit => [.. runs.Select(static r => TrendRun.Brief(r.Commit) ?? $"IoBench {r.IoBench}")],
            _ => runs.ConvertAll(static r => r.Name),
        };
        // Two runs of one kernel are two columns; the run's name tells them apart.
        var twice = names.CountBy(static n => n).Where(static n => n.Value > 1).Select(static n => n.Key).ToHashSet();
        return [.. runs.Select((r, i) => twice.Contains(names[i]) && axis != ComparisonAxis.None ? $"{names[i]} ({r.Name})" : names[i])];
    }
}
