using System.Diagnostics;
using System.Text.Json;
using IoBench.Results;

namespace IoBench.VerifyTwins;

/// <summary>One closed loop of 64 bytes, pinned, whose window opens when it is told.</summary>
internal sealed class TimedLoad : IDisposable
{
    private readonly Process process;

    /// <param name="turns">Whose turn it is where two loads share the window (<c>1/2</c>); null where this one has it to itself.</param>
    internal TimedLoad(int port, int connections, int cpu, double seconds, string? turns)
    {
        List<string> words =
        [
            "load", "--target", $"127.0.0.1:{port}", "--connections", $"{connections}", "--cpus", $"{cpu}", "--warmup", "0.5",
            "--duration", FormattableString.Invariant($"{seconds}"), "--json", "--hold", .. turns is null ? [] : (string[])["--turn", turns],
        ];
        process = Process.Start(new ProcessStartInfo(NodeProgram.Path, words) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
    }

    /// <summary>All connections stand.</summary>
    internal void Connect() => Line();

    /// <param name="windowNs">CLOCK_MONOTONIC at which the window opens.</param>
    internal LoadWindow Go(long windowNs)
    {
        process.StandardInput.WriteLine(FormattableString.Invariant($"go {windowNs}"));
        return JsonSerializer.Deserialize(Line(), LineJson.Default.LoadWindow)!;
    }

    /// <exception cref="InvalidOperationException">The load failed, or does not trust its result.</exception>
    internal LoadReport Report()
    {
        var report = JsonSerializer.Deserialize(Line(), LineJson.Default.LoadReport)!;
        return report.Verdict.Valid ? report : throw new InvalidOperationException(string.Join("; ", report.Verdict.Reasons));
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        if (!process.WaitForExit(Contestant.GraceMs)) process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    private string Line() => process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("the load ended before its time");
}
