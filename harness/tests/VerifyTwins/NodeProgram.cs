using System.Diagnostics;
using System.Text.Json;
using IoBench.Results;

namespace IoBench.VerifyTwins;

/// <summary>The node, as the build puts it beside this program.</summary>
internal static class NodeProgram
{
    // artifacts/bin/VerifyTwins/release -> artifacts/bin/IoBench.Node/release
    internal static readonly string Path = System.IO.Path.Combine(
        AppContext.BaseDirectory, "..", "..", "IoBench.Node", System.IO.Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), "iobench-node");

    internal static IReadOnlyList<ModelInfo> Models { get; } = AskForModels();

    /// <summary>One closed loop of 64 bytes, pinned.</summary>
    /// <param name="atStart">Called when the window opens, <paramref name="atStop"/> when it closes.</param>
    /// <exception cref="InvalidOperationException">The load failed, or does not trust its result.</exception>
    internal static LoadReport Load(int port, int connections, int cpu, Action atStart, Action atStop)
    {
        using var load = Process.Start(new ProcessStartInfo(
            Path, ["load", "--target", $"127.0.0.1:{port}", "--connections", $"{connections}", "--cpus", $"{cpu}", "--warmup", "0.5", "--duration", "1", "--json"]) { RedirectStandardOutput = true })!;
        var window = JsonSerializer.Deserialize(load.StandardOutput.ReadLine() ?? throw new InvalidOperationException("the load did not start"), LineJson.Default.LoadWindow)!;
        SleepUntil(window.StartNs);
        atStart();
        SleepUntil(window.StopNs);
        atStop();
        var report = JsonSerializer.Deserialize(load.StandardOutput.ReadToEnd(), LineJson.Default.LoadReport)!;
        load.WaitForExit();
        return report.Verdict.Valid ? report : throw new InvalidOperationException(string.Join("; ", report.Verdict.Reasons));
    }

    // Stopwatch and the load's stamps are one clock, CLOCK_MONOTONIC.
    private static void SleepUntil(long atNs)
    {
        var leftNs = atNs - (long)(Stopwatch.GetTimestamp() * (1e9 / Stopwatch.Frequency));
        if (leftNs > 0) Thread.Sleep(TimeSpan.FromTicks(leftNs / 100));
    }

    private static IReadOnlyList<ModelInfo> AskForModels()
    {
        using var node = Process.Start(new ProcessStartInfo(Path, ["models"]) { RedirectStandardOutput = true })!;
        return JsonSerializer.Deserialize(node.StandardOutput.ReadToEnd(), LineJson.Default.IReadOnlyListModelInfo)!;
    }
}
