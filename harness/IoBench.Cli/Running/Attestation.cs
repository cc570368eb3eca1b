using System.Globalization;
using IoBench.Results;

namespace IoBench.Cli.Running;

/// <summary>Whether what was measured is the model named, and in the very window of the load.</summary>
internal static class Attestation
{
    /// <summary>A snapshot farther from its stamp than this share of the window describes another window.</summary>
    private const double SlackShare = 0.1;

    public static Verdict Of(ModelInfo model, ServerInvocation server, LoadWindow window)
    {
        List<string> reasons = [.. MissingCalls(model, server)];
        // Stamps of two kernels have nothing to do with each other; then the runner's clock kept the time.
        if (server.Ready.BootId == window.BootId)
            reasons.AddRange(Strays(server, window));
        return reasons.Count == 0 ? Verdict.Good : Verdict.Because(reasons);
    }

    private static IEnumerable<string> MissingCalls(ModelInfo model, ServerInvocation server) =>
        from call in model.Signature
        where server.Stop.Syscalls.GetValueOrDefault(call) <= server.Start.Syscalls.GetValueOrDefault(call)
        select $"not attested: {model.Name} made no {call} in the window";

    private static IEnumerable<string> Strays(ServerInvocation server, LoadWindow window)
    {
        var slackNs = SlackShare * (window.StopNs - window.StartNs);
        return from stamp in new[] { (Name: "first", Ns: server.Start.AtNs - window.StartNs), (Name: "last", Ns: server.Stop.AtNs - window.StopNs) }
               where Math.Abs(stamp.Ns) > slackNs
               select string.Create(CultureInfo.InvariantCulture, $"the server's {stamp.Name} snapshot is {stamp.Ns / 1e6:0.#} ms off the window");
    }
}
