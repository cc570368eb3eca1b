using System.Globalization;
using System.Text.Json.Serialization;

namespace IoBench.Results;

/// <summary>One point of the matrix. What is equal in every field but <see cref="Label"/> is the same work.</summary>
public sealed record Cell
{
    /// <summary>What the result is called. The model's name, or that name with <see cref="AaSuffix"/> for the A/A twin.</summary>
    public required string Label { get; init; }

    public required string Model { get; init; }

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

    /// <summary>The client's mechanism: <c>epoll</c> or <c>uring</c>.</summary>
    public string Engine { get; init => field = value ?? EpollEngine; } = EpollEngine;

    /// <summary>Messages a second, offered whether or not the server keeps up; null is a closed loop.</summary>
    public double? RatePerSecond { get; init; }

    /// <summary>Messages after which a connection is closed and made again; 0 keeps connections.</summary>
    public int Churn { get; init; }

    public const string EpollEngine = "epoll";

    public const string AaSuffix = " (A/A)";

    /// <summary>True for the second label under which the baseline runs, to show what difference noise alone makes.</summary>
    [JsonIgnore]
    public bool IsAa => Label.EndsWith(AaSuffix, StringComparison.Ordinal);

    /// <summary>The load without the model: cells with the same point are compared with each other.</summary>
    [JsonIgnore]
    public LoadPoint Point => new(Connections, Idle, PayloadBytes, Depth, Threads);

    /// <summary>Unique in a run: label and point.</summary>
    [JsonIgnore]
    public string Key => string.Create(CultureInfo.InvariantCulture, $"{Label} {Point}");
}

/// <summary>What the client does in a cell, and with how many threads it is answered.</summary>
public readonly record struct LoadPoint(int Connections, int Idle, int PayloadBytes, int Depth, int Threads)
{
    /// <summary>Short and unique, e.g. <c>c128 i0 p64 d1 t0</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"c{Connections} i{Idle} p{PayloadBytes} d{Depth} t{Threads}");
}
