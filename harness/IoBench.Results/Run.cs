namespace IoBench.Results;

/// <summary>A run as it stands on disk: what was asked, and every invocation that finished.</summary>
public sealed record Run(RunManifest Manifest, IReadOnlyList<Invocation> Invocations);
