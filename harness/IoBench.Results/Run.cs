namespace IoBench.Results;

/// <summary>A run as it stands on disk: what was asked, and every invocation that finished.</summary>
public sealed record Run(RunManifest Manifest, IReadOnlyList<Invocation> Invocations)
{
    /// <summary>Floors that were measured; none in a run made before there were floors.</summary>
    public IReadOnlyList<FloorInvocation> Floors { get; init; } = [];

    /// <summary>What <c>iobench anatomy --out</c> put beside the run; null where it did not.</summary>
    public AnatomyReport? Anatomy { get; init; }

    /// <summary>What <c>iobench models --measure --out</c> put beside the run; null where it did not.</summary>
    public WaitReport? Waits { get; init; }

    /// <summary>What was amiss on disk and could be passed over, one sentence each: a last line that was cut off.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
