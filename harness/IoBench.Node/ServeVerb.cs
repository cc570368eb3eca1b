using System.Net;
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
    /// <param name="arguments">Of the verb.</param>
    /// <param name="behind">What the child protocol is to see of the server; null for the server itself.</param>
    internal static int Run(Arguments arguments, Func<IServing, IServing>? behind = null)
    {
        var processes = arguments.Count("--processes", 1, 1, Cell.MostProcesses);
        var words = arguments.Left("--port", "--cpus", "--share-port");
        var name = arguments.Text("--model") ?? throw new UsageException($"serve: --model is missing; there are {Names()}");
        var model = Catalog.Find(name) ?? throw new UsageException($"serve: unknown model '{name}'; there are {Names()}");
        var options = Options(arguments);
        arguments.Done();
        if (processes > 1 && options.StampRoom > 0) throw new UsageException("serve: --stamp looks into one process; leave --processes out");
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
        using var talk = new ServeTalk(behind?.Invoke(serving) ?? serving);
        return talk.UntilStopped();
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
            StampRoom = arguments.Count("--stamp", 0, 1, 1 << 22),
            Work = arguments.Parsed("--work", CellWork.Parse) is { } work ? new HandlerWork(work.Computes ? WorkKind.Cpu : WorkKind.Wait, work.Ns) : default,
            IdleTimeoutMs = IdleTimeoutMs(arguments),
        };
    }

    /// <summary>Rounded up to whole milliseconds, in which all of the waits count.</summary>
    private static int IdleTimeoutMs(Arguments arguments) => (int)Math.Ceiling(arguments.Seconds("--idle-timeout", 0, least: 0) * 1000);

    private static string Names() => string.Join(", ", Catalog.All.Select(m => m.Name));
}
