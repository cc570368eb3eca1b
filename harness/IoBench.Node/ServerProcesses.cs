using System.Globalization;
using IoBench.Linux;
using IoBench.Results;

namespace IoBench.Node;

/// <summary>
/// Servers of one model in processes of their own, on one port (SO_REUSEPORT): the kernel spreads connections over them as over the
/// loops of <c>--threads</c>. This process serves nobody; it passes the protocol on, and adds up what they answer.
/// </summary>
/// <remarks>Whatever becomes of this process, the others read the end of their input and end. See socket(7); UNP vol. 1, ch. 30 (preforked servers).</remarks>
internal sealed class ServerProcesses : IServing
{
    private readonly TaskCompletionSource<string> failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<ServerProcess> processes = [];
    private volatile bool stopping;

    /// <param name="words">Options that all share: neither port nor CPUs.</param>
    /// <param name="port">0 lets the kernel choose, once.</param>
    /// <param name="cpus">One for each in turn; empty leaves them where they are.</param>
    /// <exception cref="UsageException">One refused to start for what it was told; it said why.</exception>
    /// <exception cref="InvalidOperationException">One could not start.</exception>
    internal ServerProcesses(int count, IReadOnlyList<string> words, int port, IReadOnlyList<int> cpus)
    {
        try
        {
            // The first one settles the port, the others start together.
            Start(port);
            var first = processes[0].AwaitReady();
            while (processes.Count < count) Start(first.Port);
            foreach (var process in processes.Skip(1)) process.AwaitReady();
            Ready = first with
            {
                Pid = Machine.ProcessId,
                Options = first.Options with { Processes = count, Cpus = CpuSet.Allowed() },
            };
        }
        catch
        {
            Dispose();
            throw;
        }

        void Start(int port)
        {
            string[] own = ["--share-port", "--port", Text(port)];
            if (cpus.Count > 0) own = [.. own, "--cpus", Text(cpus[processes.Count % cpus.Count])];
            processes.Add(new ServerProcess(processes.Count, [.. words, .. own], Ended));
        }

        static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
    }

    public ServerReady Ready { get; }

    public Task<string> Failed => failed.Task;

    /// <summary>Nobody serves here.</summary>
    public StampBook? Stamps => null;

    // By mark: a snapshot that lies in a pipe may be an older one, for a signal that went to that process itself.
    public ServerSnapshot Look() => Mark(null) with { Event = "snapshot" };

    public ServerSnapshot Mark(long? atNs) => Ask(atNs is { } stamp ? string.Create(CultureInfo.InvariantCulture, $"mark {stamp}") : "mark", "mark");

    public ServerSnapshot Stop()
    {
        stopping = true;
        return Ask("stop", "stopped");
    }

    private ServerSnapshot Ask(string command, string @event)
    {
        foreach (var process in processes) process.Write(command);
        return SnapshotSum.Of([.. processes.Select(p => p.AwaitSnapshot(@event))]);
    }

    public void Dispose()
    {
        stopping = true;
        foreach (var process in processes) process.Dispose();
    }

    private void Ended(ServerProcess process)
    {
        if (!stopping) failed.TrySetResult(process.HowItEnded());
    }
}
