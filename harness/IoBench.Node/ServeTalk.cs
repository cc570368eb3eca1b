using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using IoBench.Linux;
using IoBench.Results;
using IoBench.Servers;

namespace IoBench.Node;

/// <summary>
/// What a server is told while it serves, and its answers: lines of standard input, and signals, which say the same as a line. One thread
/// sleeps until something is said; no loop of the server looks at a flag.
/// </summary>
internal sealed class ServeTalk : IDisposable
{
    private const string Stop = "stop", Look = "snapshot", Nothing = "";

    // .NET has no name for it; this is its number on every architecture that is served here.
    private const PosixSignal SIGUSR1 = (PosixSignal)10;

    // A command that comes in the last moments before a stamp is answered after it: compiling the answer takes some milliseconds.
    private const int QuietMs = 20;

    private readonly ServerHost host;
    // Never disposed: its readers may still add to it while the process ends.
    private readonly BlockingCollection<string> commands = [];
    private readonly Queue<string> later = new();
    private readonly PosixSignalRegistration[] signals;

    /// <summary>From here on signals and commands are heard.</summary>
    internal ServeTalk(ServerHost host)
    {
        this.host = host;
        signals = [On(PosixSignal.SIGTERM, Stop), On(PosixSignal.SIGINT, Stop), On(SIGUSR1, Look)];
        host.Ended.ContinueWith(_ => commands.Add(Nothing), TaskContinuationOptions.OnlyOnFaulted);
        new Thread(ReadCommands) { Name = "commands", IsBackground = true }.Start();
    }

    internal static void Print(string line)
    {
        Console.Out.WriteLine(line);
        Console.Out.Flush();
    }

    /// <summary>Answers until it is told to stop.</summary>
    /// <exception cref="InvalidOperationException">The server has failed.</exception>
    internal void UntilStop()
    {
        while (true)
        {
            var command = later.TryDequeue(out var earlier) ? earlier : commands.Take();
            if (host.Ended.IsFaulted) throw new InvalidOperationException($"{host.Model.Name} failed: {host.Ended.Exception!.InnerException!.Message}");
            if (command == Stop) return;
            Answer(command);
        }
    }

    /// <summary>Prints the counters as they stand.</summary>
    internal void Tell(string @event) => Print(JsonSerializer.Serialize(Snapshot.Of(host, @event), LineJson.Default.ServerSnapshot));

    /// <summary><c>mark</c> at once, or <c>mark NS</c> when CLOCK_MONOTONIC shows NS: both ends of a run read their counters at the same stamp.</summary>
    private void Answer(string command)
    {
        switch (command.Split(' '))
        {
            case [Nothing]:
                break;
            case [Look]:
                Tell("snapshot");
                break;
            case ["mark"]:
                Tell("mark");
                break;
            case ["mark", var stamp] when long.TryParse(stamp, NumberStyles.None, CultureInfo.InvariantCulture, out var atNs):
                AwaitStamp(atNs);
                Tell("mark");
                break;
            default:
                Console.Error.WriteLine($"iobench: serve: '{command}' is no command; there are mark, mark NANOSECONDS, snapshot and stop");
                break;
        }
    }

    /// <summary>A snapshot does not wait for the stamp; every other command does, since answers come in the order of commands.</summary>
    private void AwaitStamp(long atNs)
    {
        long leftMs;
        while ((leftMs = (atNs - Clock.NowNs()) / 1_000_000 - QuietMs) > 0 && commands.TryTake(out var command, (int)Math.Min(leftMs, int.MaxValue)))
        {
            if (command == Look) Tell("snapshot");
            else later.Enqueue(command);
        }
        Clock.SleepUntil(atNs);
    }

    private PosixSignalRegistration On(PosixSignal signal, string command) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        commands.Add(command);
    });

    private void ReadCommands()
    {
        while (Console.In.ReadLine() is { } line) commands.Add(line.Trim());
        commands.Add(Stop);
    }

    public void Dispose()
    {
        foreach (var signal in signals) signal.Dispose();
    }
}
