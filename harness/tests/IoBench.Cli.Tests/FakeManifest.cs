using IoBench.Cli.Machine;
using IoBench.Results;

namespace IoBench.Cli.Tests;

/// <summary>The manifest of a run of one model that only the fake node knows.</summary>
internal static class FakeManifest
{
    internal static RunManifest Of(string model, double windowSeconds = 0.05) => new()
    {
        Name = "test",
        StartedAt = DateTimeOffset.Now,
        Plan = new Plan
        {
            SchemaVersion = 1,
            Name = "test",
            Description = "",
            Blocks = 1,
            WarmupSeconds = 0.01,
            WindowSeconds = windowSeconds,
            Baseline = model,
            Headline = new Headline { Connections = 1, PayloadBytes = 64 },
            Sweeps = [],
        },
        Seed = 1,
        Command = "",
        Placement = new Placement { ServerCpus = [0], ClientCpus = [0], Disjoint = false, Network = "loopback" },
        Models =
        [
            new ModelInfo
            {
                Name = model, IoModel = "", Pattern = "", Threads = "none", Needs = "", Signature = ["recv", "send"], Limits = [], Available = true,
            },
        ],
        Skipped = [],
        Environment = EnvironmentReader.Read(new MachineFiles(), commit: null),
    };
}
