namespace IoBench.Results;

/// <summary>Whether one measurement may be used, and if not, why: each reason is one clear sentence.</summary>
public sealed record Verdict
{
    public static Verdict Good { get; } = new() { Valid = true };

    public required bool Valid { get; init; }

    // A line without the field reads as null, past any initial value.
    public IReadOnlyList<string> Reasons { get; init => field = value ?? []; } = [];

    public static Verdict Because(params IReadOnlyList<string> reasons) => new() { Valid = false, Reasons = reasons };

    /// <summary>Both must hold; all reasons are kept.</summary>
    public Verdict And(Verdict other) => new() { Valid = Valid && other.Valid, Reasons = [.. Reasons, .. other.Reasons] };
}
