using System.Text.Json.Serialization;

namespace IoBench.Cli.Doctoring;

/// <summary>What a finding does to a measurement.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Weight>))]
internal enum Weight
{
    /// <summary>Something cannot be measured here.</summary>
    Prevents,

    /// <summary>Figures are others than they would be, or scatter more.</summary>
    Distorts,

    /// <summary>Nothing to mend: figures hold for such a machine, and are compared with such.</summary>
    Note,
}

/// <summary>One thing that would disturb or prevent a measurement on this machine.</summary>
/// <param name="Name">In a word, and stable: programs look for it.</param>
/// <param name="Weight">How bad it is.</param>
/// <param name="Found">As it stands here.</param>
/// <param name="Effect">How it changes results.</param>
/// <param name="Mend">The command that mends it; null where none does.</param>
internal sealed record Ailment(string Name, Weight Weight, string Found, string Effect, string? Mend = null);
