using BenchmarkDotNet.Running;

namespace IoBench.Benchmarks;

/// <summary>The command: which benchmarks, and how long each is looked at.</summary>
internal static class Suite
{
    private const string Usage = "usage: iobench-benchmarks dry|quarter|complete [--filter GLOB ...] [--artifacts DIR] [--list flat]";

    /// <summary>The first word is the job; the others are BenchmarkDotNet's own, <c>--filter '*'</c> where none is said.</summary>
    /// <returns>0; 1 where a benchmark failed or was refused; 2 for words that mean nothing.</returns>
    public static int Run(string[] args)
    {
        if (args is not [var name, .. var words] || Jobs.Find(name) is not { } job)
        {
            Console.Error.WriteLine($"iobench: {(args is [var unknown, ..] ? $"'{unknown}' is no job" : "no job is named")}; {Usage}");
            return 2;
        }
        if (!words.Contains("--list") && !words.Contains("--filter")) words = [.. words, "--filter", "*"];
        var summaries = BenchmarkSwitcher.FromAssembly(typeof(Suite).Assembly).Run(words, Jobs.Config(job)).ToList();
        return summaries.Exists(static s => s.HasCriticalValidationErrors || s.Reports.Any(static r => !r.Success)) ? 1 : 0;
    }
}
