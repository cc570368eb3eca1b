using IoBench.Analysis.Trends;
using IoBench.Results;
using IoBench.Results.Store;

namespace IoBench.Cli.Trending;

/// <summary>Many runs, read one after the other: each is reduced to its centres and let go before the next is opened.</summary>
internal static class TrendReading
{
    /// <exception cref="BadInputException">A path leads nowhere, or no run is left.</exception>
    public static TrendSummary Read(TrendOptions options, TextWriter talk)
    {
        List<LeftOut> leftOut = [];
        var runs = Different(Manifests(RunFolders.Of(options.Paths), leftOut), leftOut);
        if (runs.Count == 0)
            throw TrendSummary.NothingLeft(leftOut);

        var usual = RunConditions.Usual(runs.Select(static r => r.Manifest));
        var fitting = new List<(string Folder, RunManifest Manifest)>();
        foreach (var run in runs)
            if (usual.Misfit(RunConditions.Of(run.Manifest)) is { } misfit)
                leftOut.Add(new(Checkout.Shown(run.Folder), misfit));
            else
                fitting.Add(run);
        var reference = options.Baseline is null ? Declared(fitting) : Known(options.Baseline, fitting);
        var reduced = new List<ReducedRun>();
        foreach (var (folder, manifest) in fitting)
            if (Reduce(folder, manifest, reference, leftOut) is { } run)
                reduced.Add(run);
        foreach (var note in reduced.SelectMany(static r => r.Run.Notes))
            talk.WriteLine(note);
        return TrendSummary.Of(reduced, leftOut, reference, usual, options.By, options.Scope) with { Command = options.Command() };
    }

    private static IEnumerable<(string Folder, RunManifest Manifest)> Manifests(IReadOnlyList<string> folders, List<LeftOut> leftOut)
    {
        foreach (var folder in folders)
        {
            RunManifest? manifest = null;
            try
            {
                manifest = RunReader.Manifest(folder);
            }
            catch (BadInputException e)
            {
                leftOut.Add(new(Checkout.Shown(folder), e.Message));
            }

            if (manifest?.Sides is not null)
                leftOut.Add(new(Checkout.Shown(folder), "compares two servers, and follows none"));
            else if (manifest is not null)
                yield return (folder, manifest);
        }
    }

    /// <summary>A run that was copied, or that two paths lead to, is one run.</summary>
    private static List<(string Folder, RunManifest Manifest)> Different(IEnumerable<(string Folder, RunManifest Manifest)> runs, List<LeftOut> leftOut)
    {
        var seen = new Dictionary<(DateTimeOffset, ulong, string?), string>();
        var different = new List<(string Folder, RunManifest Manifest)>();
        foreach (var run in runs)
            if (seen.TryAdd((run.Manifest.StartedAt, run.Manifest.Seed, run.Manifest.Environment.BootId), run.Folder))
                different.Add(run);
            else
                leftOut.Add(new(Checkout.Shown(run.Folder), $"the same run as {Checkout.Shown(seen[(run.Manifest.StartedAt, run.Manifest.Seed, run.Manifest.Environment.BootId)])}, counted once"));
        return different;
    }

    private static ReducedRun? Reduce(string folder, RunManifest manifest, string reference, List<LeftOut> leftOut)
    {
        var notes = new List<string>();
        try
        {
            // The folder's name is what a reader looks for; a run that was moved has another one in its file.
            var reduction = new RunReduction(manifest with { Name = Path.GetFileName(folder) }, reference);
            foreach (var invocation in RunReader.Invocations(folder, notes))
                reduction.Add(invocation);
            foreach (var floor in RunReader.Floors(folder, notes))
                reduction.Add(floor);
            return reduction.Reduce(notes);
        }
        catch (BadInputException e)
        {
            leftOut.Add(new(Checkout.Shown(folder), e.Message));
            return null;
        }
    }

    /// <summary>The baseline of most plans, of the later ones where two are as frequent.</summary>
    private static string Declared(List<(string Folder, RunManifest Manifest)> runs) => runs.GroupBy(static r => r.Manifest.Plan.Baseline)
        .OrderByDescending(static g => g.Count()).ThenByDescending(static g => g.Max(static r => r.Manifest.StartedAt)).First().Key;

    private static string Known(string baseline, List<(string Folder, RunManifest Manifest)> runs)
    {
        var models = runs.SelectMany(static r => r.Manifest.Plan.Sweeps.SelectMany(static s => s.Models).Append(r.Manifest.Plan.Baseline)).Distinct().ToList();
        return models.Contains(baseline)
            ? baseline
            : throw new BadInputException($"unknown model '{baseline}'", "--baseline", Nearest.Mend(baseline, models));
    }
}
