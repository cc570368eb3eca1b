using IoBench.Analysis;
using IoBench.Results;

namespace IoBench.Reporting.Text;

/// <summary>Threads and processes as the two ways to run many tasks, in words: what is told apart, and what is not.</summary>
internal static class TasksText
{
    /// <summary>Those at one load: the headline's where it was measured both ways, else the load with most of them.</summary>
    public static IReadOnlyList<ProcessesAgainstThreads> Shown(RunSummary summary) => summary.Tasks.GroupBy(static t => Load(t.ThreadsAt))
        .OrderByDescending(g => summary.Headline is { } headline && Load(headline) == g.Key).ThenByDescending(static g => g.Count())
        .Select(static g => g.ToList()).FirstOrDefault() ?? [];

    public static IReadOnlyList<FormattableString> Reading(RunSummary summary)
    {
        var shown = Shown(summary);
        var told = shown.Where(static t => IsTold(t.Throughput) || IsTold(t.ServerCpu)).ToList();
        return
        [
            $"As many processes of one thread each against as many threads in one process, at {Words.Point(Load(shown[0].ThreadsAt))}; ratios are processes over threads, paired by block.",
            .. told.GroupBy(static t => t.Tasks).Select(static g => (FormattableString)$"With {g.Key} of each, the verdict on processes is by throughput {Parts(g, static t => t.Throughput)}; by server CPU per message {Parts(g, static t => t.ServerCpu)}."),
            .. told.Count == 0 ? [$"With fewer than {Levels.LeastBlocks} blocks nothing is told apart."] : (FormattableString[])[],
            .. Holm(told),
            .. Limits(summary, shown),
        ];
    }

    private static LoadPoint Load(LoadPoint point) => point with { Threads = 0, Processes = 1 };

    private static bool IsTold(Comparison? comparison) => comparison is { Judgement: not Judgement.TooFewBlocks };

    // "faster for epoll and poll, equivalent for uring"
    private static FormattableString Parts(IEnumerable<ProcessesAgainstThreads> tasks, Func<ProcessesAgainstThreads, Comparison?> of)
    {
        var parts = tasks.Select(t => (t.Label, Of: of(t))).Where(static t => IsTold(t.Of)).GroupBy(static t => t.Of!.Judgement).OrderBy(static g => Order(g.Key))
            .Select(static g => (FormattableString)$"{Words.Of(g.First().Of!)} for {Prose.Names(g.Select(static t => t.Label))}").ToList();
        return parts.Count == 0 ? (FormattableString)$"not given" : parts.Skip(1).Aggregate(parts[0], static (all, next) => $"{all}, {next}");
    }

    private static int Order(Judgement judgement) => judgement switch
    {
        Judgement.Better => 0,
        Judgement.Worse => 1,
        Judgement.Equivalent => 2,
        Judgement.Differs => 3,
        _ => 4,
    };

    private static IEnumerable<FormattableString> Holm(List<ProcessesAgainstThreads> told)
    {
        var all = told.SelectMany(static t => new[] { t.Throughput, t.ServerCpu }).OfType<Comparison>().Where(static c => c.Adjusted is not null).ToList();
        if (all.FirstOrDefault(static c => !c.HolmReached) is { } first)
            yield return $"With {Words.Plural(first.PairedBlocks, "block")} no exact interval is as wide as Holm’s correction asks for among {told.Count} comparisons; these verdicts rest on the widest that there is ({Figures.Confidence(first.Adjusted!.Coverage)} each).";
    }

    private static IEnumerable<FormattableString> Limits(RunSummary summary, IReadOnlyList<ProcessesAgainstThreads> shown)
    {
        var (cpus, most) = (summary.Manifest.Placement.ServerCpus.Count, shown.Max(static t => t.Tasks));
        yield return cpus < most
            ? (FormattableString)$"The server had {Words.Plural(cpus, "CPU")} for up to {most} of either, so they took turns: this tells what it costs to take turns, not what more CPUs would bring."
            : $"Processes and loops had a CPU each, in turn.";
        var workers = summary.Manifest.Models.Where(static m => m.Threads == ModelInfo.Workers).Select(static m => m.Name).ToHashSet();
        yield return shown.Select(static t => t.Label).Distinct().Where(workers.Contains).ToList() is { Count: > 0 } sharing
            ? (FormattableString)$"Loops and processes alike get their connections from the kernel, by a hash that differs from invocation to invocation, so uneven shares are part of every interval; the threads of {Prose.Names(sharing)} share all connections in one process, and a waiting thread where the model has one, their processes neither, so there the sharing is compared too."
            : $"Loops and processes alike get their connections from the kernel, by a hash that differs from invocation to invocation, so uneven shares are part of every interval.";
        yield return $"Not told apart: address spaces from runtimes, since each process has a .NET runtime of its own, which compiles its code for itself (during the warm-up, as far as that lasts); and nothing is said of memory, or of what is gained when one of them fails.";
    }
}
