using IoBench.Analysis;
using IoBench.Results;
using IoBench.Results.Plans;
using IoBench.Results.Store;

namespace IoBench.Cli.Running;

/// <summary>What a run has done so far.</summary>
internal sealed class Finished
{
    public List<Invocation> Invocations { get; } = [];

    public List<FloorInvocation> Floors { get; } = [];

    /// <summary>Invocations, second tries aside.</summary>
    public int FirstTries => Invocations.Count(static i => i.Repeats is null);

    /// <summary>What a folder holds of a run that was cut off.</summary>
    /// <exception cref="BadInputException">A file is damaged within; a last line that was cut off is left out.</exception>
    public static Finished In(string folder)
    {
        var finished = new Finished();
        List<string> cutOff = [];
        // What is known of their latencies stands in the file, and only figures are looked at here.
        finished.Invocations.AddRange(RunReader.Invocations(folder, cutOff).Select(static i => i.Load is null ? i : i with { Load = i.Load with { Histogram = "", ServiceHistogram = null } }));
        finished.Floors.AddRange(RunReader.Floors(folder, cutOff));
        return finished;
    }

    /// <summary>Those of these turns that are not done yet.</summary>
    public IEnumerable<Turn> Left(IEnumerable<Turn> turns)
    {
        HashSet<int> done = [.. Invocations.Select(static i => i.Order), .. Floors.Select(static f => f.Order)];
        return turns.Where(turn => !done.Contains(turn.Order));
    }

    /// <summary>
    /// A run with a cell that never gave a valid invocation has a hole where an answer was promised. A sweep of few blocks in a plan of
    /// more promises points and no verdict: what is not valid there is named, and no more.
    /// </summary>
    public bool IsTrusted(Plan plan) => Invocations
        .Where(invocation => plan.BlocksOf(invocation.Cell.Sweep) >= Math.Min(plan.Blocks, Levels.LeastBlocks))
        .GroupBy(invocation => invocation.Cell.Key).All(cell => cell.Any(invocation => invocation.Verdict.Valid));
}
