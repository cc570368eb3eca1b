using System.Text.Json.Serialization;
using IoBench.Results;

namespace IoBench.Analysis;

/// <summary>Every invocation of one cell, and what they say together.</summary>
public sealed record CellSummary
{
    public required Cell Cell { get; init; }

    /// <summary><c>closed</c> or <c>open</c>: results of both never share a line. Null when no load finished.</summary>
    public string? Loop { get; init; }

    public required int Valid { get; init; }

    public required IReadOnlyList<InvalidInvocation> Invalid { get; init; }

    /// <summary>The client was at its limit, the server was not: the rate is a lower bound of what the server can do.</summary>
    public required bool ClientBound { get; init; }

    /// <summary>The baseline stood beside it, asked by turns.</summary>
    [JsonIgnore]
    public bool IsPaced => Invocations.Any(static f => f.Pace is not null);

    /// <summary>Messages a second that were due; null in a closed loop.</summary>
    public double? AskedPerSecond { get; init; }

    /// <summary>True where less came back than was due: by more than <see cref="Levels.Shortfall"/>, or by the load's own word.</summary>
    public bool Overloaded { get; init; }

    /// <summary>What valid invocations were qualified by, most frequent first.</summary>
    public IReadOnlyList<Caveat> Caveats { get; init; } = [];

    public Estimate? ThroughputPerSecond { get; init; }

    public Estimate? P50Ns { get; init; }

    public Estimate? P90Ns { get; init; }

    public Estimate? P99Ns { get; init; }

    public Estimate? P999Ns { get; init; }

    public Estimate? ServerCpuUsPerMessage { get; init; }

    public Estimate? ServerCpuUserUsPerMessage { get; init; }

    public Estimate? ServerCpuSystemUsPerMessage { get; init; }

    /// <summary>What the model adds to the floor; null where the run has no floor for this load.</summary>
    public AboveFloor? ServerAboveFloor { get; init; }

    public Estimate? ServerCpuShare { get; init; }

    public Estimate? SyscallsPerMessage { get; init; }

    /// <summary>True where the C library (POSIX AIO) or the runtime makes calls of its own accord: those are not seen, so there are more. Runs from before models said so are known by their calls.</summary>
    public bool MoreSyscallsUnseen => CallsCounted == ModelInfo.Some || CallsPerMessage.Keys.Any(static name => name.StartsWith("aio_", StringComparison.Ordinal));

    /// <summary>True where the runtime makes all calls: then <see cref="SyscallsPerMessage"/> is null and no call is named.</summary>
    public bool SyscallsUnseen => CallsCounted == ModelInfo.None;

    /// <summary>As the model's <see cref="ModelInfo.CallsCounted"/>.</summary>
    public string CallsCounted { get; init; } = ModelInfo.All;

    public required IReadOnlyDictionary<string, Estimate> CallsPerMessage { get; init; }

    public Estimate? ContextSwitchesPerMessage { get; init; }

    public Estimate? AllocatedBytesPerMessage { get; init; }

    public Estimate? ClientCpuUsPerMessage { get; init; }

    /// <summary>What the client adds to the floor.</summary>
    public AboveFloor? ClientAboveFloor { get; init; }

    public Estimate? ClientCpuShare { get; init; }

    /// <summary>What a limit of the model did, added up over all invocations: queue overflows, buffer shortages.</summary>
    public required IReadOnlyDictionary<string, long> Events { get; init; }

    public LatencyDistribution? Latency { get; init; }

    /// <summary>The valid ones in run order, a second try in the place of the first: the evidence behind every estimate above.</summary>
    public required IReadOnlyList<InvocationFigures> Invocations { get; init; }

    /// <summary>Invocations that lie far from the others, or fall into groups; all of them count.</summary>
    public IReadOnlyList<Annotation> Annotations { get; init; } = [];

    /// <summary>How the server said that it was set, in the first valid invocation.</summary>
    [JsonIgnore]
    public ServerSettings? Settings { get; init; }

    /// <summary>What invocations said that failed a check: in no estimate, only drawn grey where there is nothing else.</summary>
    [JsonIgnore]
    public IReadOnlyList<InvocationFigures> Distrusted { get; init; } = [];

    /// <summary>From this share of its CPUs on, the client is taken to be at its limit.</summary>
    public const double ClientLimit = 0.95;

