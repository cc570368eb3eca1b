using IoBench.Analysis;
using IoBench.Analysis.Sides;
using IoBench.Cli.Comparing;
using IoBench.Cli.Machine;
using IoBench.Cli.Running;
using IoBench.Reporting;
using IoBench.Results;
using IoBench.Results.Store;

namespace IoBench.Cli.Sides;

/// <summary>Two servers compared: a run whose blocks hold both, its report, and the second run that a gate asks for.</summary>
internal sealed class AbSession(AbOptions options, Ends ends, MachineFiles files, CancellationToken cancel)
{
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync()
    {
        var run = await AbPreparation.OfAsync(options, options.Models, options.Seed, options.Out, ends, files);
        var (comparison, isTrusted) = await MeasuredAsync(run, options.Json);
        if (cancel.IsCancellationRequested)
            return ExitCode.Failed;
        if (comparison is null || IsUntold(comparison))
            isTrusted = false;
        var passage = new Passage<SideFigure>(ExitCode.Done, []);
        if (comparison is not null)
        {
            Drawing.Write(comparison, options.Markdown);
            passage = options.Gate ? await PassAsync(comparison, run) : passage;
            Drawing.Write(comparison, passage.Refuted, options.JUnit);
        }

        // A side that a model never answered under is no regression that was confirmed, and no pass either.
        return passage.ExitCode == ExitCode.Done && !isTrusted ? ExitCode.NotTrusted : passage.ExitCode;
    }

    private async Task<Passage<SideFigure>> PassAsync(SideComparison comparison, RunPreparation run)
    {
        if (comparison.IsBlind)
        {
            var models = comparison.Figures.Select(static f => f.Model).Distinct().Count();
            var needed = SignedRank.LeastSize(Levels.Family / Math.Max(1, models));
            Console.Error.WriteLine(FormattableString.Invariant($"gate: not decided, {run.Manifest.Plan.Blocks} blocks cannot tell a difference from chance among {models} models; that takes {needed}, all valid"));
            return new(ExitCode.NotTrusted, []);
        }

        var seen = comparison.Suspects();
        var found = new HashSet<(LoadPoint, string, string)>();
        var passage = await Gate.PassAsync("B", seen, Gate.Fresh(run.Folder), AgainAsync, static confirmed => confirmed.Select(AbText.Finding));
        return passage with { Refuted = [.. seen.Where(figure => !found.Contains(figure.Key))] };

        async Task<IReadOnlyCollection<SideFigure>> AgainAsync(string folder)
        {
            // Who was not seen to be worse needs no second look. Its order follows from the first run's, and is another one.
            var again = await AbPreparation.OfAsync(options, [.. seen.Select(static f => f.Model).Distinct()], unchecked(run.Manifest.Seed + 1), folder, ends, files);
            var (confirming, _) = await MeasuredAsync(again, json: null);
            cancel.ThrowIfCancellationRequested();
            var confirmed = confirming?.Confirmed(seen) ?? throw new FailedException($"gate: the second run has no valid invocation, {folder}");
            found.UnionWith(confirmed.Select(static figure => figure.Key));
            return confirmed;
        }
    }

    /// <param name="run">What to measure and draw.</param>
    /// <param name="json">Whether to print it for programs; null prints nothing.</param>
    /// <returns>The comparison, null where there is nothing to compare; and whether every model answered under both.</returns>
    private async Task<(SideComparison? Comparison, bool IsTrusted)> MeasuredAsync(RunPreparation run, bool? json)
    {
        (run, var finished) = await new RunSession(ends, files, Console.Error).MeasureAsync(run, cancel);
        if (finished.Invocations.Any(static invocation => invocation.Verdict.Valid))
            return (Drawing.Draw(RunReader.Read(run.Folder), run.Folder, json), finished.IsTrusted(run.Manifest.Plan));
        Console.Error.WriteLine($"nothing to compare: no valid invocation in {Checkout.Shown(run.Folder)}");
        return (null, false);
    }

    private static bool IsUntold(SideComparison comparison) => comparison.Figures.All(static f => f.Change.Judgement == Judgement.TooFewBlocks);
}
