using IoBench.Results;

namespace IoBench.Reporting;

/// <summary>One word, one letter and one colour for what a stretch of time went into.</summary>
internal static class PartKinds
{
    public static IReadOnlyList<PartKind> All { get; } = [PartKind.Copying, PartKind.Handling, PartKind.Other, PartKind.HandOver, PartKind.WakeUp, PartKind.Waiting, PartKind.Unseen];

    public static string Name(PartKind kind) => kind switch
    {
        PartKind.Copying => "copying",
        PartKind.Waiting => "waiting",
        PartKind.Handling => "handling",
        PartKind.HandOver => "hand-over",
        PartKind.WakeUp => "carrying",
        PartKind.Other => "other call",
        _ => "not seen",
    };

    public static char Letter(PartKind kind) => kind switch
    {
        PartKind.Copying => '#',
        PartKind.Waiting => '.',
        PartKind.Handling => 'u',
        PartKind.HandOver => '>',
        PartKind.WakeUp => '~',
        PartKind.Other => '+',
        _ => '?',
    };

    /// <summary>No model's colour: kinds are told apart by hue and by lightness, also by colour-blind readers.</summary>
    public static string Colour(PartKind kind) => kind switch
    {
        PartKind.Copying => "#2F3E50",
        PartKind.Handling => "#E0A100",
        PartKind.Other => "#8C7BB0",
        PartKind.HandOver => "#C2410C",
        PartKind.WakeUp => "#6FA8CF",
        PartKind.Waiting => "#E3E8ED",
        _ => "#B9A48C",
    };

    public static string OnDark(PartKind kind) => kind switch
    {
        PartKind.Copying => "#D5DEE8",
        PartKind.Handling => "#F2C14B",
        PartKind.Other => "#B3A4D6",
        PartKind.HandOver => "#FF7A3D",
        PartKind.WakeUp => "#5B9BC8",
        PartKind.Waiting => "#2B323B",
        _ => "#8F7C66",
    };
}
