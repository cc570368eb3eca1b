using IoBench.Results;

namespace IoBench.Cli.Running;

/// <summary>
/// Has the server read its counters at the load's two stamps. On one kernel both ends share CLOCK_MONOTONIC, so the server is told
/// the stamps themselves; across machines the runner asks when, by its own clock, the time has come.
/// </summary>
internal sealed class WindowMarks(Child server, ServerReady ready, LoadWindow window, Plan plan, RunnerLimits limits)
{
    private readonly TimeSpan _lead = TimeSpan.FromTicks(window.LeadNs / 100);
    private readonly TimeSpan _window = TimeSpan.FromSeconds(plan.WindowSeconds);

    public void Ask(CancellationToken cancel)
    {
        if (ready.BootId == window.BootId)
        {
            server.Send(FormattableString.Invariant($"mark {window.StartNs}"));
            server.Send(FormattableString.Invariant($"mark {window.StopNs}"));
        }
        else
        {
            _ = AskInTimeAsync(cancel);
        }
    }

    /// <summary>
    /// A snapshot for nothing, while the load starts: the first one compiles the code that takes it, and would come tens of
    /// milliseconds late.
    /// </summary>
    public static void Rehearse(Child server) => server.Send("mark");

    /// <summary>Both snapshots; the window is over when this is called.</summary>
    public async Task<ServerInvocation> AnswersAsync(CancellationToken cancel)
    {
        await SnapshotAsync(cancel); // the rehearsal's
        return new ServerInvocation { Ready = ready, Start = await SnapshotAsync(cancel), Stop = await SnapshotAsync(cancel) };
    }

    private Task<ServerSnapshot> SnapshotAsync(CancellationToken cancel) =>
        server.ExpectAsync("mark", LineJson.Default.ServerSnapshot, limits.Snapshot, cancel);

    private async Task AskInTimeAsync(CancellationToken cancel)
    {
        await Task.Delay(_lead, cancel);
        server.Send("mark");
        await Task.Delay(_window, cancel);
        server.Send("mark");
    }
}
