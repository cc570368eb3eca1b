using System.Globalization;
using IoBench.Results;

namespace IoBench.Cli.Running;

/// <summary>Whether what was measured is the model named, and in the window of the load.</summary>
internal static class Attestation
{
    /// <summary>
    /// Where a hundred threads want the server's one CPU, the one that takes the snapshot waits its turn too. Cost per message comes
    /// from the snapshots' own counters and so survives that, as long as they see most of the window.
    /// </summary>
    private const double LeastCovered = 0.5;

    public static Verdict Of(ModelInfo model, Cell cell, ServerInvocation server, LoadWindow window)
    {
        List<string> reasons = [.. MissingCalls(model, server), .. OtherWork(cell.Work, server), .. OtherProcesses(cell.Processes, server)];
        // Stamps of two kernels have nothing to do with each other; then the runner's clock kept the time.
        if (server.Ready.BootId == window.BootId && Covered(server, window) is var covered and < LeastCovered)
            reasons.Add(string.Create(CultureInfo.InvariantCulture, $"the server's snapshots cover only {covered:P0} of the window"));
        return reasons.Count == 0 ? Verdict.Good : Verdict.Because(reasons);
    }

    // Counted from the start of the process, which serves nothing but this load: a ring's multishot requests are made before the
    // window and serve all through it.
    private static IEnumerable<string> MissingCalls(ModelInfo model, ServerInvocation server) =>
        from call in model.Signature
        where server.Stop.Syscalls.GetValueOrDefault(call) == 0
        select $"not attested: {model.Name} made no {call}";

    // By the server's own word: a node that knows nothing of work would answer as if it had done some.
    private static IEnumerable<string> OtherWork(string? work, ServerInvocation server)
    {
        var done = server.Ready.Options.Mechanism.GetValueOrDefault("work");
        if (done != work)
            yield return $"not attested: the handler was to do '{work ?? CellWork.None}' and says '{done ?? CellWork.None}'";
    }

    private static IEnumerable<string> OtherProcesses(int asked, ServerInvocation server)
    {
        if (server.Ready.Options.Processes is var there && there != asked)
            yield return string.Create(CultureInfo.InvariantCulture, $"not attested: {asked} processes were to serve and it says {there}");
    }

    private static double Covered(ServerInvocation server, LoadWindow window)
    {
        var from = Math.Max(server.Start.AtNs, window.StartNs);
        var to = Math.Min(server.Stop.AtNs, window.StopNs);
        return Math.Max(0, to - from) / (double)(window.StopNs - window.StartNs);
    }
}
