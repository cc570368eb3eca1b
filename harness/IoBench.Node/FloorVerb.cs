using System.Globalization;
using System.Text.Json;
using IoBench.Linux;
using IoBench.Load;
using IoBench.Results;

namespace IoBench.Node;

/// <summary><c>floor</c>: what send and recv of a message cost here with nobody waiting.</summary>
internal static class FloorVerb
{
    // Beside two for each connection: runtime, listener, standard streams.
    private const int OtherDescriptors = 64;

    // A round is always ended, and there are six at least: this much takes a second or two.
    private const long MostRoundBytes = 1L << 32;

    internal static int Run(Arguments arguments)
    {
        var json = arguments.Flag("--json");
        var options = new FloorOptions
        {
            Connections = arguments.Count("--connections", 1, 1, 100_000),
            PayloadBytes = arguments.Count("--payload", 64, 1, 1 << 24),
            DurationSeconds = arguments.Seconds("--duration", 1, 0.001),
        };
        var cpus = arguments.Cpus("--cpus");
        arguments.Done();
        CheckDescriptors(options.Connections);
        CheckRound(options);
        // One thread has one CPU: of several the first, lest it moves between them.
        if (cpus.Count > 0) CpuSet.PinThread(cpus[0]);
        var report = Report(options, Floor.Measure(options));
        Console.Out.WriteLine(json ? JsonSerializer.Serialize(report, LineJson.Default.FloorReport) : Text(report));
        return 0;
    }

    private static void CheckDescriptors(int connections)
    {
        var needed = 2L * connections + OtherDescriptors;
        var limit = Descriptors.RaiseLimit();
        if (needed > limit)
        {
            throw new UsageException($"floor: both ends of {connections} connections need {needed} descriptors, but the limit is {limit}; raise the hard limit (ulimit -Hn) or ask for fewer");
        }
    }

    private static void CheckRound(FloorOptions options)
    {
        var bytes = (long)options.Connections * options.PayloadBytes;
        if (bytes > MostRoundBytes)
        {
            throw new UsageException($"floor: {options.Connections} messages of {options.PayloadBytes} B are {bytes} bytes a round, too many to end in time; ask for {MostRoundBytes} at most");
        }
    }

    private static FloorReport Report(FloorOptions options, FloorOutcome outcome) => new()
    {
        Cpus = CpuSet.Allowed(),
        Connections = options.Connections,
        PayloadBytes = options.PayloadBytes,
        Batch = outcome.Batch,
        DurationSeconds = outcome.Seconds,
        Messages = outcome.Messages,
        CpuUsPerMessage = new CpuTime { User = outcome.UserUs / outcome.Messages, System = outcome.SystemUs / outcome.Messages },
        SendNs = outcome.SendNs,
        RecvNs = outcome.RecvNs,
        Syscalls = outcome.Calls,
    };

    private static string Text(FloorReport report) => string.Create(CultureInfo.InvariantCulture, $"""
        floor of {report.Connections} connections x {report.PayloadBytes} B: {report.CpuUsPerMessage.User + report.CpuUsPerMessage.System:0.00} us of CPU per message, send + recv with nobody waiting
          wall clock  send {report.SendNs / 1000:0.00} us + recv {report.RecvNs / 1000:0.00} us   {report.Messages} messages in {report.DurationSeconds:0.###} s
        """);
}
