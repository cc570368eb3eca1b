using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using System.Text.Json;
using IoBench.Linux;
using IoBench.Results;
using IoBench.Servers;

namespace IoBench.Node;

/// <summary>
/// <c>serve</c>: one server and the child protocol. Ready on standard output, <c>mark</c> on standard input answered with a
/// snapshot, ended by <c>stop</c>, SIGTERM, SIGINT or the end of input, which means that the parent is gone.
/// </summary>
internal static class ServeVerb
{
    private const string Stop = "stop", Nothing = "";

    internal static int Run(Arguments arguments)
    {
        var processes = arguments.Count("--processes", 1, 1, Cell.MostProcesses);
        var words = arguments.Left("--port", "--cpus", "--share-port");
        var name = arguments.Text("--model") ?? throw new UsageException($"serve: --model is missing; there are {Names()}");
        var model = Catalog.Find(name) ?? throw new UsageException($"serve: unknown model '{name}'; there are {Names()}");
        var options = Options(arguments);
        arguments.Done();
        if (model.WhyUnavailable() is { } reason) throw new InvalidOperationException($"{model.Name} does not run here: {reason}");
        // Several processes block their signals themselves.
        if (processes == 1 && model.BlockedSignals is { } signals) SelfExec.WithBlocked(signals);
        if (options.Cpus.Count > 0) CpuSet.PinProcess([.. options.Cpus]);
        using IServing serving = processes == 1 ? new OwnServer(model, options) : new ServerProcesses(processes, words, options.EndPoint.Port, options.Cpus);
        // Several processes have said it themselves.
        if (processes == 1 && !IPAddress.IsLoopback(options.EndPoint.Address))
        {
            Console.Error.WriteLine($"iobench: warning: {options.EndPoint.Address} is not loopback; this is an open echo server for everyone who can reach it");
        }
        return Serve(serving);
    }

    private static int Serve(IServing serving)
    {
        // Never disposed: its readers may still add to it while the process ends.
        var commands = new BlockingCollection<string>();
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, StopInstead);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, StopInstead);
        serving.Failed.ContinueWith(_ => commands.Add(Nothing), TaskScheduler.Default);
        new Thread(ReadCommands) { Name = "commands", IsBackground = true }.Start();
        Print(JsonSerializer.Serialize(serving.Ready, LineJson.Default.ServerReady));

        while (true)
        {
            var command = commands.Take();
            if (serving.Failed.IsCompleted) throw new InvalidOperationException(serving.Failed.Result);
            if (command == Stop) break;
            Mark(command, serving);
        }
        Print(serving.Stop());
        return 0;

        void StopInstead(PosixSignalContext context)
        {
            context.Cancel = true;
            commands.Add(Stop);
        }

        void ReadCommands()
        {
            while (Console.In.ReadLine() is { } line) commands.Add(line.Trim());
            commands.Add(Stop);
        }
    }

    /// <summary><c>mark</c> at once, or <c>mark NS</c> when CLOCK_MONOTONIC shows NS: both ends of a run read their counters at the same stamp.</summary>
    private static void Mark(string command, IServing serving)
    {
        if (command == Nothing) return;
        var words = command.Split(' ');
        long atNs = 0;
        if (words[0] != "mark" || words.Length > 2 || (words.Length == 2 && !long.TryParse(words[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out atNs)))
        {
            Console.Error.WriteLine($"iobench: serve: '{command}' is no command; there are mark, mark NANOSECONDS and stop");
            return;
        }
        Print(serving.Mark(words.Length == 2 ? atNs : null));
    }

    private static ServerOptions Options(Arguments arguments)
    {
        var defaults = new ServerOptions();
        return new ServerOptions
        {
            EndPoint = new IPEndPoint(arguments.Address("--bind", IPAddress.Loopback), arguments.Count("--port", 0, 0, 65535)),
            SharePort = arguments.Flag("--share-port"),
            Cpus = arguments.Cpus("--cpus"),
            Threads = arguments.Count("--threads", 0, 0, 1024),
            BufferBytes = arguments.Count("--buffer", defaults.BufferBytes, 1, 1 << 24),
            Backlog = arguments.Count("--backlog", defaults.Backlog, 1, 65535),
            Batch = arguments.Count("--batch", defaults.Batch, 1, 4096),
            Work = arguments.Parsed("--work", CellWork.Parse) is { } work ? new HandlerWork(work.Computes ? WorkKind.Cpu : WorkKind.Wait, work.Ns) : default,
        };
    }

    private static void Print(ServerSnapshot snapshot) => Print(JsonSerializer.Serialize(snapshot, LineJson.Default.ServerSnapshot));

    private static void Print(string line)
    {
        Console.Out.WriteLine(line);
        Console.Out.Flush();
    }

    private static string Names() => string.Join(", ", Catalog.All.Select(m => m.Name));
}