    /// <param name="callsCounted">As the model's <see cref="ModelInfo.CallsCounted"/>.</param>
    public static CellSummary Of(IReadOnlyList<Invocation> invocations, FloorSummary? floor = null, string callsCounted = ModelInfo.All)
    {
        var counted = callsCounted != ModelInfo.None;
        var valid = invocations.Where(static i => i.Verdict.Valid).OrderBy(static i => i.Repeats ?? i.Order).ToList();
        var figures = valid.Select(InvocationFigures.Of).ToList();
        var client = Centre(figures, Scale.Linear, static f => f.ClientCpuShare);
        var server = Centre(figures, Scale.Linear, static f => f.ServerCpuShare);
        var (throughput, asked) = (Centre(figures, Scale.Log, static f => f.ThroughputPerSecond), Asked(invocations));
        var caveats = Caveat.Of(valid);
        return new CellSummary
        {
            Cell = invocations[0].Cell,
            Loop = invocations.Select(static i => i.Load?.Loop).FirstOrDefault(static l => l is not null),
            Valid = valid.Count,
            Invalid = [.. invocations.Where(static i => !i.Verdict.Valid).Select(static i => new InvalidInvocation(i.Block, i.Order, i.Verdict.Reasons))],
            // An open loop waits awake for the next arrival, so its CPU share says nothing; the load itself then says whether it was the limit.
            ClientBound = asked is null
                ? client?.Centre >= ClientLimit && client.Centre >= (server?.Centre ?? 0)
                : Caveat.IsUsual(caveats, Caveat.ClientBound, valid.Count),
            AskedPerSecond = asked,
            Overloaded = asked is not null && (throughput?.Centre < asked * (1 - Levels.Shortfall) || Caveat.IsUsual(caveats, Caveat.Overload, valid.Count)),
            Caveats = caveats,
            ThroughputPerSecond = throughput,
            P50Ns = Centre(figures, Scale.Log, static f => f.P50Ns),
            P90Ns = Centre(figures, Scale.Log, static f => f.P90Ns),
            P99Ns = Centre(figures, Scale.Log, static f => f.P99Ns),
            P999Ns = Centre(figures, Scale.Log, static f => f.P999Ns),
            ServerCpuUsPerMessage = Centre(figures, Scale.Log, static f => f.ServerCpuUsPerMessage),
            // Parts of a sum, shares and counts that can be zero stay on a linear scale.
            ServerCpuUserUsPerMessage = Centre(figures, Scale.Linear, static f => f.ServerCpuUserUsPerMessage),
            ServerCpuSystemUsPerMessage = Centre(figures, Scale.Linear, static f => f.ServerCpuSystemUsPerMessage),
            ServerAboveFloor = AboveFloor.Of(figures, floor, static f => f.ServerCpuUsPerMessage),
            ServerCpuShare = server,
            CallsCounted = callsCounted,
            SyscallsPerMessage = counted ? Centre(figures, Scale.Linear, static f => f.SyscallsPerMessage) : null,
            CallsPerMessage = counted ? Calls(figures) : new Dictionary<string, Estimate>(),
            ContextSwitchesPerMessage = Centre(figures, Scale.Linear, static f => f.ContextSwitchesPerMessage),
            AllocatedBytesPerMessage = Centre(figures, Scale.Linear, static f => f.AllocatedBytesPerMessage),
            ClientCpuUsPerMessage = Centre(figures, Scale.Log, static f => f.ClientCpuUsPerMessage),
            ClientAboveFloor = AboveFloor.Of(figures, floor, static f => f.ClientCpuUsPerMessage),
            ClientCpuShare = client,
            Events = EventsOf(valid),
            Latency = LatencyDistribution.Merge([.. valid.Select(static i => i.Load?.Histogram).OfType<string>().Where(static h => h.Length > 0)]),
            Invocations = figures,
            Annotations = Annotation.Of(figures),
            Settings = valid.Select(static i => i.Server?.Ready.Options).FirstOrDefault(static o => o is not null),
            Distrusted = [.. invocations.Where(static i => i is { Verdict.Valid: false, Load: not null }).Select(InvocationFigures.Of)],
        };
    }

    // What the load was told, which is what the plan asked; the cell knows it even where no load came to its report.
    private static double? Asked(IReadOnlyList<Invocation> invocations) =>
        invocations.Select(static i => i.Load?.RatePerSecond ?? i.Cell.RatePerSecond).FirstOrDefault(static rate => rate is not null);

    // A value that is missing in some invocations (a quantile with too few samples) has a centre over those that have it; N says so.
    private static Estimate? Centre(IEnumerable<InvocationFigures> figures, Scale scale, Func<InvocationFigures, double?> value) =>
        HodgesLehmann.Estimate([.. figures.Select(value).OfType<double>()], scale);

    private static Dictionary<string, Estimate> Calls(IReadOnlyList<InvocationFigures> figures) => figures
        .SelectMany(static f => f.CallsPerMessage.Keys).Distinct().Order(StringComparer.Ordinal)
        .ToDictionary(static name => name, name =>
            Centre(figures.Where(static f => f.SyscallsPerMessage is not null), Scale.Linear, f => f.CallsPerMessage.GetValueOrDefault(name))!);

    private static Dictionary<string, long> EventsOf(IEnumerable<Invocation> valid) => valid
        .Where(static i => i.Server is not null)
        .SelectMany(static i => i.Server!.Stop.Events.Select(e => (e.Key, Value: e.Value - i.Server.Start.Events.GetValueOrDefault(e.Key))))
        .GroupBy(static e => e.Key).ToDictionary(static g => g.Key, static g => g.Sum(static e => e.Value));
}

/// <summary>An invocation that counts in no figure, and why.</summary>
public sealed record InvalidInvocation(int Block, int Order, IReadOnlyList<string> Reasons);
