namespace IoBench.Cli.Running;

/// <summary>How long the runner waits for each step of an invocation before it gives it up.</summary>
internal sealed record RunnerLimits
{
    /// <summary>From the server's start until it listens.</summary>
    public TimeSpan Ready { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>From the load's start until all its connections stand; thousands of them take a while.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>From the planned end of the window until the load's report.</summary>
    public TimeSpan Report { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>From a floor's start until its report, beside the time that it measures.</summary>
    public TimeSpan Floor { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>For a snapshot whose time has come.</summary>
    public TimeSpan Snapshot { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>From <c>stop</c> to the end of a process.</summary>
    public TimeSpan Stop { get; init; } = TimeSpan.FromSeconds(3);
}
