using IoBench.Analysis.Kernels;
using IoBench.Reporting.Text;
using SkiaSharp;

namespace IoBench.Reporting.Charts;

/// <summary>Kernels against models, for each load: how far each is from its reference; hatched where no difference is shown. Which kernels moved which models?</summary>
internal static class KernelChart
{
    public const string Name = "kernels";
    private const float RowHeight = 34, Head = 46, Gap = 18, Key = 40;

    /// <summary>Steps of colour on either side of none; a change of so many per cent has the strongest.</summary>
    private const double StrongestPercent = 20;

    public static Drawing Of(KernelMatrixSummary summary)
    {
        var (loads, models) = (summary.Plan.Connections, summary.Plan.Models);
        return new Drawing
        {
            Name = Name,
            Title = Title(summary),
            Subtitle = $"{char.ToUpperInvariant(summary.Unit[0])}{summary.Unit[1..]} and how far that is from the reference; fewer is bluer, more is redder, hatched where no difference is shown",
            Caption =
            [
                $"Medians of {KernelWords.Boots(summary)}. A difference is shown where ranges over boots do not overlap and medians are more than {Figures.Percent(KernelCell.Margin)} apart. Client, server and kernel together.",
                $"{KernelWords.Place(summary)}. Source: {Results.Kernels.KernelMatrix.FileName}, {summary.Plan.StartedAt.ToUniversalTime():yyyy-MM-dd HH:mm} UTC",
            ],
            BodyHeight = loads.Count * (Head + models.Count * RowHeight + Gap) + Key,
            Body = (canvas, area) => Paint(canvas, area, summary),
        };
    }

    private static string Title(KernelMatrixSummary summary)
    {
        if (summary.Steps.Where(static s => s.Judged.Count > 0).ToList() is { Count: > 0 } steps)
        {
            var moving = steps.Where(static s => s.Moved.Any()).ToList();
            return moving.Count switch
            {
                0 => $"None of {steps.Count} updates moved a model by more than {Figures.Percent(KernelCell.Margin)}",
                1 => $"Of {steps.Count} updates one moved models: from {summary.Columns[moving[0].From].Name} to {summary.Columns[moving[0].To].Name}, {moving[0].Moved.Count()} of {moving[0].Judged.Count}",
                _ => $"{moving.Count} of {steps.Count} updates moved models by more than {Figures.Percent(KernelCell.Margin)}",
            };
        }

        var judged = summary.Cells.Where(static c => c.Verdict is KernelVerdict.Differs or KernelVerdict.NoDifferenceShown).ToList();
        var differs = judged.Where(static c => c.Verdict == KernelVerdict.Differs).ToList();
        return judged.Count == 0 ? "Which kernels moved which models?"
            : differs.Count == 0 ? $"No difference between kernels is shown for any of {judged.Count} models and loads"
            : $"{differs.Count} of {judged.Count} models and loads moved between kernels, by {KernelWords.Change(differs.Min(static c => c.Ratio))} to {KernelWords.Change(differs.Max(static c => c.Ratio))}";
    }

    private static void Paint(SKCanvas canvas, SKRect area, KernelMatrixSummary summary)
    {
        var names = summary.Plan.Models.Max(static m => Ink.Width(m, 14, true)) + 34;
        var width = Math.Min(420, (area.Width - names) / summary.Columns.Count);
        var y = area.Top;
        foreach (var connections in summary.Plan.Connections)
        {
            Ink.Write(canvas, Words.Connections(connections), area.Left, y + Head - 10, 14, bold: true);
            for (var i = 0; i < summary.Columns.Count; i++)
                Heading(canvas, summary.Columns[i], area.Left + names + i * width, y, width);
            y += Head;
            foreach (var model in summary.Plan.Models)
            {
                var style = ModelStyle.Of(model);
                Glyphs.Draw(canvas, style.Marker, area.Left + 8, y + RowHeight / 2, 10, style.Colour);
                Ink.Write(canvas, model, area.Left + 22, y + RowHeight / 2 + 5, 14, style.Colour, bold: true);
                foreach (var cell in summary.Of(model, connections))
                    Cell(canvas, SKRect.Create(area.Left + names + cell.Column * width, y, width - 3, RowHeight - 3), cell, summary);
                y += RowHeight;
            }

            y += Gap;
        }

        Explain(canvas, area.Left + names, y + 8);
    }

