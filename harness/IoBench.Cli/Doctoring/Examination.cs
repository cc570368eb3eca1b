using IoBench.Cli.Machine;
using IoBench.Cli.Running;
using IoBench.Results;

namespace IoBench.Cli.Doctoring;

/// <summary><c>doctor --json</c>: what was found on a machine, the worst first, and what it can tell apart.</summary>
internal sealed record Examination
{
    public int SchemaVersion { get; init; } = Schema.Version;

    public required RunEnvironment Environment { get; init; }

    public required IReadOnlyList<Ailment> Ailments { get; init; }

    /// <summary>Null where it was not calibrated.</summary>
    public Resolution? Resolution { get; init; }

    /// <summary>How long the machine is watched at rest.</summary>
    private static readonly TimeSpan RestTime = TimeSpan.FromSeconds(1);

    public static async Task<Examination> OfAsync(MachineFiles files, IReadOnlyList<ModelInfo> models, CancellationToken cancel)
    {
        var environment = EnvironmentReader.Read(files, Checkout.Commit);
        var meter = new DisturbanceMeter(files);
        await Task.Delay(RestTime, cancel);
        return Of(new Patient(files, environment, Placing.Of(environment.Cpus, environment.Siblings), models, meter.Read()));
    }

    internal static Examination Of(Patient patient) => new()
    {
        Environment = patient.Environment,
        Ailments = [.. LimitChecks.Of(patient).Concat(ProcessorChecks.Of(patient)).Concat(NeighbourChecks.Of(patient)).OrderBy(static a => a.Weight)],
    };
}
