using System.Globalization;
using System.Text.Json.Serialization;

namespace IoBench.Results;

/// <summary>One point of the matrix. What is equal in every field but <see cref="Label"/> is the same work.</summary>
public sealed record Cell
{
    /// <summary>What the result is called. The model's name; with <see cref="AaSuffix"/> for the A/A twin, with <c> (A)</c> or <c> (B)</c> for a side.</summary>
    public required string Label { get; init; }

    public required string Model { get; init; }

    /// <summary>Where two servers are compared, which of them serves (<see cref="ServerSide.A"/> or <see cref="ServerSide.B"/>); null where there is one.</summary>
    public string? Side { get; init; }

    /// <summary>The sweep of the plan that asked for this cell.</summary>
    public required string Sweep { get; init; }

    /// <summary>Connections that send.</summary>
    public required int Connections { get; init; }

    /// <summary>Connections that are open and never say a word.</summary>
    public int Idle { get; init; }

    public required int PayloadBytes { get; init; }

    /// <summary>Messages that one connection keeps under way (1 = ping-pong).</summary>
    public int Depth { get; init; } = 1;

    /// <summary>Loops or workers of the server; 0 leaves it to the model.</summary>
    public int Threads { get; init; }

    /// <summary>Processes of the server on one port, each with <see cref="Threads"/> of its own.</summary>
    public int Processes { get; init => field = value == 0 ? 1 : value; } = 1;

    /// <summary>What the server's handler does for each message, as <see cref="CellWork"/> writes it (<c>cpu:20</c>); null where it only echoes.</summary>
    public string? Work { get; init; }

    /// <summary>The client's mechanism: <c>epoll</c> or <c>uring</c>.</summary>
    public string Engine { get; init => field = value ?? EpollEngine; } = EpollEngine;

    /// <summary>Messages a second, offered whether or not the server keeps up; null is a closed loop.</summary>
    public double? RatePerSecond { get; init; }

    /// <summary>The rate as a share of a capacity (0.8 is 80 %), where the plan asked so; <see cref="ShareOf"/> says of which.</summary>
    public double? LoadShare { get; init; }

    /// <summary><see cref="OwnCapacity"/> or <see cref="LeastCapacity"/>; null without <see cref="LoadShare"/>.</summary>
    public string? ShareOf { get; init; }

    /// <summary>Messages after which a connection is closed and made again; 0 keeps connections.</summary>
    public int Churn { get; init; }

    /// <summary>As many as <c>serve --processes</c> takes.</summary>
    public const int MostProcesses = 256;

    public const string EpollEngine = "epoll";

    public const string UringEngine = "uring";

    /// <summary>What this model itself answers in a closed loop: every model is loaded to the same share of what it can do.</summary>
    public const string OwnCapacity = "own";

    /// <summary>The lowest capacity among the models of the sweep: every model is offered the same rate.</summary>
    public const string LeastCapacity = "least";

    public const string AaSuffix = " (A/A)";

    private const string PaceSuffix = " (pacemaker)";

    /// <summary>True for the second label under which the baseline runs, to show what difference noise alone makes.</summary>
    [JsonIgnore]
    public bool IsAa => Label.EndsWith(AaSuffix, StringComparison.Ordinal);

    /// <summary>True where messages are due at a rate, whether or not the server keeps up.</summary>
    [JsonIgnore]
    public bool IsOpen => RatePerSecond is not null || LoadShare is not null;

    /// <summary>The closed loop of the same shape, in which the model's capacity is measured; of both sides it is that of A, so that both get the same load.</summary>
    [JsonIgnore]
    public Cell Closed => this with { Label = Model, Side = null, RatePerSecond = null, LoadShare = null, ShareOf = null };

    /// <summary>The load without the model: cells with the same point are compared with each other.</summary>
    [JsonIgnore]
    public LoadPoint Point => new(Connections, Idle, PayloadBytes, Depth, Threads)
    {
        OtherEngine = Engine == EpollEngine ? null : Engine,
        Processes = Processes,
        Churn = Churn,
        Work = Work,
        LoadShare = LoadShare,
        ShareOf = ShareOf,
        // A share is a rate of its own for each model, and the same point for all.
        RatePerSecond = LoadShare is null ? RatePerSecond : null,
    };

    /// <summary>Unique in a run: label and point.</summary>
    [JsonIgnore]
    public string Key => string.Create(CultureInfo.InvariantCulture, $"{Label} {Point}");

    /// <summary>What both sides share; of a cell without a side, its key.</summary>
    [JsonIgnore]
    public string PairKey => Side is null ? Key : (this with { Label = Model }).Key;

    /// <summary>The same load for a server of the baseline, which is asked by turns with this cell's.</summary>
    public Cell PacedBy(string baseline) => this with { Label = baseline + PaceSuffix, Model = baseline };

    /// <summary>The same work, done by one of two servers.</summary>
    public Cell On(string side) => this with { Label = $"{Model} ({side})", Side = side };
}
