using IoBench.Analysis;
using IoBench.Reporting.Text;
using IoBench.Results;

namespace IoBench.Reporting.Page;

/// <summary>How it was done, in ten lines.</summary>
internal static class MethodLines
{
    public static IReadOnlyList<FormattableString> Of(RunSummary summary)
    {
        var plan = summary.Manifest.Plan;
        IReadOnlyList<FormattableString> open = summary.LoadCurves.Count == 0
            ? []
            : [$"Open loop: messages are due at random moments (Poisson) of a fixed rate, whether or not the server keeps up, and are timed from then. Shares are of what the model answered in a closed loop of the same shape before the first block{Calibrated(summary)}. Open and closed loop share no line and no comparison."];
        return
        [
            $"The unit is the invocation: one fresh server process under one fresh load process. {Words.Plural(plan.Blocks, "block")}, each running every cell once in an order shuffled by seed {summary.Manifest.Seed}.",
            $"In a closed loop each connection sends, waits for its echo, checks every byte, and sends again. {Figures.Number(plan.WarmupSeconds)} s of warm-up are left out; all figures come from one window of {Figures.Number(plan.WindowSeconds)} s.",
            $"An invocation counts only when sent = received + in flight + failed holds exactly, Little’s law holds within 2 %, and the server’s counters show the calls of its model.{(summary.Completeness.SecondTries > 0 ? " What failed was measured once more at the end of its block; both stand in the raw data." : "")}",
            $"Centre: the Hodges-Lehmann estimate over invocations, on logarithms. Interval: the exact signed-rank interval of {Figures.Confidence(Levels.Interval)}, at least {Levels.LeastBlocks} blocks.",
            plan.Paced
                ? (FormattableString)$"In a closed loop each model shares its window with a fresh server of {new Name(plan.Baseline)}, its pacemaker: their loads ask by turns of some milliseconds, and the ratio of the two is what is compared, so that what the machine did it did to both. Rates are per second of their turns. Where a model cannot wait for a turn, ratios are paired by block."
                : $"Ratios are paired by block: what disturbed a block disturbed both sides.",
            $"Verdict: equivalent when the {Figures.Confidence(Levels.Equivalence)} interval lies inside the margin; faster or slower when the Holm-adjusted interval lies wholly beyond it; else the size is unresolved, or the comparison inconclusive.",
            $"Margin: {Figures.Percent(Metric.Throughput.Margin)} for throughput, p50 and CPU, {Figures.Percent(Metric.P99.Margin)} for p99; or twice the half-width of the A/A interval where that is larger.",
            $"Percentiles come from added histograms, never from averaged percentiles, and only where {LatencyDistribution.LeastBeyond} echoes or more lie beyond.",
            $"CPU, system calls and context switches are the server’s own counters between two snapshots, divided by the messages that it answered (its bytes ÷ the payload).",
            .. Crossings(summary),
            .. Floor(summary),
            .. Work(summary),
            Network(summary.Manifest.Placement.Network),
            .. open,
        ];
    }

    private static string Calibrated(RunSummary summary) => summary.Manifest.Capacities is { Count: > 0 }
        ? summary.Manifest.Plan.Calibrations > 1 ? $" (median of {summary.Manifest.Plan.Calibrations})" : " (measured once)"
        : "";

    private static IEnumerable<FormattableString> Crossings(RunSummary summary)
    {
        if (summary.Crossovers.Count > 0)
            yield return $"A crossing is where the ratio to the baseline passes 1. Between measured points the logarithm of each block’s ratio is taken as straight over the logarithm of the axis (idle connections count together with the busy ones); its {Figures.Confidence(Levels.Interval)} interval is the part of the axis at which the exact signed-rank interval of the ratio has 1 in it, for each model by itself.";
    }

    private static IEnumerable<FormattableString> Floor(RunSummary summary)
    {
        if (summary.Floors.Count > 0)
            yield return $"The floor is measured once a block for each load, in a process of its own on the client’s CPU: one thread with both ends of as many connections sends and receives the same payload, so that nobody waits. What a model or the client adds to it is paired by block; centres are taken one by one, so sums may differ in the last digit.";
    }

    private static IEnumerable<FormattableString> Work(RunSummary summary)
    {
        if (summary.Work.Count > 0)
            yield return $"Handlers that compute do an amount of arithmetic that took so long on an undisturbed CPU when the server started; two of them on one CPU do not take half the time. Handlers that wait block their thread in clock_nanosleep(2), with the least timer slack (1 ns). Each receive that brings bytes is handled once.";
    }

    private static FormattableString Network(string network)
    {
        if (network == Placement.Loopback)
            return $"No outlier is dropped. {network} is not a wide network: there is no loss, no jitter, and the sender’s CPU does the receiver’s protocol work.";
        return $"No outlier is dropped. Where both ends stood: {network}. The machine described here is the one that ran the command.";
    }
}