    private static void Heading(SKCanvas canvas, KernelColumn column, float x, float y, float width)
    {
        var size = IsNarrow(width) ? 9 : 12;
        var lines = Ink.Wrap(column.Name.Replace("+", " +", StringComparison.Ordinal), width - 6, size, bold: true).Take(3).ToList();
        for (var i = 0; i < lines.Count; i++)
            Ink.Write(canvas, lines[i], x + width / 2, y + Head - 8 - (size + 2) * (lines.Count - 1 - i), size, Ink.Muted, bold: true, anchor: Anchor.Middle);
    }

    /// <summary>So many kernels that letters of the usual size would run into each other.</summary>
    private static bool IsNarrow(float width) => width < 70;

    private static void Cell(SKCanvas canvas, SKRect box, KernelCell cell, KernelMatrixSummary summary)
    {
        var shade = Shade(cell);
        Ink.Fill(canvas, box, shade);
        if (cell.Verdict is KernelVerdict.NoDifferenceShown or KernelVerdict.TooFewBoots)
            Hatch(canvas, box);
        var text = cell.Centre is null ? KernelWords.Of(cell, summary) : KernelWords.Count(cell.Centre);
        var strong = IsStrong(cell);
        var y = box.MidY + 5;
        var size = IsNarrow(box.Width) ? 10.5f : 13;
        if (cell.Ratio is null)
        {
            Ink.Write(canvas, text, box.MidX, y, size, cell.Centre is null ? Ink.Muted : Ink.Text, anchor: Anchor.Middle);
            return;
        }

        // On hatching, letters want a ground of their own.
        var change = KernelWords.Change(cell.Ratio);
        var roomy = box.Width > 120;
        if (cell.Verdict != KernelVerdict.Differs)
            Ink.Fill(canvas, SKRect.Create(box.MidX - (roomy ? 58 : 30), box.MidY - 9, roomy ? 116 : 60, 18), shade);
        Ink.Write(canvas, change, box.MidX - (roomy ? 4 : 0), y, size, strong ? Ink.Paper : Ink.Text, bold: cell.Verdict == KernelVerdict.Differs, anchor: roomy ? Anchor.End : Anchor.Middle);
        if (roomy)
            Ink.Write(canvas, text, box.MidX + 8, y, 12, strong ? Ink.Paper : cell.Verdict == KernelVerdict.Differs ? Ink.Text : Ink.Muted);
    }

    private static void Hatch(SKCanvas canvas, SKRect box)
    {
        canvas.Save();
        canvas.ClipRect(box);
        for (var x = box.Left - box.Height; x < box.Right; x += 7)
            Ink.Line(canvas, x, box.Bottom, x + box.Height, box.Top, Ink.Faint);
        canvas.Restore();
    }

    private static bool IsStrong(KernelCell cell) => cell.Verdict == KernelVerdict.Differs && Math.Abs(cell.Ratio!.Value - 1) * 100 > 0.6 * StrongestPercent;

    private static string Shade(KernelCell cell)
    {
        if (cell.Ratio is not { } ratio || cell.Verdict != KernelVerdict.Differs)
            return Ink.Band;
        var depth = Math.Clamp(0.15 + 0.85 * Math.Abs(ratio - 1) * 100 / StrongestPercent, 0, 1);
        // After Brewer's RdBu: its ends, mixed with white.
        var (r, g, b) = ratio < 1 ? (0x21, 0x66, 0xAC) : (0xB2, 0x18, 0x2B);
        return $"#{Mix(r):X2}{Mix(g):X2}{Mix(b):X2}";

        int Mix(int full) => (int)Math.Round(0xFF + (full - 0xFF) * depth);
    }

    private static void Explain(SKCanvas canvas, float x, float y)
    {
        foreach (var percent in (double[])[-20, -10, -3, 3, 10, 20])
        {
            var cell = new KernelCell { Model = "", Connections = 0, Column = 0, Values = [], Doubts = [], Ratio = 1 + percent / 100, Verdict = KernelVerdict.Differs };
            Ink.Fill(canvas, SKRect.Create(x, y, 54, 20), Shade(cell));
            Ink.Write(canvas, KernelWords.Change(cell.Ratio), x + 27, y + 14, 11, IsStrong(cell) ? Ink.Paper : Ink.Text, anchor: Anchor.Middle);
            x += 58;
        }

        var box = SKRect.Create(x + 12, y, 54, 20);
        Ink.Fill(canvas, box, Ink.Band);
        Hatch(canvas, box);
        Ink.Write(canvas, "no difference shown, or too few boots", x + 74, y + 14, 12, Ink.Muted);
    }
}
