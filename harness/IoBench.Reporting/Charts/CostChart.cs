using IoBench.Analysis;
using IoBench.Reporting.Text;
using ScottPlot;
using SkiaSharp;

namespace IoBench.Reporting.Charts;

/// <summary>What a message costs: server CPU, user and kernel, and system calls by kind. Why is it faster?</summary>
internal static class CostChart
{
    private const float RowHeight = 38;

    // Kinds of calls are no models: greys of one hue, dark where data moves, light where the server waits.
    internal static readonly Dictionary<CallKind, string> Shades = new()
    {
        [CallKind.Receive] = "#3E4C5E", [CallKind.Send] = "#7A8799", [CallKind.Wait] = "#B4BDC9", [CallKind.Other] = "#DDE2E8",
    };

    public static Drawing? Of(RunSummary summary)
    {
        var cells = Findings.Ranked(summary, Metric.ServerCpu);
        if (cells.Count == 0)
            return null;
        var floor = FloorText.Headline(summary);
        return new Drawing
        {
            Name = "cost",
            Title = Findings.Cost(summary) ?? "What does a message cost, and in which calls?",
            Subtitle = $"Left: server CPU per message in µs, kernel and user. Right: system calls per message. {Words.Point(cells[0].Cell.Point)}",
            Caption =
            [
                $"Black line: {Place.Interval(summary)} of the total. All CPU of the server process is charged, its idle spins too. {OfFloor(summary, floor)}. Operations that a ring does without a system call are not counted. {Unseen(cells)}{Place.Load(summary, cells)}.",
                $"{Place.Line(summary.Manifest)}. Source: {Place.Source(summary)}{(floor is null ? "" : " and floors.jsonl")}",
            ],
            BodyHeight = cells.Count * RowHeight + 86,
            Body = (canvas, area) => Paint(canvas, area, cells, floor),
        };
    }

    private static void Paint(SKCanvas canvas, SKRect area, List<CellSummary> cells, FloorSummary? floor)
    {
        var names = cells.Max(static c => Ink.Width(c.Cell.Label, 14, true)) + 34;
        var half = (area.Width - names) / 2;
        var (top, bottom) = (area.Top + 32, area.Bottom - 48);
        var cpu = new Panel(new SKRect(area.Left + names, top, area.Left + names + half - (floor is null ? 64 : 124), bottom), (0, 1.02 * Math.Max(High(floor?.CpuUsPerMessage), cells.Max(static c => High(c.ServerCpuUsPerMessage)))), (cells.Count, 0));
        var calls = new Panel(new SKRect(area.Left + names + half + 10, top, area.Right - 54, bottom), (0, Math.Max(1, 1.02 * cells.Max(static c => CallKinds.PerMessage(c).Values.Sum()))), (cells.Count, 0));
        foreach (var panel in new[] { cpu, calls })
        {
            panel.WithoutLeftAxis();
            panel.BottomTicks(Ticks(panel));
        }

        if (floor?.CpuUsPerMessage!.Interval is { } known)
            cpu.Box(known.Low, known.High, cells.Count, 0, Color.FromHex(Ink.Band));
        for (var i = 0; i < cells.Count; i++)
        {
            Cpu(cpu, cells[i], i);
            Calls(calls, cells[i], i);
        }

        if (floor is not null)
            Floor(cpu, floor.CpuUsPerMessage!.Centre, cells.Count);
        for (var i = 0; i < cells.Count; i++)
            Known(cpu, cells[i].ServerCpuUsPerMessage!, i);
        cpu.Draw(canvas);
        calls.Draw(canvas);
        Label(canvas, area, cpu, calls, cells, floor);
    }

    private static string Unseen(List<CellSummary> cells) => Words.UnseenCalls(cells) is { Length: > 0 } text ? text + ". " : "";

    private static void Cpu(Panel panel, CellSummary cell, int row)
    {
        var style = ModelStyle.Of(cell.Cell.Model);
        var total = cell.ServerCpuUsPerMessage!;
        var system = Math.Min(total.Centre, cell.ServerCpuSystemUsPerMessage?.Centre ?? 0);
        panel.Box(0, system, row + 0.82, row + 0.18, style.Ink);
        panel.Box(system, total.Centre, row + 0.82, row + 0.18, style.Ink.WithAlpha(.45));
    }

    private static void Known(Panel panel, Estimate total, int row)
    {
        if (total.Interval is { } interval)
            panel.Segment(interval.Low, row + 0.5, interval.High, row + 0.5, 2, Color.FromHex(Ink.Text));
    }

