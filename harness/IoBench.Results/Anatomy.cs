using System.Text.Json.Serialization;

namespace IoBench.Results;

/// <summary>What a stretch of time went into.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PartKind>))]
public enum PartKind
{
    /// <summary>A call that moves data between a process and the kernel, with all that the kernel does in it.</summary>
    Copying,

    /// <summary>A call in which a thread sleeps.</summary>
    Waiting,

    /// <summary>A thread's own work between two calls.</summary>
    Handling,

    /// <summary>From one thread's call that wakes another until that one goes on.</summary>
    HandOver,

    /// <summary>The kernel carries a message and wakes who waits for it.</summary>
    WakeUp,

    /// <summary>Any other call: registering, accepting.</summary>
    Other,

    /// <summary>Calls that do not pass the project's border: of the C library or the runtime.</summary>
    Unseen,
}

/// <summary><c>anatomy.json</c>: where the time of one echo goes, for each model.</summary>
public sealed record AnatomyReport
{
    public const string FileName = "anatomy.json";

    public int SchemaVersion { get; init; } = Schema.Version;

    public required DateTimeOffset StartedAt { get; init; }

    public required string Command { get; init; }

    public required RunEnvironment Environment { get; init; }

    public required Placement Placement { get; init; }

    public required int PayloadBytes { get; init; }

    /// <summary>Echoes with stamps that were asked of each model, and as many without.</summary>
    public required int Messages { get; init; }

    public required IReadOnlyList<ModelAnatomy> Models { get; init => field = value ?? []; }

    public IReadOnlyList<SkippedModel> Skipped { get; init => field = value ?? []; } = [];
}

/// <summary>One model's echo, cut into parts that follow each other without a gap.</summary>
public sealed record ModelAnatomy
{
    public required string Model { get; init; }

    /// <summary>As <see cref="ModelInfo.CallsCounted"/>: what the stamps can see.</summary>
    public required string CallsCounted { get; init; }

    /// <summary>Echoes that were cut.</summary>
    public required int Echoes { get; init; }

    /// <summary>Of these, how many had the parts that are listed; others took another way.</summary>
    public required int OfThisShape { get; init; }

    /// <summary>Round trips of all echoes that were cut, stamps taken, by the client's own clock around each.</summary>
    public required SpreadNs RoundTripNs { get; init; }

    /// <summary>The same of those that had the parts that are listed.</summary>
    public required SpreadNs OfThisShapeNs { get; init; }

    /// <summary>Round trips of as many echoes without stamps, in turns with the others in the same processes.</summary>
    public required SpreadNs PlainRoundTripNs { get; init; }

    /// <summary>Of the listed shape, in the order of time.</summary>
    public required IReadOnlyList<EchoPart> Parts { get; init => field = value ?? []; }

    /// <summary>Sum of the parts' <see cref="EchoPart.MeanNs"/>.</summary>
    public required double SumNs { get; init; }

    /// <summary>Median round trip with stamps minus that without, turn by turn.</summary>
    public required SpreadNs AddedNs { get; init; }

    /// <summary>Stamped calls of the threads on the way of an echo.</summary>
    public required double StampsPerEcho { get; init; }

    /// <summary>What stamping one call costs, measured in a loop: two readings of the clock and a record.</summary>
    public required double StampCostNs { get; init; }

    /// <summary>What stamps cost an echo by that.</summary>
    [JsonIgnore]
    public double StampingNs => StampsPerEcho * StampCostNs;

    /// <summary>One real echo, the most like all others: what each thread did, and what lay between.</summary>
    public required IReadOnlyList<EchoLane> Lanes { get; init => field = value ?? []; }

    /// <summary>Of the echo that <see cref="Lanes"/> show.</summary>
    public required long ShownRoundTripNs { get; init; }

    /// <summary>How far the sum of the parts is from the median round trip of the echoes that had them, as a share of it.</summary>
    [JsonIgnore]
    public double Deviation => OfThisShapeNs.Median > 0 ? Math.Abs(SumNs - OfThisShapeNs.Median) / OfThisShapeNs.Median : 0;
}

/// <summary>A stretch of the way of an echo.</summary>
public sealed record EchoPart
{
    /// <summary>A call's name, or what lies between calls.</summary>
    public required string Name { get; init; }

    public required PartKind Kind { get; init; }

    /// <summary>Whose it is: <c>client</c>, <c>kernel</c>, or a thread of the server by its order on the way.</summary>
    public required string Lane { get; init; }

    /// <summary>Mean of the fifth of the echoes whose round trips lie around the median. These add up; medians do not.</summary>
    public required double MeanNs { get; init; }

    /// <summary>Over all echoes of this shape.</summary>
    public required SpreadNs SpreadNs { get; init; }
}

/// <summary>Median, quartiles and the outer tenths.</summary>
public sealed record SpreadNs(double P10, double P25, double Median, double P75, double P90);

/// <summary>What one thread did, or what lay between threads, in one echo.</summary>
public sealed record EchoLane
{
    public required string Name { get; init; }

    public required IReadOnlyList<LaneSpan> Spans { get; init => field = value ?? []; }
}

/// <param name="FromNs">From the begin of the echo.</param>
public sealed record LaneSpan(string Name, PartKind Kind, long FromNs, long ToNs);
