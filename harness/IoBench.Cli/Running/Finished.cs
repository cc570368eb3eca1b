using IoBench.Analysis;
using IoBench.Results;

namespace IoBench.Cli.Running;

/// <summary>What a run has done so far.</summary>
internal sealed class Finished
{
    public List<Invocation> Invocations { get; } = [];

    public List<FloorInvocation> Floors { get; } = [];

    /// <summary>
    /// A run with a cell that never gave a valid invocation has a hole where an answer was promised. A sweep of few blocks in a plan of
    /// more promises points and no verdict: what is not valid there is named, and no more.
    /// </summary>
    public bool IsTrusted(Plan plan) => Invocations
        .Where(invocation => plan.BlocksOf(invocation.Cell.Sweep) >= Math.Min(plan.Blocks, Levels.LeastBlocks))
        .GroupBy(invocation => invocation.Cell.Key).All(cell => cell.Any(invocation => invocation.Verdict.Valid));
}
