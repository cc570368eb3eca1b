using System.Globalization;

namespace IoBench.Results;

/// <summary>HdrHistogram's interval log (<c>.hlog</c>, version 1.3). Values in nanoseconds; <c>Interval_Max</c> in milliseconds, as its tools print it.</summary>
/// <remarks>Written here, since the package's writer writes UTF-16, which the other languages' readers do not take.</remarks>
public static class HistogramLogText
{
    private const double NsPerMs = 1e6;

    /// <summary>The lines before the first interval.</summary>
    /// <param name="title">A comment; one line of it.</param>
    /// <param name="start">From which intervals count.</param>
    public static string Head(string title, DateTimeOffset start) => string.Create(
        CultureInfo.InvariantCulture,
        $"#[{title.ReplaceLineEndings(" ")}]\n#[Histogram log format version 1.3]\n#[StartTime: {start.ToUnixTimeMilliseconds() / 1e3:0.000} (seconds since epoch), {start.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}]\n"
        + $"\"StartTimestamp\",\"Interval_Length\",\"Interval_Max\",\"Interval_Compressed_Histogram\"\n");

    /// <param name="tag">Without commas and white space; null for none.</param>
    /// <param name="startSeconds">After the log's start.</param>
    /// <param name="lengthSeconds">Of the interval.</param>
    /// <param name="maxNs">The highest value.</param>
    /// <param name="base64">The histogram in its compressed form.</param>
    public static string Interval(string? tag, double startSeconds, double lengthSeconds, double maxNs, string base64) => string.Create(
        CultureInfo.InvariantCulture, $"{(tag is null ? "" : $"Tag={tag},")}{startSeconds:0.000},{lengthSeconds:0.000},{maxNs / NsPerMs:0.000},{base64}\n");
}
