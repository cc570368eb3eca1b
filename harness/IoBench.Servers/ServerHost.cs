using System.Net;
using IoBench.Linux;

namespace IoBench.Servers;

/// <summary>Runs a model: its listeners, its loops each on a thread of its own, and their end.</summary>
public sealed class ServerHost : IDisposable
{
    private readonly List<int> listeners = [];
    private readonly List<Loop> loops = [];
    private readonly int idleTimeoutMs;

    /// <summary>Starts serving. When this returns, the port is open.</summary>
    /// <exception cref="SystemCallException">The address is taken or not ours, or the kernel refuses the model.</exception>
    /// <exception cref="InvalidOperationException">The model needs signals blocked in every thread, and they are not.</exception>
    public ServerHost(Model model, ServerOptions options)
    {
        if (model.BlockedSignals is { } signals && !signals.IsBlocked())
        {
            throw new InvalidOperationException($"{model.Name} needs its signals blocked before the process has threads; start it with iobench-node serve");
        }
        Descriptors.RaiseLimit();
        Model = model;
        Ledger = new Ledger(options.BufferBytes, options.StampRoom > 0 ? new StampBook(options.StampRoom) : null);
        idleTimeoutMs = options.IdleTimeoutMs;
        Threads = model.ThreadsFor(options.Threads, options.Cpus.Count);
        Handler = options.Work == default ? Handler.None : new Handler(options.Work);
        var loopCount = model.Threads == Threading.Loops ? Threads : 1;
        try
        {
            for (var i = 0; i < loopCount; i++) Listen(options, reusePort: loopCount > 1 || options.SharePort);
            for (var i = 0; i < loopCount; i++)
            {
                int[] cpus = loopCount > 1 && options.Cpus.Count > 0 ? [options.Cpus[i % options.Cpus.Count]] : [.. options.Cpus];
                loops.Add(new Loop(model, new ServerContext(listeners[i], Threads, options, Ledger, Handler), cpus));
            }
            foreach (var loop in loops) loop.AwaitReady();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public Model Model { get; }

    public int Threads { get; }

    public Ledger Ledger { get; }

    public Handler Handler { get; }

    public IPEndPoint EndPoint => Socket.LocalEndPoint(listeners[0]);

    /// <summary>How the model runs here: what its handler does where that is more than to echo, and its timer where connections may be silent only so long.</summary>
    public IReadOnlyDictionary<string, string> Mechanism =>
        loops[0].Mechanism.Concat(Handler.Mechanism).Concat(idleTimeoutMs == 0 ? [] : [KeyValuePair.Create("timer", Model.Timer)]).ToDictionary();

    /// <summary>Ends when every loop has ended; faulted when one of them failed.</summary>
    public Task Ended => Task.WhenAll(loops.Select(l => l.Ended));

    /// <summary>Asks every loop to close its connections and end. Any thread, any number of times.</summary>
    public void Stop()
    {
        Handler.Stop();
        foreach (var loop in loops) loop.Stop();
    }

    /// <summary>Stops and waits. Never throws: what failed is told by <see cref="Ended"/>.</summary>
    public void Dispose()
    {
        Stop();
        foreach (var loop in loops) loop.Join();
        foreach (var listener in listeners) Socket.Close(listener);
        listeners.Clear();
    }

    private void Listen(ServerOptions options, bool reusePort)
    {
        // Port 0 is chosen once; the other loops' listeners share what the first one got.
        var endPoint = listeners.Count == 0 ? options.EndPoint : new IPEndPoint(options.EndPoint.Address, EndPoint.Port);
        listeners.Add(Socket.Listen(endPoint, options.Backlog, Model.NonBlockingListener, reusePort));
    }

    /// <summary>A server on its own thread: made, run and disposed there.</summary>
    private sealed class Loop
    {
        private readonly TaskCompletionSource<IEchoServer> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Thread thread;

        internal Loop(Model model, ServerContext context, int[] cpus)
        {
            thread = new Thread(() => Run(model, context, cpus)) { Name = model.Name, IsBackground = true };
            thread.Start();
        }

        internal Task Ended => ended.Task;

        internal IReadOnlyDictionary<string, string> Mechanism => ready.Task.Result.Mechanism;

        internal void AwaitReady() => ready.Task.GetAwaiter().GetResult();

        internal void Stop()
        {
            if (ready.Task.IsCompletedSuccessfully) ready.Task.Result.Stop();
        }

        internal void Join() => thread.Join();

        private void Run(Model model, ServerContext context, int[] cpus)
        {
            try
            {
                if (cpus.Length > 0) CpuSet.PinThread(cpus);
                using var server = model.Make(context);
                ready.SetResult(server);
                server.Run();
                ended.SetResult();
            }
            catch (Exception e) when (ready.TrySetException(e))
            {
                // Set-up failed: the maker of the host is told.
                ended.SetResult();
            }
            catch (Exception e)
            {
                ended.TrySetException(e);
            }
        }
    }
}
