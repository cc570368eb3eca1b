using IoBench.Linux;

namespace IoBench.Load;

/// <summary>What a load run found: the generators' counts merged, and what they used.</summary>
public sealed class LoadOutcome
{
    public required LoadOptions Options { get; init; }

    public required Window Window { get; init; }

    /// <summary>Warm-up as it was.</summary>
    public required double WarmupSeconds { get; init; }

    public required WindowRecorder Recorder { get; init; }

    public required int Engines { get; init; }

    /// <summary>Messages that never came back, wherever they were lost.</summary>
    public required long Lost { get; init; }

    /// <summary>Arrivals that waited in line when the window closed; null for a closed loop.</summary>
    public required long? Backlog { get; init; }

    public required long PortWaits { get; init; }

    /// <summary>Messages answered in the window by each connection.</summary>
    public required IReadOnlyList<long> AnsweredByConnection { get; init; }

    /// <summary>The first faults in words.</summary>
    public required IReadOnlyList<Doubt> Faults { get; init; }

    public required int FaultCount { get; init; }

    public required double UserUs { get; init; }

    public required double SystemUs { get; init; }

    /// <summary>CPU time spent waiting awake, part of the two above.</summary>
    public required double SpunUs { get; init; }

    public required long AllocatedBytes { get; init; }

    public required IReadOnlyDictionary<string, long> Calls { get; init; }

    public required SocketOptions? Socket { get; init; }

    /// <summary>Null where the machine does not tell, or the window was too short to.</summary>
    public required double? StolenShare { get; init; }

    public required StampWitness? Witness { get; init; }

    internal static LoadOutcome Of(LoadOptions options, Opening opening, IReadOnlyList<Generator> generators, StolenTime? stolen)
    {
        var recorder = generators[0].Recorder;
        var usage = new Usage();
        foreach (var generator in generators)
        {
            if (generator.Recorder != recorder) recorder.Add(generator.Recorder);
            generator.AddUsage(usage);
        }
        return new LoadOutcome
        {
            Options = options,
            Window = opening.Window,
            WarmupSeconds = opening.WarmupSeconds,
            Recorder = recorder,
            Engines = generators.Count,
            Lost = generators.Sum(g => g.Lost),
            Backlog = options.IsOpenLoop ? generators.Sum(g => g.Backlog) : null,
            PortWaits = generators.Sum(g => g.PortWaits),
            AnsweredByConnection = [.. generators.SelectMany(g => g.Conversations).Select(c => c.AnsweredWithin)],
            Faults = [.. generators.SelectMany(g => g.Faults)],
            FaultCount = generators.Sum(g => g.FaultCount),
            UserUs = usage.UserUs,
            SystemUs = usage.SystemUs,
            SpunUs = generators.Sum(g => g.SpunNs) / 1e3,
            AllocatedBytes = usage.AllocatedBytes,
            Calls = usage.Calls(),
            Socket = generators[0].Socket,
            StolenShare = stolen?.Share,
            Witness = generators[0].Witness,
        };
    }

    /// <summary>Under way when the window opened.</summary>
    public long CarriedIn => Recorder.AskedBefore - Recorder.AnsweredBefore;

    /// <summary>Messages that were under way in the window.</summary>
    public long Sent => CarriedIn + Recorder.AskedWithin;

    public long Received => Recorder.AnsweredWithin;

    /// <summary>Under way when the window closed, answered in the drain: censored, not dropped.</summary>
    public long InFlight => Recorder.AnsweredAfter;

    /// <summary>The part of the window in which it asked: all of it, where it did not share it with other loads.</summary>
    public double AskingSeconds => Window.Seconds * Options.AskingShare;

    public double ThroughputPerSecond => Received / AskingSeconds;

    public double CpuShare => (UserUs + SystemUs) * 1e-6 / (AskingSeconds * Engines);

    public double SpinShare => SpunUs * 1e-6 / (AskingSeconds * Engines);

    /// <summary>Sum over connections squared, over n times the sum of squares (Jain, Chiu and Hawe, 1984); null where there is nothing to share.</summary>
    public double? JainIndex
    {
        get
        {
            var squares = AnsweredByConnection.Sum(x => (double)x * x);
            return AnsweredByConnection.Count < 2 || squares == 0 ? null : (double)Received * Received / (AnsweredByConnection.Count * squares);
        }
    }

    /// <summary>The rate's trend over the window in a closed loop; that of the response time in an open one, whose rate is given.</summary>
    public Trend Trend
    {
        get
        {
            var values = new double[WindowRecorder.Slices];
            for (var i = 0; i < values.Length; i++)
            {
                var answered = Recorder.AnsweredBySlice[i];
                values[i] = Options.IsOpenLoop ? Recorder.SumNsBySlice[i] / Math.Max(1.0, answered) : answered;
            }
            return Trend.Of(values, new double[values.Length * (values.Length - 1) / 2]);
        }
    }

    /// <summary>
    /// |N - X*R| / N for N messages under way; null where nothing was received. N is connections times depth where all are busy all
    /// the time, else it is counted from the events. X*R counts each message as long as it was under way in the window: whole
    /// latencies would blame a server whose stall lies across an edge.
    /// </summary>
    public double? LittleError
    {
        get
        {
            if (Received == 0) return null;
            var windowNs = Window.Seconds * 1e9;
            // A message that is never answered has no end among the events: it is under way until the window's.
            var counted = Options.IsOpenLoop || Options.Churn > 0 || Options.Turns is not null;
            var underWay = counted ? Recorder.UnderWayByEventsNs / windowNs + Lost : (double)Options.Connections * Options.Depth;
            return underWay <= 0 ? null : Math.Abs(underWay - Recorder.UnderWayNs / windowNs) / underWay;
        }
    }
}
