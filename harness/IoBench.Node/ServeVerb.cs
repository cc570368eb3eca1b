using System.Collections.Concurrent;
using System.Net;
using System.Runtime.InteropServices;
using System.Text.Json;
using IoBench.Linux;
using IoBench.Results;
using IoBench.Servers;

namespace IoBench.Node;

/// <summary>
/// <c>serve</c>: one server and the child protocol. Ready on standard output, <c>mark</c> on standard input answered with a
/// snapshot, <c>stamps</c> with every call since the last time (<c>--stamp</c>, <c>stamp on</c>, <c>stamp off</c>), ended by <c>stop</c>, SIGTERM, SIGINT or the end of input, which means that the parent is gone.
/// </summary>
internal static class ServeVerb
{
    private const string Stop = "stop", Nothing = "";

    internal static int Run(Arguments arguments)
    {
        var name = arguments.Text("--model") ?? throw new UsageException($"serve: --model is missing; there are {Names()}");
        var model = Catalog.Find(name) ?? throw new UsageException($"serve: unknown model '{name}'; there are {Names()}");
        var options = Options(arguments);
        arguments.Done();
        if (model.WhyUnavailable() is { } reason) throw new InvalidOperationException($"{model.Name} does not run here: {reason}");
        if (model.BlockedSignals is { } signals) SelfExec.WithBlocked(signals);
        if (options.Cpus.Count > 0) CpuSet.PinProcess([.. options.Cpus]);
        return Serve(model, options);
    }

    private static int Serve(Model model, ServerOptions options)
    {
        using var host = Start(model, options);
        if (!IPAddress.IsLoopback(options.EndPoint.Address))
        {
            Console.Error.WriteLine($"iobench: warning: {options.EndPoint.Address} is not loopback; this is an open echo server for everyone who can reach it");
        }
        // Never disposed: its readers may still add to it while the process ends.
        var commands = new BlockingCollection<string>();
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, StopInstead);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, StopInstead);
        host.Ended.ContinueWith(_ => commands.Add(Nothing), TaskContinuationOptions.OnlyOnFaulted);
        new Thread(ReadCommands) { Name = "commands", IsBackground = true }.Start();
        Print(JsonSerializer.Serialize(Ready(host, options), LineJson.Default.ServerReady));

        while (true)
        {
            var command = commands.Take();
            if (host.Ended.IsFaulted) throw new InvalidOperationException($"{model.Name} failed: {host.Ended.Exception!.InnerException!.Message}");
            if (command == Stop) break;
            if (StampCommands.Knows(command)) Stamps(command, host);
            else Mark(command, host);
        }
        host.Dispose();
        Print(JsonSerializer.Serialize(Snapshot.Of(host, "stopped"), LineJson.Default.ServerSnapshot));
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
    private static void Mark(string command, ServerHost host)
    {
        if (command == Nothing) return;
        var words = command.Split(' ');
        if (words[0] != "mark" || words.Length > 2 || (words.Length == 2 && !long.TryParse(words[1], out _)))
        {
            Console.Error.WriteLine($"iobench: serve: '{command}' is no command; there are mark, mark NANOSECONDS and stop");
            return;
        }
        if (words.Length == 2) Clock.SleepUntil(long.Parse(words[1], System.Globalization.CultureInfo.InvariantCulture));
        Print(JsonSerializer.Serialize(Snapshot.Of(host, "mark"), LineJson.Default.ServerSnapshot));
    }

    private static void Stamps(string command, ServerHost host)
    {
        if (host.Ledger.Stamps is { } book) Print(StampCommands.Answer(command, book));
        else Console.Error.WriteLine($"iobench: serve: '{command}' needs --stamp N");
    }

    private static ServerHost Start(Model model, ServerOptions options)
    {
        try
        {
            return new ServerHost(model, options);
        }
        catch (SystemCallException e) when (e.Errno is Errno.EADDRINUSE or Errno.EADDRNOTAVAIL or Errno.EACCES && e.Call == "bind")
        {
            throw new UsageException($"serve: {options.EndPoint}: " + e.Errno switch
            {
                Errno.EADDRINUSE => "the port is in use (EADDRINUSE); take another --port, or 0 to let the kernel choose",
                Errno.EADDRNOTAVAIL => "no interface of this machine has that address (EADDRNOTAVAIL); mend --bind",
                _ => "ports below 1024 need privileges (EACCES); take another --port",
            });
        }
    }

    private static ServerOptions Options(Arguments arguments)
    {
        var defaults = new ServerOptions();
        return new ServerOptions
        {
            EndPoint = new IPEndPoint(arguments.Address("--bind", IPAddress.Loopback), arguments.Count("--port", 0, 0, 65535)),
            Cpus = arguments.Cpus("--cpus"),
            Threads = arguments.Count("--threads", 0, 0, 1024),
            BufferBytes = arguments.Count("--buffer", defaults.BufferBytes, 1, 1 << 24),
            Backlog = arguments.Count("--backlog", defaults.Backlog, 1, 65535),
            Batch = arguments.Count("--batch", defaults.Batch, 1, 4096),
            StampRoom = arguments.Count("--stamp", 0, 1, 1 << 22),
        };
    }

    private static ServerReady Ready(ServerHost host, ServerOptions options) => new()
    {
        Model = host.Model.Name,
        Address = host.EndPoint.Address.ToString(),
        Port = host.EndPoint.Port,
        Pid = Machine.ProcessId,
        BootId = Machine.BootId,
        Options = new ServerSettings
        {
            Threads = host.Threads,
            BufferBytes = options.BufferBytes,
            Backlog = options.Backlog,
            Cpus = CpuSet.Allowed(),
            Mechanism = host.Mechanism,
        },
    };

    private static void Print(string line)
    {
        Console.Out.WriteLine(line);
        Console.Out.Flush();
    }

    private static string Names() => string.Join(", ", Catalog.All.Select(m => m.Name));
}