    // Light around dark: seen on every bar and beside it.
    private static void Floor(Panel panel, double floor, int rows)
    {
        panel.Segment(floor, 0, floor, rows, 4, Color.FromHex(Ink.Paper));
        panel.Segment(floor, 0, floor, rows, 1.6f, Color.FromHex(Ink.Text));
    }

    private static string OfFloor(RunSummary summary, FloorSummary? floor) => floor is null
        ? FloorText.Absence(summary)!
        : $"Vertical line: the floor, send + recv of {Figures.Count(floor.PayloadBytes)} bytes on {Words.Connections(floor.Connections)} in one thread with nobody waiting"
            + $"{(floor.CpuUsPerMessage!.Interval is null ? "" : ", with its interval as a band")} (n = {floor.Valid}); in brackets what a model adds to it, paired by block";

    private static double High(Estimate? estimate) => estimate?.Interval?.High ?? estimate?.Centre ?? 0;

    private static void Calls(Panel panel, CellSummary cell, int row)
    {
        var from = 0.0;
        foreach (var (kind, count) in CallKinds.PerMessage(cell).OrderBy(static k => k.Key))
        {
            panel.Box(from, from + count, row + 0.82, row + 0.18, Color.FromHex(Shades[kind]));
            from += count;
        }
    }

    private static void Label(SKCanvas canvas, SKRect area, Panel cpu, Panel calls, List<CellSummary> cells, FloorSummary? floor)
    {
        for (var i = 0; i < cells.Count; i++)
        {
            var (y, style) = (cpu.Y(i + 0.5), ModelStyle.Of(cells[i].Cell.Model));
            Glyphs.Draw(canvas, style.Marker, area.Left + 8, y, 10, style.Colour);
            Ink.Write(canvas, cells[i].Cell.Label, area.Left + 22, y + 5, 14, style.Colour, bold: true);
            var total = cells[i].ServerCpuUsPerMessage!;
            var right = cpu.X(Math.Max(High(total), High(floor?.CpuUsPerMessage))) + 8;
            Ink.Write(canvas, Figures.Number(total.Centre), right, y + 5, 14);
            if (cells[i].ServerAboveFloor is { } above)
                Ink.Write(canvas, $"({FloorText.Added(floor, above)})", right + Ink.Width(Figures.Number(total.Centre), 14) + 6, y + 5, 14, Ink.Muted);
            Ink.Write(canvas, Words.Calls(cells[i]), calls.X(cells[i].SyscallsPerMessage?.Centre ?? 0) + 8, y + 5, 14);
        }

        var keyEnd = Key(canvas, cpu.Data.Left, area.Top + 18, [("kernel", Ink.Muted), ("user", Ink.Faint)]);
        if (floor is not null)
        {
            Ink.Line(canvas, keyEnd + 2, area.Top + 4, keyEnd + 2, area.Top + 22, Ink.Text, 1.6f);
            Ink.Write(canvas, $"floor {Figures.Number(floor.CpuUsPerMessage!.Centre)} (+ above it)", keyEnd + 9, area.Top + 18, 13, Ink.Muted);
        }

        Key(canvas, calls.Data.Left, area.Top + 18, [.. Shades.Where(s => cells.Any(c => CallKinds.PerMessage(c).ContainsKey(s.Key))).Select(static s => (CallKinds.Name(s.Key), s.Value))]);
        Ink.Write(canvas, "server CPU per message (µs)", cpu.Data.MidX, area.Bottom - 8, 14, Ink.Muted, anchor: Anchor.Middle);
        Ink.Write(canvas, "system calls per message", calls.Data.MidX, area.Bottom - 8, 14, Ink.Muted, anchor: Anchor.Middle);
    }

    /// <returns>Where the next entry would begin.</returns>
    private static float Key(SKCanvas canvas, float x, float y, IEnumerable<(string Name, string Colour)> entries)
    {
        foreach (var (name, colour) in entries)
        {
            Ink.Fill(canvas, SKRect.Create(x, y - 11, 12, 12), colour);
            Ink.Write(canvas, name, x + 17, y, 13, Ink.Muted);
            x += 17 + Ink.Width(name) + 16;
        }

        return x;
    }

    private static IEnumerable<Tick> Ticks(Panel panel)
    {
        var step = new[] { 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000 }.First(s => panel.XMax / s <= 7 || s >= 1000);
        for (var v = 0.0; v <= panel.XMax; v += step)
            yield return new Tick(v, Figures.Tick(v), true);
    }
}
