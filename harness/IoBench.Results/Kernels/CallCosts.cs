namespace IoBench.Results.Kernels;

/// <summary>What single calls cost, each in a situation that differs from another's by one thing, so that a difference of two is a part.</summary>
public sealed record CallCosts
{
    /// <summary>Name of an echo between two threads of which the other waits in that call.</summary>
    public static string ThreadEcho(string wait) => $"echo between threads, the other waits in {wait}";

    public string Event { get; init; } = "callCosts";

    public int SchemaVersion { get; init; } = Schema.Version;

    /// <summary>One reading of the clock, which is taken off every other figure.</summary>
    public required double ClockNs { get; init; }

    public required IReadOnlyList<CallCost> Calls { get; init => field = value ?? []; }

    /// <summary>Situations that this kernel does not allow, with the reason.</summary>
    public IReadOnlyList<string> Skipped { get; init => field = value ?? []; } = [];
}

/// <param name="Name">Call and situation, e.g. <c>recv, nothing there</c>.</param>
/// <param name="Ns">Mean, by the clock of the machine: instructions where that counts them.</param>
/// <param name="Calls">How many were made.</param>
public sealed record CallCost(string Name, double Ns, int Calls);
