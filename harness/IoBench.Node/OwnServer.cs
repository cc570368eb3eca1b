using IoBench.Linux;
using IoBench.Results;
using IoBench.Servers;

namespace IoBench.Node;

/// <summary>The server in this process.</summary>
internal sealed class OwnServer : IServing
{
    private readonly TaskCompletionSource<string> failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ServerHost host;

    /// <exception cref="UsageException">The address cannot be had.</exception>
    internal OwnServer(Model model, ServerOptions options)
    {
        host = Start(model, options);
        host.Ended.ContinueWith(
            ended => failed.SetResult($"{model.Name} failed: {ended.Exception!.InnerException!.Message}"),
            CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        Ready = new ServerReady
        {
            Model = model.Name,
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
    }

    public ServerReady Ready { get; }

    public Task<string> Failed => failed.Task;

    public StampBook? Stamps => host.Ledger.Stamps;

    public ServerSnapshot Look() => Snapshot.Of(host, "snapshot");

    public ServerSnapshot Mark(long? atNs)
    {
        if (atNs is { } stamp) Clock.SleepUntil(stamp);
        return Snapshot.Of(host, "mark");
    }

    public ServerSnapshot Stop()
    {
        host.Dispose();
        return Snapshot.Of(host, "stopped");
    }

    public void Dispose() => host.Dispose();

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
}
