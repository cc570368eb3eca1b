using System.Text.Json.Serialization;

namespace IoBench.Results;

/// <summary>What a run measures (<c>bench/plans/*.json</c>): sweeps that expand to cells, and how often each is repeated.</summary>
public sealed record Plan
{
    public required int SchemaVersion { get; init; }

    public required string Name { get; init; }

    public required string Description { get; init; }

    /// <summary>Each block runs every cell once, in an order of its own.</summary>
    public required int Blocks { get; init; }

    public required double WarmupSeconds { get; init; }

    public required double WindowSeconds { get; init; }

    /// <summary>The model that the others are compared with, declared before anything is measured.</summary>
    public required string Baseline { get; init; }

    /// <summary>The point whose figures head the report.</summary>
    public required Headline Headline { get; init; }

    public required IReadOnlyList<Sweep> Sweeps { get; init; }

    /// <summary>How often each model's capacity is measured before the first block, where a sweep asks for shares of it; odd, the median counts.</summary>
    public int Calibrations { get; init => field = value > 0 ? value : DefaultCalibrations; } = DefaultCalibrations;

    public const int DefaultCalibrations = 3;

    /// <summary>
    /// Each model shares its window with a fresh server of the baseline, its pacemaker, and both are asked by turns, where
    /// <see cref="RunManifest.TakesTurns"/>: what a busy machine did to the one it did to the other, so ratios are known many times better.
    /// </summary>
    public bool Paced { get; init; }

    /// <summary>Whether after the last block an echo of each model is cut into its calls, and where each waits is looked at.</summary>
    public bool Anatomy { get; init; }

    /// <summary>Blocks in which a cell of this sweep runs: the plan's, or the sweep's own where those are fewer.</summary>
    public int BlocksOf(string sweep) =>
        Sweeps.Where(s => s.Name == sweep).Select(s => Math.Min(s.Blocks ?? Blocks, Blocks)).DefaultIfEmpty(Blocks).Max();
}

/// <summary>The load under which models are ranked.</summary>
public sealed record Headline
{
    public required int Connections { get; init; }

    public required int PayloadBytes { get; init; }

    public int Depth { get; init; } = 1;

    public int Idle { get; init; }
}

/// <summary>A product of lists: every model under every combination of the axes.</summary>
public sealed record Sweep
{
    /// <summary>What it asks, in one word: connections, payload, depth, idle.</summary>
    public required string Name { get; init; }

    public required IReadOnlyList<string> Models { get; init; }

    /// <summary>Runs the baseline a second time under another name, to show what noise alone does.</summary>
    public bool Aa { get; init; }

    public required IReadOnlyList<int> Connections { get; init; }

    public IReadOnlyList<int> Idle { get; init; } = [0];

    public IReadOnlyList<int> PayloadBytes { get; init; } = [64];

    public IReadOnlyList<int> Depth { get; init; } = [1];

    public IReadOnlyList<int> Threads { get; init; } = [0];

    /// <summary>Processes of the server on one port, each with that number of threads.</summary>
    public IReadOnlyList<int> Processes { get; init => field = value ?? [1]; } = [1];

    /// <summary>Offered load as shares of each model's own capacity.</summary>
    public IReadOnlyList<double> Loads { get; init => field = value ?? []; } = [];

    /// <summary>Offered load as shares of the lowest capacity among the models, so that all are offered the same rate.</summary>
    public IReadOnlyList<double> EqualLoads { get; init => field = value ?? []; } = [];

    /// <summary>Offered load in messages a second.</summary>
    public IReadOnlyList<double> Rates { get; init => field = value ?? []; } = [];

    /// <summary>The client's mechanisms: <c>epoll</c>, <c>uring</c>.</summary>
    public IReadOnlyList<string> Engines { get; init => field = value ?? [Cell.EpollEngine]; } = [Cell.EpollEngine];

    /// <summary>Messages after which a connection is made anew; 0 keeps connections.</summary>
    public IReadOnlyList<int> Churn { get; init => field = value ?? [0]; } = [0];

    /// <summary>What the server's handler does for each message: <c>none</c>, <c>cpu:20</c>, <c>wait:100</c>.</summary>
    public IReadOnlyList<string> Work { get; init => field = value ?? [CellWork.None]; } = [CellWork.None];

    /// <summary>Fewer blocks than the plan's: the sweep then runs in the first ones only.</summary>
    public int? Blocks { get; init; }

    /// <summary>False for a closed loop.</summary>
    [JsonIgnore]
    public bool IsOpen => Loads.Count + EqualLoads.Count + Rates.Count > 0;

    /// <summary>Whether the headline's load, a closed loop, is among those of this sweep.</summary>
    public bool Covers(Headline headline) =>
        !IsOpen
        && Engines.Contains(Cell.EpollEngine)
        && Processes.Contains(1)
        && Churn.Contains(0)
        && Work.Contains(CellWork.None)
        && Connections.Contains(headline.Connections)
        && PayloadBytes.Contains(headline.PayloadBytes)
        && Depth.Contains(headline.Depth)
        && Idle.Contains(headline.Idle);
}
