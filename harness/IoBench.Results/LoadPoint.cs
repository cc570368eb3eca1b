using System.Globalization;
using System.Text.Json.Serialization;

namespace IoBench.Results;

/// <summary>What the client does in a cell, with how many threads and processes it is answered, and what their handler does.</summary>
public readonly record struct LoadPoint(int Connections, int Idle, int PayloadBytes, int Depth, int Threads)
{
    /// <summary>Processes of the server; 1 unless a plan asked for more.</summary>
    // One is kept as none, so that a point of a file that knows nothing of processes is the same point.
    public int Processes { get => Math.Max(1, field); init => field = value > 1 ? value : 0; }

    /// <summary>The client's mechanism where it is not epoll.</summary>
    public string? OtherEngine { get; init; }

    /// <summary>Messages after which a connection is made anew; 0 keeps connections.</summary>
    public int Churn { get; init; }

    /// <summary>As <see cref="Cell.Work"/>.</summary>
    public string? Work { get; init; }

    /// <summary>Messages a second that are due; null in a closed loop, and where a share was asked for.</summary>
    public double? RatePerSecond { get; init; }

    /// <summary>Messages due as a share of a capacity; null in a closed loop, and where a rate was asked for.</summary>
    public double? LoadShare { get; init; }

    /// <summary>As <see cref="Cell.ShareOf"/>.</summary>
    public string? ShareOf { get; init; }

    [JsonIgnore]
    public string Engine => OtherEngine ?? Cell.EpollEngine;

    /// <summary>Open and closed loop are never the same point, so they share no line and no family.</summary>
    [JsonIgnore]
    public bool IsOpen => RatePerSecond is not null || LoadShare is not null;

    /// <summary>True where every model is offered the same rate.</summary>
    [JsonIgnore]
    public bool IsEqualLoad => RatePerSecond is not null || ShareOf == Cell.LeastCapacity;

    /// <summary>The same shape without an offered load.</summary>
    [JsonIgnore]
    public LoadPoint Closed => this with { RatePerSecond = null, LoadShare = null, ShareOf = null };

    /// <summary>
    /// Short and unique: <c>c128 i0 p64 d1 t0</c>, and behind it only what differs from a closed loop under epoll that keeps its
    /// connections to one process: <c>x2</c> (processes), <c>uring</c>, <c>n100</c> (churn), <c>cpu:20</c> (work of the handler), <c>r20000</c> (rate), <c>s0.8</c> (share of its own capacity), <c>e0.7</c> (of the least one).
    /// </summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"c{Connections} i{Idle} p{PayloadBytes} d{Depth} t{Threads}{(Processes == 1 ? "" : $" x{Processes}")}{(OtherEngine is null ? "" : $" {OtherEngine}")}{(Churn == 0 ? "" : $" n{Churn}")}{(Work is null ? "" : $" {Work}")}{Offered}");

    private string Offered => (RatePerSecond, LoadShare, ShareOf) switch
    {
        ({ } rate, _, _) => string.Create(CultureInfo.InvariantCulture, $" r{rate}"),
        (_, { } share, Cell.LeastCapacity) => string.Create(CultureInfo.InvariantCulture, $" e{share}"),
        (_, { } share, _) => string.Create(CultureInfo.InvariantCulture, $" s{share}"),
        _ => "",
    };
}
