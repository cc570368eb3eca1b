using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using IoBench.Linux;
using IoBench.Results;

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

    private readonly IServing serving;
    // Never disposed: its readers may still add to it while the process ends.
    private readonly BlockingCollection<string> commands = [];
    private readonly Queue<string> later = new();
    private readonly PosixSignalRegistration[] signals;

    /// <summary>From here on signals and commands are heard.</summary>
    internal ServeTalk(IServing serving)
    {
        this.serving = serving;
        signals = [On(PosixSignal.SIGTERM, Stop), On(PosixSignal.SIGINT, Stop), On(SIGUSR1, Look)];
        serving.Failed.ContinueWith(_ => commands.Add(Nothing), TaskScheduler.Default);
        new Thread(ReadCommands) { Name = "commands", IsBackground = true }.Start();
    }

    /// <summary>Says that it is ready, and answers until it is told to stop.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="InvalidOperationException">The server has failed.</exception>
    internal int UntilStopped()
    {
        Print(JsonSerializer.Serialize(serving.Ready, LineJson.Default.ServerReady));
        while (true)
        {
            var command = later.TryDequeue(out var earlier) ? earlier : commands.Take();
            if (serving.Failed.IsCompleted) throw new InvalidOperationException(serving.Failed.Result);
            if (command == Stop) break;
            Answer(command);
        }
        Print(serving.Stop());
        return 0;
    }

    /// <summary><c>mark</c> at once, or <c>mark NS</c> when CLOCK_MONOTONIC shows NS: both ends of a run read their counters at the same stamp.</summary>
    private void Answer(string command)
    {
        switch (command.Split(' '))
        {
            case [Nothing]:
                break;
            case [Look]:
                Print(serving.Look());
                break;
            case var _ when StampCommands.Knows(command):
                if (serving.Stamps is { } book) Print(StampCommands.Answer(command, book));
                else Console.Error.WriteLine($"iobench: serve: '{command}' needs --stamp N");
                break;
            case ["mark"]:
                Print(serving.Mark(null));
                break;
            case ["mark", var stamp] when long.TryParse(stamp, NumberStyles.None, CultureInfo.InvariantCulture, out var atNs):
                Await(atNs);
                Print(serving.Mark(atNs));
                break;
            default:
                Console.Error.WriteLine($"iobench: serve: '{command}' is no command; there are mark, mark NANOSECONDS, snapshot and stop");
                break;
        }
    }

    /// <summary>Until shortly before the stamp. A snapshot does not wait for it; every other command does, since answers come in the order of commands.</summary>
    private void Await(long atNs)
    {
        long leftMs;
        while ((leftMs = (atNs - Clock.NowNs()) / 1_000_000 - QuietMs) > 0 && commands.TryTake(out var command, (int)Math.Min(leftMs, int.MaxValue)))
        {
            if (command == Look) Print(serving.Look());
            else later.Enqueue(command);
        }
    }

    private static void Print(ServerSnapshot snapshot) => Print(JsonSerializer.Serialize(snapshot, LineJson.Default.ServerSnapshot));

    private static void Print(string line)
    {
        Console.Out.WriteLine(line);
        Console.Out.Flush();
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
