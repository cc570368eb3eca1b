using IoBench.Linux;

namespace IoBench.Load;

/// <summary>Engines on their CPUs, started together and stopped together, and what they found, merged.</summary>
public sealed class LoadRun : IDisposable
{
    private readonly LoadOptions options;
    private readonly EpollEngine[] engines;
    private readonly Barrier connected;
    private readonly Action<Window> announce;
    private Exception? failure;
    private Window window;

    private LoadRun(LoadOptions options, Action<Window> announce)
    {
        this.options = options;
        this.announce = announce;
        var count = Math.Clamp(options.Cpus.Count, 1, options.Connections);
        connected = new Barrier(count, _ => Open());
        engines = new EpollEngine[count];
        for (int i = 0, first = 0; i < count; i++)
        {
            var share = Share(options.Connections, i, count);
            engines[i] = new EpollEngine(options, first, share, Share(options.Idle, i, count));
            first += share;
        }
    }

    /// <summary>Connects, warms up, measures, drains.</summary>
    /// <param name="announce">Told the window as soon as all connections stand, before the first message.</param>
    /// <exception cref="LoadException">The connections could not be had; nothing was measured.</exception>
    public static LoadOutcome Run(LoadOptions options, Action<Window> announce)
    {
        Descriptors.RaiseLimit();
        using var run = new LoadRun(options, announce);
        var threads = new Thread[run.engines.Length];
        for (var i = 0; i < threads.Length; i++)
        {
            var index = i;
            threads[i] = new Thread(() => run.Drive(index)) { Name = $"load {i}" };
            threads[i].Start();
        }
        foreach (var thread in threads) thread.Join();
        if (run.failure is LoadException known) throw known;
        if (run.failure is { } unknown) throw new InvalidOperationException(unknown.Message, unknown);
        return run.Merge();
    }

    public void Dispose()
    {
        foreach (var engine in engines) engine.Dispose();
        connected.Dispose();
    }

    private void Drive(int index)
    {
        try
        {
            if (options.Cpus.Count > 0) CpuSet.PinThread(options.Cpus[index]);
            engines[index].Connect();
        }
        catch (Exception e)
        {
            Interlocked.CompareExchange(ref failure, e, null);
        }
        connected.SignalAndWait();
        if (failure is not null) return;
        try
        {
            engines[index].Run(window);
        }
        catch (Exception e)
        {
            Interlocked.CompareExchange(ref failure, e, null);
        }
    }

    /// <summary>All connections stand: sets the window that everything will be measured in.</summary>
    private void Open()
    {
        if (failure is not null) return;
        var startNs = Clock.NowNs() + (long)(options.WarmupSeconds * 1e9);
        window = new Window(startNs, startNs + (long)(options.DurationSeconds * 1e9));
        try
        {
            announce(window);
        }
        catch (Exception e)
        {
            // What leaves here would end the process: the barrier throws it into every engine's thread.
            failure = e;
        }
    }

    private LoadOutcome Merge()
    {
        var recorder = engines[0].Recorder;
        var usage = new Usage();
        foreach (var engine in engines)
        {
            if (engine.Recorder != recorder) recorder.Add(engine.Recorder);
            engine.AddUsage(usage);
        }
        return new LoadOutcome
        {
            Window = window,
            Recorder = recorder,
            Established = options.Connections,
            Engines = engines.Length,
            Lost = engines.Sum(e => e.Lost),
            Faults = [.. engines.SelectMany(e => e.Faults)],
            FaultCount = engines.Sum(e => e.FaultCount),
            UserUs = usage.UserUs,
            SystemUs = usage.SystemUs,
            AllocatedBytes = usage.AllocatedBytes,
            Calls = usage.Calls(),
            Socket = engines[0].Socket,
        };
    }

    /// <summary>The <paramref name="index"/>-th of <paramref name="parts"/> nearly equal parts.</summary>
    private static int Share(int total, int index, int parts) => total / parts + (index < total % parts ? 1 : 0);
}
