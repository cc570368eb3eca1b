using System.Globalization;
using IoBench.Analysis.Kernels;
using IoBench.Results.Kernels;

namespace IoBench.Reporting.Text;

/// <summary>What a kernel matrix says, in words and figures that are the same on the terminal, on the page and in the chart.</summary>
internal static class KernelWords
{
    /// <summary>All digits: where instructions are counted they are known to the last or so.</summary>
    public static string Count(double? value) => value is { } v ? Figures.Count((long)Math.Round(v)) : Figures.None;

    /// <summary>+1.2 %, −11.6 %: how far a ratio is from 1.</summary>
    public static string Change(double? ratio) => ratio is { } r
        ? (Math.Abs(r - 1) < 0.0005 ? "0.0" : (r > 1 ? "+" : "−") + Math.Abs(100 * (r - 1)).ToString("0.0", CultureInfo.InvariantCulture)) + Figures.Thin + "%"
        : Figures.None;

    /// <summary>A difference with its sign.</summary>
    public static string Signed(double? value) => value is { } v ? (Math.Round(v) > 0 ? "+" : "") + Count(v) : Figures.None;

    public static string Range(KernelCell cell) => cell.Values.Count > 0 ? $"{Count(cell.Low)} to {Count(cell.High)}" : Figures.None;

    public static string Of(KernelCell cell, KernelMatrixSummary summary) => cell.Verdict switch
    {
        KernelVerdict.Differs => "differs",
        KernelVerdict.NoDifferenceShown => "no difference shown",
        KernelVerdict.TooFewBoots => $"under {KernelCell.LeastBoots} boots",
        _ when cell.Values.Count == 0 => summary.Skipped.Any(s => s.Model == cell.Model && s.Columns.Contains(summary.Columns[cell.Column].Name)) ? "skipped" : cell.Doubts.Count > 0 ? "not valid" : "not measured",
        _ => summary.Columns[cell.Column].Reference is null ? "reference" : "",
    };

    public static string Share(EchoShare share) => share switch
    {
        EchoShare.Write => "write side",
        EchoShare.Read => "read side",
        EchoShare.WaitAndWake => "wait and wake-up",
        EchoShare.Signal => "signal",
        EchoShare.Completion => "completion",
        _ => "user space",
    };

    /// <summary>The same where a column is narrow.</summary>
    public static string BriefShare(EchoShare share) => share switch
    {
        EchoShare.Write => "write",
        EchoShare.Read => "read",
        EchoShare.WaitAndWake => "wait, wake",
        EchoShare.UserSpace => "user",
        _ => Share(share),
    };

    public static string Place(KernelMatrixSummary summary)
    {
        var job = summary.Columns[0].Jobs[0];
        return $"{How(summary.Plan.Accelerator)} · QEMU {job.Qemu} · 1 CPU ({job.CpuModel}) · {Figures.Count(summary.Plan.PayloadBytes)} bytes";
    }

    private static string How(string accelerator) => accelerator == Accelerators.Emulation ? "emulated, instructions counted (tcg, icount)" : "virtual machine, time (kvm)";

    public static string Boots(KernelMatrixSummary summary)
    {
        var (least, most) = (summary.Columns.Min(static c => c.Boots), summary.Columns.Max(static c => c.Boots));
        return $"{Words.Plural(summary.Columns.Count, "kernel")}, {(least == most ? Words.Plural(most, "boot") : $"{least} to {most} boots")} each";
    }

    /// <summary>What each update moved where there is a series of kernels; else what differs most and least from its reference, in one sentence a column.</summary>
    public static IEnumerable<FormattableString> Answer(KernelMatrixSummary summary) => [.. summary.Steps.Count > 0 ? Updates(summary) : Columns(summary),
        $"Boots of one kernel differ by {Figures.Percent(summary.WidestRange)} at most; each has another seed and rests for another time before it measures."];

    /// <summary>Did an update move a model?</summary>
    internal static IEnumerable<FormattableString> Updates(KernelMatrixSummary summary)
    {
        foreach (var step in summary.Steps)
        {
            var (name, old, moved) = (summary.Columns[step.To].Name, summary.Columns[step.From].Name, step.Moved.ToList());
            if (step.Judged.Count == 0)
                yield return $"Of the update from {old} to {name} nothing can be told yet: a verdict takes {KernelCell.LeastBoots} boots of both.";
            else if (moved.Count > 0)
                yield return $"The update from {old} to {name} moved {moved.Count} of {step.Judged.Count} models and loads: from {Change(moved[0].Ratio)} ({new Name(moved[0].Model)} at {Words.Connections(moved[0].Connections)}) to {Change(moved[^1].Ratio)} ({new Name(moved[^1].Model)} at {Words.Connections(moved[^1].Connections)}).";
        }

        foreach (var lull in summary.Lulls)
            yield return $"From {summary.Columns[lull.From].Name} to {summary.Columns[lull.To].Name} {(lull.Updates == 1 ? "the update" : $"none of {lull.Updates} updates")} moved {(lull.Updates == 1 ? "no" : "a")} model by more than {Figures.Percent(KernelCell.Margin)}; all together they come to {Change(lull.Least)} to {Change(lull.Most)}.";
    }

    private static IEnumerable<FormattableString> Columns(KernelMatrixSummary summary)
    {
        for (var i = 0; i < summary.Columns.Count; i++)
        {
            if (summary.Columns[i].Reference is not { } reference)
                continue;
            var (name, old) = (new Name(summary.Columns[i].Name), new Name(summary.Columns[reference].Name));
            var judged = summary.Cells.Where(c => c.Column == i && c.Verdict is KernelVerdict.Differs or KernelVerdict.NoDifferenceShown).ToList();
            var differs = judged.Where(static c => c.Verdict == KernelVerdict.Differs).OrderBy(static c => c.Ratio).ToList();
            if (judged.Count == 0)
                yield return $"Of {name} nothing can be told yet: a verdict takes {KernelCell.LeastBoots} boots of it and of {old}.";
            else if (differs.Count == 0)
                yield return $"Between {name} and {old} no difference is shown for any of {judged.Count} models and loads.";
            else
                yield return $"On {name} {differs.Count} of {judged.Count} models and loads take another number of {Unit(summary)} than on {old}: from {Change(differs[0].Ratio)} ({new Name(differs[0].Model)} at {Words.Connections(differs[0].Connections)}) to {Change(differs[^1].Ratio)} ({new Name(differs[^1].Model)} at {Words.Connections(differs[^1].Connections)}).";
        }
    }

    /// <summary>As a share of the echo, whichever sign it has.</summary>
    public static double LargestRest(KernelMatrixSummary summary) => summary.Parts.Max(static p => Math.Abs(p.Remainder) / p.Plain);

    /// <summary>Of echoes put together from single ones; null where none were measured.</summary>
    public static double? LargestMiss(KernelMatrixSummary summary) => summary.Parts.Max(static p => p.BySingleCalls is { } sum ? Math.Abs(sum / p.Plain - 1) : (double?)null);

    public static string Unit(KernelMatrixSummary summary) => summary.Plan.Accelerator == Accelerators.Emulation ? "instructions" : "nanoseconds";
}
