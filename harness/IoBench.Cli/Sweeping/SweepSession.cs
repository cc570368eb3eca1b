using IoBench.Analysis;
using IoBench.Cli.Running;
using IoBench.Results;
using IoBench.Results.Plans;
using IoBench.Results.Store;

namespace IoBench.Cli.Sweeping;

/// <summary>
/// The windows of a sweep, one after the other, each on disk before the next begins. Searches of all models take turns in a shuffled
/// order, so that what drifts in the machine meets all alike.
/// </summary>
internal sealed class SweepSession(SweepOptions options, RunPreparation run, Func<CellTurn, CancellationToken, Task<Invocation>> measure, RunWriter writer, TextWriter talk)
{
    /// <summary>Below this rate processes start and end for a handful of messages.</summary>
    private const double LeastStart = 500;

    /// <summary>A later search begins a little below what an earlier one found, which saves it the way up.</summary>
    private const double StartBelowFound = 0.7;

    private static readonly double[] Shares = [0.2, 0.4, 0.6, 0.8, 0.9, 1];

    private readonly Dictionary<string, List<SearchResult>> _searches = run.Cells.ToDictionary(cell => cell.Label, _ => new List<SearchResult>());
    private readonly Dictionary<string, List<CurveWindow>> _curves = run.Cells.ToDictionary(cell => cell.Label, _ => new List<CurveWindow>());
    private int _order;

    /// <summary>What was found, which is less than asked when it was cancelled.</summary>
    public async Task<CapacitySummary> RunAsync(CancellationToken cancel)
    {
        var interrupted = false;
        try
        {
            foreach (var turn in Schedule.OfCells(run.Cells, options.Searches, run.Manifest.Seed))
                await SearchAsync(turn, cancel);
            foreach (var cell in run.Cells)
                await CurveAsync(cell, cancel);
        }
        catch (OperationCanceledException)
        {
            // Asked for: the window under way is given up, its children are gone.
            interrupted = true;
        }

        return Summary(interrupted);
    }

    private async Task SearchAsync(CellTurn turn, CancellationToken cancel)
    {
        var (label, earlier) = (turn.Cell.Label, _searches[turn.Cell.Label]);
        // Twice what the bounds need, so that a window that falls a little short can still be judged.
        var least = 2 * options.Slo.LeastMessages / options.WindowSeconds;
        var found = earlier.LastOrDefault(search => search.Best is not null)?.Best?.AskedPerSecond;
        var search = new CapacitySearch { LeastPerSecond = least, StartPerSecond = found * StartBelowFound ?? Math.Max(LeastStart, least) };
        var result = await search.RunAsync(async rate => ProbeOf(await StepAsync(turn.Cell, turn.Block, rate, cancel), rate));
        earlier.Add(result);
        talk.WriteLine(FormattableString.Invariant($"search {turn.Block} of {options.Searches}, {label}: ")
            + (result.Best is { } best ? FormattableString.Invariant($"{best.AchievedPerSecond:0} messages a second") : "none")
            + FormattableString.Invariant($" after {result.Probes.Count} windows") + (result.Note is { } note ? $" ({note})" : ""));
    }

    private async Task CurveAsync(Cell cell, CancellationToken cancel)
    {
        if (ModelCapacity.Of(cell.Label, _searches[cell.Label], []).CapacityPerSecond is not { } capacity)
            return;
        foreach (var share in Shares)
        {
            var rate = Rounded(share * capacity.Centre);
            var invocation = await StepAsync(cell with { Sweep = "curve" }, options.Searches + 1, rate, cancel);
            _curves[cell.Label].Add(new CurveWindow
            {
                Share = share,
                AskedPerSecond = rate,
                AchievedPerSecond = invocation.Load?.ThroughputPerSecond,
                P50Ns = invocation.Load?.LatencyNs.P50,
                P99Ns = invocation.Load?.LatencyNs.P99,
                P999Ns = invocation.Load?.LatencyNs.P999,
                Broken = ProbeOf(invocation, rate).Broken,
            });
        }
    }

    private async Task<Invocation> StepAsync(Cell cell, int round, double rate, CancellationToken cancel)
    {
        var invocation = await measure(new CellTurn(round, ++_order, cell with { RatePerSecond = Rounded(rate) }), cancel);
        writer.Append(invocation);
        return invocation;
    }

    private Probe ProbeOf(Invocation invocation, double rate) => invocation.Load is { } load
        ? new Probe(rate, load.ThroughputPerSecond, options.Slo.Broken(load, invocation.Verdict))
        {
            P99Ns = load.LatencyNs.P99,
            ClientBound = Caveat.IsIn(invocation.Verdict, Caveat.ClientBound),
        }
        : new Probe(rate, 0, invocation.Verdict.Reasons.Count > 0 ? invocation.Verdict.Reasons[0] : "nothing was measured");

    private CapacitySummary Summary(bool interrupted) => new()
    {
        Name = run.Manifest.Name,
        StartedAt = run.Manifest.StartedAt,
        Slo = options.Slo.Text,
        Point = run.Cells[0].Point.Closed,
        WarmupSeconds = options.WarmupSeconds,
        WindowSeconds = options.WindowSeconds,
        Searches = options.Searches,
        Seed = run.Manifest.Seed,
        Command = run.Manifest.Command,
        Placement = run.Manifest.Placement,
        Environment = run.Manifest.Environment,
        Skipped = run.Manifest.Skipped,
        Interrupted = interrupted,
        Models = [.. run.Cells.Select(cell => ModelCapacity.Of(cell.Label, _searches[cell.Label], _curves[cell.Label]))],
    };

    // Whole messages a second, as the command line of the load is to be read by people.
    private static double Rounded(double rate) => Math.Max(1, Math.Round(rate));
}
