using System.Text.Json;
using IoBench.Linux;
using IoBench.Load;
using IoBench.Results;

namespace IoBench.Node;

/// <summary><c>load</c>: one run, closed or open loop, against any echo server.</summary>
internal static class LoadVerb
{
    private const int Untrusted = 3;

    internal static int Run(Arguments arguments)
    {
        var json = arguments.Flag("--json");
        var hold = arguments.Flag("--hold");
        var histograms = arguments.Text("--hdr");
        var ceilingSeconds = arguments.Number("--ceiling", 0.05, 60);
        var options = LoadArguments.Read(arguments);
        arguments.Done();
        if (options.Turns is not null && !hold) throw new UsageException("load: --turn and no --hold: all who take turns must be told when the window opens");
        var clock = new ClockFacts { CostNs = Clock.CostNs(), ResolutionNs = Clock.ResolutionNs() };
        var ceiling = ceilingSeconds is { } seconds ? Ceiling.Measure(options, seconds) : null;
        var startedAt = DateTime.Now;
        var talk = new LoadTalk(json, hold, needsWindow: options.Turns is not null);
        talk.Rehearse();
        var outcome = LoadRun.Run(options, talk);
        var report = LoadReporter.Describe(options, outcome, clock, ceiling);
        if (histograms is not null) HistogramFiles.Write(histograms, outcome, startedAt);
        LoadTalk.Print(json ? JsonSerializer.Serialize(report, LineJson.Default.LoadReport) : LoadText.Of(report));
        return report.Verdict.Valid ? 0 : Untrusted;
    }
}
