using System.Text.Json;
using IoBench.Linux;
using IoBench.Load;
using IoBench.Results;

namespace IoBench.Node;

/// <summary><c>load</c>: one closed-loop run against any TCP echo server.</summary>
internal static class LoadVerb
{
    private const int Untrusted = 3;

    internal static int Run(Arguments arguments)
    {
        var json = arguments.Flag("--json");
        var options = Options(arguments);
        arguments.Done();
        var clock = new ClockFacts { CostNs = Clock.CostNs(), ResolutionNs = Clock.ResolutionNs() };
        var outcome = LoadRun.Run(options, window =>
        {
            if (json) Print(JsonSerializer.Serialize(Describe(window), LineJson.Default.LoadWindow));
        });
        var report = Report(options, outcome, clock);
        Print(json ? JsonSerializer.Serialize(report, LineJson.Default.LoadReport) : LoadText.Of(report));
        return report.Verdict.Valid ? 0 : Untrusted;
    }

    private static LoadOptions Options(Arguments arguments)
    {
        var options = new LoadOptions
        {
            Target = arguments.EndPoint("--target", Console.In),
            Connections = arguments.Count("--connections", 1, 1, 100_000),
            Idle = arguments.Count("--idle", 0, 0, 100_000),
            PayloadBytes = arguments.Count("--payload", 64, 1, 1 << 24),
            Depth = arguments.Count("--depth", 1, 1, 1024),
            WarmupSeconds = arguments.Seconds("--warmup", 1, 0),
            DurationSeconds = arguments.Seconds("--duration", 5, 0.001),
            Cpus = arguments.Cpus("--cpus"),
            ConnectSeconds = arguments.Seconds("--connect-timeout", 10, 0.001),
        };
        var needed = options.Connections + options.Idle + 64L;
        var limit = Descriptors.RaiseLimit();
        return needed <= limit
            ? options
            : throw new UsageException($"load: {options.Connections + options.Idle} connections need {needed} descriptors, but the limit is {limit}; raise the hard limit (ulimit -Hn) or ask for fewer");
    }

    private static LoadWindow Describe(Window window) => new() { StartNs = window.StartNs, StopNs = window.StopNs, BootId = Machine.BootId };

    private static LoadReport Report(LoadOptions options, LoadOutcome outcome, ClockFacts clock)
    {
        var underWay = options.Connections * options.Depth;
        var doubts = outcome.Doubts(underWay);
        var messages = Math.Max(1, outcome.Received);
        return new LoadReport
        {
            Target = options.Target.ToString(),
            Loop = "closed",
            Engine = "epoll",
            Cpus = options.Cpus.Count > 0 ? [.. options.Cpus.Take(outcome.Engines)] : CpuSet.Allowed(),
            Connections = options.Connections,
            Established = outcome.Established,
            Idle = options.Idle,
            PayloadBytes = options.PayloadBytes,
            Depth = options.Depth,
            WarmupSeconds = options.WarmupSeconds,
            WindowSeconds = outcome.Window.Seconds,
            WindowStartNs = outcome.Window.StartNs,
            WindowStopNs = outcome.Window.StopNs,
            Sent = outcome.Sent,
            Received = outcome.Received,
            InFlight = outcome.InFlight,
            Failed = outcome.Lost,
            CarriedIn = outcome.CarriedIn,
            ThroughputPerSecond = outcome.ThroughputPerSecond,
            LatencyNs = Quantiles(outcome.Recorder),
            Clamped = outcome.Recorder.Clamped,
            CpuUsPerMessage = new CpuTime { User = outcome.UserUs / messages, System = outcome.SystemUs / messages },
            CpuShare = outcome.CpuShare,
            AllocatedBytes = outcome.AllocatedBytes,
            Syscalls = outcome.Calls,
            Clock = clock,
            LittleError = outcome.LittleError(underWay),
            Socket = outcome.Socket is { } socket ? Snapshot.Describe(socket) : null,
            Verdict = doubts.Count == 0 ? Verdict.Good : Verdict.Because(doubts),
            Histogram = Convert.ToBase64String(outcome.Recorder.Encode()),
        };
    }

    private static LatencyNs Quantiles(WindowRecorder recorder) => recorder.SlowestNs is null ? new LatencyNs() : new LatencyNs
    {
        Min = recorder.FastestNs,
        P50 = recorder.Quantile(0.5),
        P90 = recorder.Quantile(0.9),
        P99 = recorder.Quantile(0.99),
        P999 = recorder.Quantile(0.999),
        Max = recorder.SlowestNs,
        Mean = (double)recorder.SumNs / recorder.AnsweredWithin,
    };

    private static void Print(string line)
    {
        Console.Out.WriteLine(line);
        Console.Out.Flush();
    }
}
