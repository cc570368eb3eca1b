using System.Net;
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
        using var talk = new ServeTalk(host);
        ServeTalk.Print(JsonSerializer.Serialize(Ready(host, options), LineJson.Default.ServerReady));
        talk.UntilStop();
        host.Dispose();
        talk.Tell("stopped");
        return 0;
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
            IdleTimeoutMs = IdleTimeoutMs(arguments),
        };
    }

    /// <summary>Rounded up to whole milliseconds, in which all of the waits count.</summary>
    private static int IdleTimeoutMs(Arguments arguments) => (int)Math.Ceiling(arguments.Seconds("--idle-timeout", 0, least: 0) * 1000);

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
            IdleTimeoutMs = options.IdleTimeoutMs > 0 ? options.IdleTimeoutMs : null,
            Cpus = CpuSet.Allowed(),
            Mechanism = host.Mechanism,
        },
    };

    private static string Names() => string.Join(", ", Catalog.All.Select(m => m.Name));
}
