using IoBench.Reporting.Text;
using IoBench.Results;
using ScottPlot;
using SkiaSharp;

namespace IoBench.Reporting.Charts;

/// <summary>One echo of each model on one axis of time: a lane for the client, the kernel and each thread of the server. Where does it wait?</summary>
internal static class AnatomyChart
{
    public const string Name = "anatomy";
    private const float LaneHeight = 15, Gap = 13, Head = 30, Foot = 50;

    public static Drawing? Of(AnatomyReport report)
    {
        var models = report.Models.Where(static m => m.Lanes.Count > 0).OrderBy(static m => m.RoundTripNs.Median).ToList();
        if (models.Count == 0)
            return null;
        var (fewest, most) = (models.Min(static m => m.Echoes), models.Max(static m => m.Echoes));
        return new Drawing
        {
            Name = Name,
            Title = Title(models),
            Subtitle = $"One real echo of each model, the most like all its others: what each thread does, in µs from the client’s send. {Figures.Count(report.PayloadBytes)} bytes, one connection",
            Caption =
            [
                $"From stamps around every system call of both ends, on one clock (CLOCK_MONOTONIC). Number: median round trip of n = {(fewest == most ? "" : $"{Figures.Count(fewest)} to ")}{Figures.Count(most)} echoes, stamps taken. What the C library or the .NET runtime calls by itself is not seen: there lanes are empty, or missing.",
                $"Linux {report.Environment.Kernel} · {report.Environment.CpuModel} · {Place.Cpus(report.Placement)} · {report.Placement.Network}. Source: {AnatomyReport.FileName}, {report.StartedAt.ToUniversalTime():yyyy-MM-dd HH:mm} UTC",
            ],
            BodyHeight = Head + models.Sum(static m => m.Lanes.Count * LaneHeight + Gap) + Foot,
            Body = (canvas, area) => Paint(canvas, area, models),
        };
    }

    private static string Title(List<ModelAnatomy> models)
    {
        // Of those whose calls are all seen: elsewhere a share would be one of what happens to be seen.
        var seen = models.Where(static m => m.CallsCounted == ModelInfo.All).ToList();
        if (seen.Count == 0)
            return "Where does the time of one echo go?";
        double[] shares = [.. seen.Select(static m => m.Parts.Where(static p => p.Kind is PartKind.WakeUp or PartKind.HandOver).Sum(static p => p.MeanNs) / m.SumNs).Order()];
        var (least, most) = (Figures.Percent(shares[0]), Figures.Percent(shares[^1]));
        return seen.Count == 1
            ? $"{least} of an echo of {seen[0].Model} is being carried and woken, not work"
            : $"Being carried and woken takes {(least == most ? least : $"{least} to {most}")} of an echo; the rest is calls and own work";
    }

    private static void Paint(SKCanvas canvas, SKRect area, List<ModelAnatomy> models)
    {
        var names = models.Max(static m => Ink.Width(m.Model, 14, true)) + 34;
        var lanes = models.SelectMany(static m => m.Lanes).Max(l => Ink.Width(LaneName(l), 11)) + 10;
        var rows = models.Sum(static m => m.Lanes.Count * LaneHeight + Gap);
        var longest = models.Max(static m => m.ShownRoundTripNs) / 1e3;
        var panel = new Panel(new SKRect(area.Left + names + lanes, area.Top + Head, area.Right - 74, area.Top + Head + rows), (0, longest * 1.01), (rows, 0));
        panel.WithoutLeftAxis();
        panel.BottomTicks(Ticks(longest));
        var y = Gap / 2f;
        foreach (var model in models)
        {
            foreach (var lane in model.Lanes)
            {
                foreach (var span in lane.Spans)
                    panel.Box(span.FromNs / 1e3, span.ToNs / 1e3, y + LaneHeight - 2, y + 2, Color.FromHex(PartKinds.Colour(span.Kind)));
                y += LaneHeight;
            }

            y += Gap;
        }

        panel.Draw(canvas);
        Label(canvas, area, panel, models, names);
    }

    private static void Label(SKCanvas canvas, SKRect area, Panel panel, List<ModelAnatomy> models, float names)
    {
        var y = panel.Data.Top + Gap / 2;
        foreach (var model in models)
        {
            var style = ModelStyle.Of(model.Model);
            var middle = y + model.Lanes.Count * LaneHeight / 2;
            Glyphs.Draw(canvas, style.Marker, area.Left + 8, middle, 10, style.Colour);
            Ink.Write(canvas, model.Model, area.Left + 22, middle + 5, 14, style.Colour, bold: true);
            for (var i = 0; i < model.Lanes.Count; i++)
                Ink.Write(canvas, LaneName(model.Lanes[i]), area.Left + names, y + i * LaneHeight + 11, 11, Ink.Muted);
            Ink.Write(canvas, $"{Figures.Micros(model.RoundTripNs.Median)} µs", panel.X(model.ShownRoundTripNs / 1e3) + 7, middle + 5, 13);
            y += model.Lanes.Count * LaneHeight + Gap;
        }

        var x = panel.Data.Left;
        foreach (var kind in PartKinds.All.Where(k => models.Any(m => m.Lanes.Any(l => l.Spans.Any(s => s.Kind == k)))))
        {
            Ink.Fill(canvas, SKRect.Create(x, area.Top + 7, 12, 12), PartKinds.Colour(kind));
            Ink.Write(canvas, PartKinds.Name(kind), x + 17, area.Top + 18, 13, Ink.Muted);
            x += 17 + Ink.Width(PartKinds.Name(kind)) + 16;
        }

        Ink.Write(canvas, "µs from the client’s send", panel.Data.MidX, area.Bottom - 8, 14, Ink.Muted, anchor: Anchor.Middle);
    }

    /// <summary>Without the name that the thread bears in the process: it is the model's, or too long.</summary>
    private static string LaneName(EchoLane lane) => lane.Name.Split(',')[0];

    private static IEnumerable<Tick> Ticks(double longest)
    {
        var step = new[] { 1.0, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000 }.First(s => longest / s <= 12 || s >= 10_000);
        for (var v = 0.0; v <= longest; v += step)
            yield return new Tick(v, Figures.Tick(v), true);
    }
}
