namespace IoBench.Results;

/// <summary>One of several hosts that drove a server together.</summary>
public sealed record LoadHost
{
    /// <summary>The command that led there.</summary>
    public required string Prefix { get; init; }

    /// <summary>How long after the first host's window this one's opened, by the clock of the command that started them all; null without a window.</summary>
    public long? StartedAfterNs { get; init; }

    /// <summary>That figure may be wrong by so much either way, as far as the way to the host blurs it; 0 on one kernel.</summary>
    public long? StartedAfterErrorNs { get; init; }

    /// <summary>Why this host did not come to a report; null when it did.</summary>
    public string? Failure { get; init; }

    /// <summary>What it reported, by its own clock; null when it failed.</summary>
    public LoadReport? Report { get; init; }
}
