using IoBench.Cli.Machine;
using IoBench.Results;

namespace IoBench.Cli.Doctoring;

/// <summary>All that checks look at.</summary>
/// <param name="Files">Where the machine tells of itself.</param>
/// <param name="Environment">As every run records it.</param>
/// <param name="Placement">Where server and load would stand.</param>
/// <param name="Models">What the node says of each model.</param>
/// <param name="Rest">What others took of the machine over a second in which nothing was measured.</param>
internal sealed record Patient(MachineFiles Files, RunEnvironment Environment, Placement Placement, IReadOnlyList<ModelInfo> Models, Disturbance Rest)
{
    public string? Text(string path) => Files.Text(path);

    /// <summary>A file that holds one number; null where it cannot be read.</summary>
    public long? Number(string path) => long.TryParse(Text(path)?.Split((char[])[' ', '\t', '\n'])[0], System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;
}
