namespace IoBench.Results;

/// <summary>Where a run that was cut off was taken up again.</summary>
public sealed record RunSeam
{
    public required DateTimeOffset At { get; init; }

    /// <summary>Invocations that were finished before, second tries aside.</summary>
    public required int Finished { get; init; }

    /// <summary>What was not as at the start, and was gone on with all the same (<c>--force</c>); empty where all was.</summary>
    public required IReadOnlyList<string> Differences { get; init; }
}
