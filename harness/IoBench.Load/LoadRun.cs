using IoBench.Linux;

namespace IoBench.Load;

/// <summary>Generators on their CPUs, started together and stopped together, and what they found, merged.</summary>
public sealed class LoadRun : IDisposable
{
    private readonly LoadOptions options;
    private readonly Generator[] generators;
    private readonly CountdownEvent connected;
    private readonly ManualResetEventSlim begun = new();
    private readonly Opening opening;
    private Exception? failure;

    private LoadRun(LoadOptions options)
    {
        this.options = options;
        opening = new Opening(options);
        var count = Math.Clamp(options.Cpus.Count, 1, options.Connections);
        connected = new CountdownEvent(count);
        var pattern = new Pattern(options.Payload.Sizes);
        generators = new Generator[count];
        for (int i = 0, first = 0; i < count; i++)
        {
            var share = Share(options.Connections, i, count);
            generators[i] = new Generator(options, pattern, first, share, Share(options.Idle, i, count));
            first += share;
        }
    }

    /// <summary>Connects, warms up, measures, drains.</summary>
    /// <param name="watch">Told of the run's course, on the thread that calls this.</param>
    /// <exception cref="LoadException">The connections could not be had; nothing was measured.</exception>
    public static LoadOutcome Run(LoadOptions options, ILoadWatch watch)
    {
        Descriptors.RaiseLimit();
        // Compiled now: what runs beside the generators at the edge of the window would take 30 ms of a CPU to compile there.
        StolenTime.Begin(options.Cpus)?.End();
        Clock.SleepUntil(Clock.NowNs());
        using var run = new LoadRun(options);
        var threads = new Thread[run.generators.Length];
        for (var i = 0; i < threads.Length; i++)
        {
            var index = i;
            threads[i] = new Thread(() => run.Drive(index)) { Name = $"load {i}", IsBackground = true };
            threads[i].Start();
        }
        var stolen = run.Accompany(watch);
        foreach (var thread in threads) thread.Join();
        if (run.failure is LoadException known) throw known;
        if (run.failure is { } unknown) throw new InvalidOperationException(unknown.Message, unknown);
        return LoadOutcome.Of(run.options, run.opening, run.generators, stolen);
    }

    public void Dispose()
    {
        foreach (var generator in generators) generator.Dispose();
        connected.Dispose();
        begun.Dispose();
        opening.Dispose();
    }

    /// <summary>Beside the generators: tells who watches, and looks at what the machine takes from them.</summary>
    private StolenTime? Accompany(ILoadWatch watch)
    {
        connected.Wait();
        StolenTime? stolen = null;
        try
        {
            if (failure is not null) return null;
            opening.Begin(watch.Connected(options.Connections + options.Idle));
            begun.Set();
            opening.Await();
            if (opening.IsAbandoned) return null;
            watch.Opened(opening.Window);
            stolen = StolenTime.Begin(options.Cpus);
            watch.Accompany(opening.Window, new LoadPulse(generators));
            Clock.SleepUntil(opening.Window.StopNs);
            stolen?.End();
        }
        catch (Exception e)
        {
            Fail(e);
        }
        finally
        {
            begun.Set();
        }
        return stolen;
    }

    private void Drive(int index)
    {
        try
        {
            if (options.Cpus.Count > 0) CpuSet.PinThread(options.Cpus[index]);
            generators[index].Connect();
        }
        catch (Exception e)
        {
            Fail(e);
        }
        connected.Signal();
        begun.Wait();
        if (failure is not null) return;
        try
        {
            generators[index].Run(opening);
        }
        catch (Exception e)
        {
            Fail(e);
        }
    }

    /// <summary>The first failure counts; the others end as soon as they look.</summary>
    private void Fail(Exception e)
    {
        Interlocked.CompareExchange(ref failure, e, null);
        opening.Abandon();
    }

    /// <summary>The <paramref name="index"/>-th of <paramref name="parts"/> nearly equal parts.</summary>
    private static int Share(int total, int index, int parts) => total / parts + (index < total % parts ? 1 : 0);
}
