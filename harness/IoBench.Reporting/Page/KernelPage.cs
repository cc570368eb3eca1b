using IoBench.Analysis.Kernels;
using IoBench.Reporting.Charts;
using IoBench.Reporting.Text;
using IoBench.Results.Kernels;

namespace IoBench.Reporting.Page;

/// <summary>The page of a kernel matrix, in the form that every report has.</summary>
internal static class KernelPage
{
    public static ReportPage Of(KernelMatrixSummary summary, Drawing chart) => new()
    {
        Title = "IoBench kernels",
        Place = KernelWords.Place(summary),
        When = $"{summary.Plan.StartedAt.ToUniversalTime():yyyy-MM-dd HH:mm} UTC · {KernelWords.Boots(summary)}",
        Answer = [.. KernelWords.Answer(summary)],
        ModelsHead = "Every model on every kernel",
        Models = KernelTables.Models(summary),
        Skipped = [.. summary.Skipped.Select(static s => (FormattableString)$"{new Name(s.Model)}{(s.Connections is { } n ? $" at {Words.Connections(n)}" : "")} on {s.Columns}: {s.Reason}")],
        Sections = [.. Sections(summary, chart)],
        TrustHead = "Can this matrix be trusted?",
        Trust = [.. KernelText.Trust(summary).Select(static l => (FormattableString)$"{l}.")],
        Blocks = KernelTables.Jobs(summary),
        BlocksHead = "Boot by boot",
        Environment = [.. Guests(summary)],
        EnvironmentHead = "The guests in full",
        Method = [.. Method(summary)],
        Command = summary.Plan.Command,
        CommandHead = "How to make this matrix again, or go on with it (--out)",
        RawFiles = [KernelMatrix.FileName, "summary.json", "plan.json"],
    };

    private static IEnumerable<Section> Sections(KernelMatrixSummary summary, Drawing chart)
    {
        yield return new Section { Id = KernelChart.Name, Question = "Which kernels moved which models?", Reading = [$"Each field is one model on one kernel, held against the reference of its row: the oldest kernel, or for options the same kernel without them."], Chart = chart };
        for (var i = 0; i < summary.Columns.Count; i++)
            if (summary.Columns[i].Reference is { } reference && KernelMove.Of(summary, i, reference) is { Count: > 0 } moves)
                yield return new Section
                {
                    Id = FormattableString.Invariant($"moved-{i}"),
                    Question = $"Which part moved from {summary.Columns[reference].Name} to {summary.Columns[i].Name}?",
                    Reading = [.. Reading(summary, moves)],
                    Findings = KernelTables.Moves(moves),
                    Data = KernelTables.Stretches(summary, i, reference),
                };
        if (summary.Parts.Count > 0)
            yield return new Section
            {
                Id = "sums", Question = "Do the parts add up to the echo?", Findings = KernelTables.Sums(summary),
                Reading = [$"Stamps around every call, less what they add, leave a rest of {Figures.Percent(KernelWords.LargestRest(summary))} at most: the client’s own loop, and, where one echo is not like the other, medians of different ones. Echoes put together from those between two threads are off by up to {Figures.Percent(KernelWords.LargestMiss(summary))}: what two processes add is missing from them. So the parts above are those of the stamps."],
            };
        if (summary.Calls.Count > 0)
            yield return new Section { Id = "calls", Question = "What does a single call cost?", Findings = KernelTables.Calls(summary), Reading = [$"One thread on both ends of a connection, or two that take turns: each line differs from another by one thing, so that a difference of two lines is a part."] };
    }

    private static IEnumerable<FormattableString> Reading(KernelMatrixSummary summary, IReadOnlyList<KernelMove> moves)
    {
        foreach (var share in KernelMove.SharesIn(moves))
        {
            var most = moves.MaxBy(m => Math.Abs(m.Shares[share]))!;
            yield return $"{KernelWords.Share(share)}: {KernelWords.Signed(moves.Min(m => m.Shares[share]))} to {KernelWords.Signed(moves.Max(m => m.Shares[share]))} {KernelWords.Unit(summary)}, most for {new Name(most.Model)}.";
        }
    }

    private static IEnumerable<(string, string)> Guests(KernelMatrixSummary summary)
    {
        foreach (var column in summary.Columns)
        {
            yield return (column.Name, $"{column.Guest.Release}, {column.Guest.Version}; {column.Kernel.Package ?? column.Kernel.File} {column.Kernel.PackageVersion}".TrimEnd());
            yield return ("clock source", column.Guest.ClockSource);
            yield return ("command line", column.Guest.CommandLine);
            yield return ("mitigations", string.Join("; ", column.Guest.Mitigations.Where(static m => m.Value != "Not affected").Select(static m => $"{m.Key}: {m.Value}")));
        }
    }

    private static IEnumerable<FormattableString> Method(KernelMatrixSummary summary)
    {
        if (summary.Plan.Accelerator == Accelerators.Emulation)
        {
            yield return $"QEMU translates the guest’s instructions and advances its clock by one nanosecond for each (-icount shift=0,sleep=off), so CLOCK_MONOTONIC counts instructions. What else the host does has no part in it.";
            yield return $"Instructions are not time: there is no cache, no branch that is guessed wrong, no second CPU. A change tells that the kernel does more or less, not how much longer it takes.";
        }

        yield return $"Server and load are the node of IoBench compiled to native code, on one CPU, over loopback; figures are its own: the window over the echoes in it, {Figures.Number(summary.Plan.WindowSeconds)} s by the guest’s clock after {Figures.Number(summary.Plan.WarmupSeconds)} s of warm-up, a fresh server for each.";
        yield return $"Each kernel is booted {Words.Plural(summary.Plan.Seeds, "time")} with another seed and another time of rest; identical repeats are one sample, so ranges are shown and no interval.";
        yield return $"The result of a guest comes with its sha256; one that is torn, damaged or late counts in no figure and is done again.";
    }
}
