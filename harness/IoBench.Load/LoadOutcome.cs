using System.Globalization;
using IoBench.Linux;

namespace IoBench.Load;

/// <summary>What a load run found, and the checks that it makes of itself.</summary>
public sealed class LoadOutcome
{
    /// <summary>Largest |N - X*R| / N that still agrees with Little's law.</summary>
    public const double MostLittleError = 0.02;

    public required Window Window { get; init; }

    public required WindowRecorder Recorder { get; init; }

    public required int Established { get; init; }

    public required int Engines { get; init; }

    /// <summary>Messages that never came back, wherever they were lost.</summary>
    public required long Lost { get; init; }

    /// <summary>The first faults in words.</summary>
    public required IReadOnlyList<string> Faults { get; init; }

    public required int FaultCount { get; init; }

    public required double UserUs { get; init; }

    public required double SystemUs { get; init; }

    public required long AllocatedBytes { get; init; }

    public required IReadOnlyDictionary<string, long> Calls { get; init; }

    public required SocketOptions? Socket { get; init; }

    /// <summary>Under way when the window opened.</summary>
    public long CarriedIn => Recorder.AskedBefore - Recorder.AnsweredBefore;

    /// <summary>Messages that were under way in the window.</summary>
    public long Sent => CarriedIn + Recorder.AskedWithin;

    public long Received => Recorder.AnsweredWithin;

    /// <summary>Under way when the window closed, answered in the drain: censored, not dropped.</summary>
    public long InFlight => Recorder.AnsweredAfter;

    public double ThroughputPerSecond => Received / Window.Seconds;

    public double CpuShare => (UserUs + SystemUs) * 1e-6 / (Window.Seconds * Engines);

    /// <summary>
    /// |N - X*R| / N for N messages under way at any time; null where nothing was received. X*R counts each message as long as it was
    /// under way in the window: whole latencies would blame a server whose stall lies across an edge.
    /// </summary>
    public double? LittleError(int messagesUnderWay) =>
        Received == 0 ? null : Math.Abs(messagesUnderWay - Recorder.UnderWayNs / (Window.Seconds * 1e9)) / messagesUnderWay;

    /// <summary>Why this result is not to be trusted, one sentence each; empty when it is.</summary>
    public IReadOnlyList<string> Doubts(int messagesUnderWay)
    {
        var doubts = new List<string>(Faults);
        if (FaultCount > Faults.Count) doubts.Add($"{FaultCount - Faults.Count} more faults");
        if (Received == 0) doubts.Add("no message was answered within the window");
        if (Sent != Received + InFlight + Lost)
        {
            doubts.Add($"conservation: {Sent} sent, but {Received} received + {InFlight} in flight + {Lost} failed");
        }
        if (FaultCount == 0 && LittleError(messagesUnderWay) is { } error && error >= MostLittleError)
        {
            doubts.Add(string.Create(CultureInfo.InvariantCulture, $"Little's law: throughput x latency misses {messagesUnderWay} messages under way by {error:0.0 %}"));
        }
        return doubts;
    }
}
