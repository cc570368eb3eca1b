using System.Text;
using System.Text.Json;
using IoBench.Analysis;
using IoBench.Reporting.Text;

namespace IoBench.Reporting;

/// <summary>The end of a sweep: who keeps the service level up to which rate, and how response times rise on the way there.</summary>
public static class CapacityText
{
    public const string FileName = "capacity.json";

    /// <summary>The same for programs.</summary>
    public static string Json(CapacitySummary summary) => JsonSerializer.Serialize(summary, SummaryJson.Default.CapacitySummary);

    /// <summary>Writes <see cref="FileName"/> into the folder, whole or not at all.</summary>
    public static void Write(CapacitySummary summary, string folder) => AtomicFile.Write(Path.Combine(folder, FileName), Json(summary) + "\n");

    public static string Render(CapacitySummary summary, TerminalStyle style)
    {
        var text = new StringBuilder();
        var place = summary.Placement;
        TerminalSummary.Paragraph(
            text,
            $"IoBench sweep · {summary.Slo} · {Words.Point(summary.Point)} · Linux {summary.Environment.Kernel} · {Place.Cpus(place)} · {place.Network} · "
                + $"windows of {Figures.Duration(summary.WindowSeconds)}, {summary.Searches} {(summary.Searches == 1 ? "search" : "searches")} each",
            style, indent: "");
        text.Append('\n');
        TerminalTable.Append(text, style, ["model", "msg/s", "interval", "", "p99 µs at it"], [.. summary.Models.OrderByDescending(static m => m.CapacityPerSecond?.Centre ?? 0).Select(Row)], left: [0, 3]);
        if (summary.Models.Any(static m => m.Curve.Count > 0))
        {
            text.Append('\n');
            TerminalTable.Append(
                text, style, ["model", "due/s", "of capacity", "answered", "p50 µs", "p99 µs", ""],
                [.. summary.Models.SelectMany(m => m.Curve.Select((w, i) => Row(i == 0 ? m.Label : "", w)))], left: [0, 6]);
        }

        text.Append('\n');
        foreach (var model in summary.Models.Where(static m => m.Note is not null))
            TerminalSummary.Paragraph(text, $"{model.Label}: {model.Note}", style);
        foreach (var skipped in summary.Skipped)
            TerminalSummary.Paragraph(text, $"skipped: {skipped.Model} ({skipped.Reason})", style);
        TerminalSummary.Paragraph(text, Trusted(summary), style);
        return text.ToString();
    }

    private static string[] Row(ModelCapacity model) => model.CapacityPerSecond is { } capacity
        ?
        [
            model.Label, Figures.Rate(capacity.Centre), capacity.N > 1 ? $"[{Figures.Rate(capacity.Low)}, {Figures.Rate(capacity.High)}]" : Figures.None,
            Words.Kind(capacity), Figures.Micros(model.P99NsAtCapacity),
        ]
        : [model.Label, Figures.None, "", "none found", Figures.None];

    private static string[] Row(string label, CurveWindow window) =>
    [
        label, Figures.Rate(window.AskedPerSecond), Figures.Percent(Math.Round(window.Share, 2)), Figures.Percent(Capped(window.AchievedPerSecond / window.AskedPerSecond)),
        Figures.Micros(window.P50Ns), Figures.Micros(window.P99Ns), window.Broken?.Split(": ")[0] ?? "",
    ];

    // Random arrivals bring a little more than was asked as often as a little less.
    private static double? Capped(double? share) => share is { } s ? Math.Min(1, s) : null;

    private static string Trusted(CapacitySummary summary)
    {
        var few = summary.Models.Any(static m => m.CapacityPerSecond is { IsInterval: false, N: > 1 });
        return $"capacity: the highest rate that came back by {Figures.Percent(1 - Levels.Shortfall)} or more while {summary.Slo} held, closed in on to {Figures.Percent(0.03)}"
            + (few ? $"; a range has no confidence: from {Levels.LeastBlocks} searches on there is an exact interval" : "")
            + (summary.Interrupted ? "; interrupted, so fewer searches than asked" : "");
    }
}
