using IoBench.Linux;
using IoBench.Load;
using IoBench.Results;

namespace IoBench.Node;

/// <summary>A load run as its report.</summary>
internal static class LoadReporter
{
    internal static LoadReport Describe(LoadOptions options, LoadOutcome outcome, ClockFacts clock, double? ceilingPerSecond)
    {
        var recorder = outcome.Recorder;
        var doubts = Audit.Of(outcome, clock.CostNs, (long)clock.ResolutionNs, ceilingPerSecond);
        var messages = Math.Max(1, outcome.Received);
        var trend = outcome.Trend;
        return new LoadReport
        {
            Target = TargetText.Write(options.Target),
            Loop = options.IsOpenLoop ? "open" : "closed",
            Engine = options.Engine.ToString().ToLowerInvariant(),
            Cpus = options.Cpus.Count > 0 ? [.. options.Cpus.Take(outcome.Engines)] : CpuSet.Allowed(),
            Connections = options.Connections,
            Established = options.Connections,
            Idle = options.Idle,
            PayloadBytes = (int)Math.Round(options.Payload.MeanBytes),
            PayloadMix = options.Payload.Text,
            Depth = options.Depth,
            RatePerSecond = options.RatePerSecond,
            Arrival = options.IsOpenLoop ? options.Arrival.ToString().ToLowerInvariant() : null,
            Seed = options.Seed,
            Churn = options.Churn,
            Due = options.IsOpenLoop ? recorder.DueWithin : null,
            Backlog = outcome.Backlog,
            WarmupSeconds = options.WarmupSeconds,
            WindowSeconds = outcome.Window.Seconds,
            Turns = options.Turns?.ToString(),
            AskingSeconds = outcome.AskingSeconds,
            WindowStartNs = outcome.Window.StartNs,
            WindowStopNs = outcome.Window.StopNs,
            Sent = outcome.Sent,
            Received = outcome.Received,
            InFlight = outcome.InFlight,
            Failed = outcome.Lost,
            CarriedIn = outcome.CarriedIn,
            ThroughputPerSecond = outcome.ThroughputPerSecond,
            ReceivedBytes = recorder.BytesWithin,
            LatencyNs = Quantiles(recorder.Response),
            ServiceTimeNs = options.IsOpenLoop ? Quantiles(recorder.Service) : null,
            LatenessNs = options.IsOpenLoop ? Quantiles(recorder.Lateness) : null,
            ConnectNs = options.Churn > 0 ? Quantiles(recorder.Connecting) : null,
            AcceptNs = options.Churn > 0 ? Quantiles(recorder.Accepting) : null,
            Connected = recorder.Connecting.Count,
            Clamped = recorder.Response.Clamped,
            CpuUsPerMessage = new CpuTime { User = outcome.UserUs / messages, System = outcome.SystemUs / messages },
            CpuShare = outcome.CpuShare,
            SpinShare = outcome.SpinShare,
            AllocatedBytes = outcome.AllocatedBytes,
            Syscalls = outcome.Calls,
            Clock = clock,
            LittleError = outcome.LittleError,
            Fairness = outcome.JainIndex is { } jain
                ? new Fairness { Slowest = outcome.AnsweredByConnection.Min(), Fastest = outcome.AnsweredByConnection.Max(), Jain = jain }
                : null,
            Steadiness = new Steadiness { WarmupSeconds = outcome.WarmupSeconds, Slices = recorder.AnsweredBySlice, Drift = trend.Drift, DriftP = trend.PersistentP },
            StolenShare = outcome.StolenShare,
            Witness = outcome.Witness is { } witness ? Describe(witness) : null,
            CeilingPerSecond = ceilingPerSecond,
            Socket = outcome.Socket is { } socket ? Snapshot.Describe(socket) : null,
            Verdict = new Verdict { Valid = !doubts.Any(d => d.Disqualifies), Reasons = [.. doubts.Select(d => d.ToString())] },
            Histogram = Convert.ToBase64String(recorder.Response.Encode()),
            ServiceHistogram = options.IsOpenLoop ? Convert.ToBase64String(recorder.Service.Encode()) : null,
            LatenessHistogram = options.IsOpenLoop ? Convert.ToBase64String(recorder.Lateness.Encode()) : null,
        };
    }

    private static Witness Describe(StampWitness witness) => new()
    {
        Samples = (int)witness.RoundTrip.Count,
        SendNs = witness.Send.Quantile(0.5),
        BeyondNs = witness.Beyond.Quantile(0.5),
        WakeNs = witness.Wake.Quantile(0.5),
        ReceiveNs = witness.Receive.Quantile(0.5),
        RoundTripNs = witness.RoundTrip.Quantile(0.5),
        Note = witness.Note ?? (witness.RoundTrip.Count == 0 ? "the kernel stamped no message both ways" : null),
    };

    private static LatencyNs Quantiles(Latencies latencies) => latencies.Count == 0 ? new LatencyNs() : new LatencyNs
    {
        Min = latencies.FastestNs,
        P50 = latencies.Quantile(0.5),
        P90 = latencies.Quantile(0.9),
        P99 = latencies.Quantile(0.99),
        P999 = latencies.Quantile(0.999),
        Max = latencies.SlowestNs,
        Mean = latencies.MeanNs,
    };
}
