using System.Text;
using System.Text.Json;
using IoBench.Analysis.Anatomy;
using IoBench.Reporting.Charts;
using IoBench.Reporting.Text;
using IoBench.Results;

namespace IoBench.Reporting;

/// <summary>The time line of one echo of each model, in letters, and the parts that it is made of.</summary>
public static class AnatomyText
{
    private const int NameWidth = 12;

    /// <summary>Writes <see cref="AnatomyReport.FileName"/> and chart 12 into the folder, each file whole or not at all.</summary>
    public static void Write(AnatomyReport report, string folder)
    {
        AtomicFile.Write(Path.Combine(folder, AnatomyReport.FileName), JsonSerializer.Serialize(report, FileJson.Default.AnatomyReport) + "\n");
        if (AnatomyChart.Of(report) is not { } drawing)
            return;
        AtomicFile.Write(Path.Combine(folder, "charts", drawing.Name + ".png"), drawing.Png());
        AtomicFile.Write(Path.Combine(folder, "charts", drawing.Name + ".svg"), drawing.Svg());
    }

    public static string Render(AnatomyReport report, TerminalStyle style)
    {
        var text = new StringBuilder();
        TerminalSummary.Paragraph(
            text,
            $"IoBench anatomy · one connection, {Figures.Count(report.PayloadBytes)} bytes · Linux {report.Environment.Kernel} · {Place.Cpus(report.Placement)} · {report.Placement.Network}",
            style, indent: "");
        foreach (var model in report.Models)
            Model(text, model, style);
        text.Append('\n');
        foreach (var skipped in report.Skipped)
            TerminalSummary.Paragraph(text, $"skipped: {skipped.Model} ({skipped.Reason})", style);
        TerminalSummary.Paragraph(text, $"time line: a real echo, the most like all others; {string.Join(", ", PartKinds.All.Select(static k => $"{PartKinds.Letter(k)} {PartKinds.Name(k)}"))}, blank nothing stamped", style);
        TerminalSummary.Paragraph(text, "mean: of the fifth of the echoes whose round trips lie around the median, so that parts add up; spread: quartiles of all echoes of this way; round trips: by the client’s own clock around its calls", style);
        return text.ToString();
    }

    private static void Model(StringBuilder text, ModelAnatomy model, TerminalStyle style)
    {
        text.Append('\n');
        var trip = model.RoundTripNs;
        TerminalSummary.Paragraph(
            text, $"{model.Model}: {Figures.Micros(trip.Median)} µs median round trip, quartiles {Quartiles(trip)}; {Figures.Count(model.Echoes)} echoes, {Figures.Percent(model.OfThisShape / (double)model.Echoes)} of them this way{(Math.Abs(model.OfThisShapeNs.Median - trip.Median) > 0.01 * trip.Median ? $", in {Figures.Micros(model.OfThisShapeNs.Median)} µs" : "")}", style);
        var width = Math.Max(20, style.Width - NameWidth - 3);
        foreach (var lane in model.Lanes)
            text.Append("   ").Append(Cut(lane.Name.Split(',')[0])).Append(Line(lane, model.ShownRoundTripNs, width).TrimEnd()).Append('\n');
        text.Append("   ").Append(Cut("")).Append(Scale(model.ShownRoundTripNs, width, style)).Append("\n\n");
        Columns(text, style,
        [
            ["", "part", "", "mean µs", "spread µs", "share"],
            .. model.Parts.Select(p => new[]
            {
                p.Lane, p.Name, PartKinds.Name(p.Kind), Figures.Micros(p.MeanNs), Quartiles(p.SpreadNs), Figures.Percent(Math.Round(p.MeanNs / model.SumNs, 3)),
            }),
            ["", "sum", "", Figures.Micros(model.SumNs), "", ""],
        ]);
        TerminalSummary.Paragraph(
            text,
            $"sum of the parts: {Figures.Percent(Math.Round(model.Deviation, 4))} from the median of these; stamps: {Figures.Number(model.StampsPerEcho)} calls an echo, {Figures.Number(model.StampCostNs)} ns each: {Figures.Micros(model.StampingNs)} µs; "
                + $"median without stamps {Figures.Micros(model.PlainRoundTripNs.Median)} µs, with minus without in turns {Quartiles(model.AddedNs)} µs (quartiles)",
            style);
        if (model.CallsCounted != ModelInfo.All)
            TerminalSummary.Paragraph(
                text, model.CallsCounted == ModelInfo.None ? "its calls are the runtime’s and are not seen here" : "the C library or the runtime makes more calls, which are not seen here", style);
        if (model.Deviation > Dissection.Tolerance)
            TerminalSummary.Paragraph(text, $"not to be trusted: the parts add up to {Figures.Percent(model.Deviation)} beside the median round trip; repeat it on a quieter machine", style);
    }

    private static string Quartiles(SpreadNs spread) => $"{Figures.Micros(spread.P25)} to {Figures.Micros(spread.P75)}";

    private static string Cut(string name) => (name.Length > NameWidth - 1 ? name[..(NameWidth - 1)] : name).PadRight(NameWidth);

    /// <summary>Each letter is what took most of its stretch of time.</summary>
    private static string Line(EchoLane lane, long lengthNs, int width)
    {
        var line = new char[width];
        for (var i = 0; i < width; i++)
        {
            var (from, to) = (lengthNs * i / (double)width, lengthNs * (i + 1) / (double)width);
            var most = lane.Spans.MaxBy(s => Overlap(s, from, to));
            line[i] = most is not null && Overlap(most, from, to) > 0 ? PartKinds.Letter(most.Kind) : ' ';
        }

        return new string(line);
    }

    private static double Overlap(LaneSpan span, double from, double to) => Math.Min(span.ToNs, to) - Math.Max(span.FromNs, from);

    private static string Scale(long lengthNs, int width, TerminalStyle style)
    {
        var end = TerminalSummary.Plain($"{Figures.Micros(lengthNs)} µs", style);
        return "0" + end.PadLeft(width - 1);
    }

    private static void Columns(StringBuilder text, TerminalStyle style, IReadOnlyList<string[]> rows)
    {
        var grid = rows.Select(r => r.Select(c => TerminalSummary.Plain(c, style)).ToArray()).ToList();
        var widths = Enumerable.Range(0, grid[0].Length - 1).Select(i => grid.Max(r => r[i].Length)).ToArray();
        foreach (var row in grid)
            text.Append(("   " + string.Join("  ", row.Select((cell, i) => i < 3 ? cell.PadRight(widths[i]) : i < widths.Length ? cell.PadLeft(widths[i]) : cell))).TrimEnd()).Append('\n');
    }
}
