using IoBench.Results;

namespace IoBench.Cli.Running;

/// <summary>What a run has done so far.</summary>
internal sealed class Finished
{
    public List<Invocation> Invocations { get; } = [];

    public List<FloorInvocation> Floors { get; } = [];
}
