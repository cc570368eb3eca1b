using IoBench.Load;
using IoBench.Results;

namespace IoBench.Node;

/// <summary><c>--hdr FILE</c>: HdrHistogram's own formats, for tools that read them. <c>FILE.hlog</c> and <c>FILE.hgrm</c>, one of service times beside it in an open loop.</summary>
internal static class HistogramFiles
{
    internal static void Write(string path, LoadOutcome outcome, DateTime startedAt)
    {
        var stem = Path.GetExtension(path) is ".hgrm" or ".hlog" ? Path.ChangeExtension(path, null) : path;
        try
        {
            Write(stem, outcome.Recorder.Response, outcome, startedAt);
            if (outcome.Options.IsOpenLoop) Write(stem + ".service", outcome.Recorder.Service, outcome, startedAt);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LoadException($"--hdr {path}: {e.Message}");
        }
    }

    private static void Write(string stem, Latencies latencies, LoadOutcome outcome, DateTime startedAt)
    {
        using (var text = new StreamWriter(stem + ".hgrm")) latencies.WritePercentiles(text);
        File.WriteAllText(
            stem + ".hlog",
            HistogramLogText.Head("IoBench load", startedAt) + HistogramLogText.Interval(tag: null, startSeconds: 0, outcome.Window.Seconds, latencies.SlowestNs ?? 0, Convert.ToBase64String(latencies.Encode())));
    }
}
