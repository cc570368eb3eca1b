using IoBench.Analysis;
using IoBench.Reporting.Charts;
using IoBench.Reporting.Text;

namespace IoBench.Reporting.Page;

/// <summary>The questions of a report, each read from its data.</summary>
internal static class Sections
{
    public static IReadOnlyList<Section> Of(RunSummary summary, IReadOnlyList<Drawing> drawings)
    {
        return
        [
            Make("ratio", $"What really differs from {summary.HeadlinePoint?.Baseline ?? summary.Manifest.Plan.Baseline}?", Ratio, Tables.Ratios),
            Make("throughput", "Which model scales with connections?", Throughput, Tables.Throughput),
            .. AxisSections.Of(summary, drawings),
            .. TasksSection.Of(summary),
            .. WorkSection.Of(summary, drawings),
            .. OpenSections.Load(summary, drawings),
            Make("latency", OpenLoop.AtEqualLoad(summary).Count > 0 ? "Who has the worst tail at equal load?" : "Who has the worst tail in a closed loop?", Latency, Tables.Latency),
            Make("cost", "What does a message cost, and in which calls?", Cost, Tables.Cost),
            .. OpenSections.Engines(summary, drawings),
            Make("repeatability", "How repeatable is this?", Repeatability, Tables.Repeatability),
            Make("noise", "How much noise was in it, block by block?", Noise, Tables.Noise),
        ];

        Section Make(string id, string question, Func<RunSummary, IReadOnlyList<FormattableString>> reading, Func<RunSummary, Table> data)
        {
            var chart = drawings.FirstOrDefault(d => d.Name == id);
            return chart is null
                ? new Section { Id = id, Question = question, Reading = [$"This run has no data for it."] }
                : new Section { Id = id, Question = question, Reading = reading(summary), Chart = chart, Data = data(summary) };
        }
    }

    private static List<FormattableString> Ratio(RunSummary summary)
    {
        List<FormattableString> reading = [];
        var comparisons = summary.HeadlinePoint?.Family(Metric.Throughput)?.Comparisons ?? [];
        if (comparisons.Count == 0)
            return reading;
        var known = comparisons.Count(static c => c.Judgement is Judgement.Better or Judgement.Worse or Judgement.Equivalent);
        reading.Add($"Of {Words.Plural(comparisons.Count, "model")} this run settles {known} against a margin of {Figures.Percent(comparisons.Min(static c => c.Margin))}; a difference inside it is no reason to choose.");
        reading.Add(Trust.Holm(summary) ?? $"All verdicts keep the chance of one false alarm or more among them at {Figures.Percent(Levels.Family)}.");
        return reading;
    }

    private static List<FormattableString> Throughput(RunSummary summary)
    {
        var all = ThroughputChart.Lines(summary);
        var (least, most) = (all.Min(static l => l.Cells[0].Cell.Connections), all.Max(static l => l.Cells[^1].Cell.Connections));
        // Growth is compared only between lines that run the whole way.
        var lines = all.Where(l => l.Cells[0].Cell.Connections == least && l.Cells[^1].Cell.Connections == most).ToList();
        if (least == most || lines.Count == 0)
            return [$"No model was measured both at few and at many connections, so nothing is known about scaling."];
        var growth = lines.OrderByDescending(Growth).ToList();
        var ceiling = summary.HeadlinePoint!;
        return
        [
            $"From {Words.Connections(least)} to {Figures.Count(most)} the rate of {new Name(growth[0].Model)} grows {Figures.Number(Growth(growth[0]), 2)} times, that of {new Name(growth[^1].Model)} {Figures.Number(Growth(growth[^1]), 2)} times.",
            $"The load generator was seen to drive {Figures.Rate(ceiling.CeilingPerSecond)} messages a second (against {new Name(ceiling.CeilingLabel ?? "")}), so its own limit lies no lower.",
            .. CrossingText.Sentence(summary, AxisView.Connections) is { } crossings ? [crossings] : (FormattableString[])[],
        ];

        static double Growth(ThroughputChart.ModelLine line) => line.Cells[^1].ThroughputPerSecond!.Centre / line.Cells[0].ThroughputPerSecond!.Centre;
    }

    private static List<FormattableString> Latency(RunSummary summary)
    {
        var cells = Findings.Tails(summary);
        if (cells.Count == 0)
            return [$"No invocation had enough echoes for a p99."];
        var (best, worst) = (cells[0], cells[^1]);
        return
        [
            $"Half of the echoes of {new Name(best.Cell.Label)} take {Figures.Micros(best.P50Ns?.Centre)} µs or less and one in a hundred {Figures.Micros(best.P99Ns!.Centre)} µs or more; for {new Name(worst.Cell.Label)} it is {Figures.Micros(worst.P50Ns?.Centre)} µs and {Figures.Micros(worst.P99Ns!.Centre)} µs.",
            worst.Loop == "closed"
                ? (FormattableString)$"In a closed loop a slow answer delays the next question, so tails look shorter than users with a rate of their own would feel them."
                : $"{Figures.Rate(worst.AskedPerSecond)} messages a second were due for every model, whether or not it kept up, and an echo is timed from the moment at which it was due{OpenSections.Behind(cells)}.",
        ];
    }

    private static List<FormattableString> Cost(RunSummary summary)
    {
        var cells = Findings.Ranked(summary, Metric.ServerCpu);
        if (cells.Count == 0)
            return [];
        var dear = cells[^1];
        var fewest = cells.MinBy(static c => c.SyscallsPerMessage?.Centre ?? double.MaxValue)!;
        return
        [
            fewest.SyscallsUnseen
                ? (FormattableString)$"The system calls of none of them are counted."
                : $"{new Name(fewest.Cell.Label)} makes the fewest system calls that are counted, {Figures.Number(fewest.SyscallsPerMessage?.Centre)} a message.",
            $"{new Name(dear.Cell.Label)} pays most CPU, {Figures.Percent(dear.ServerCpuSystemUsPerMessage?.Centre / dear.ServerCpuUsPerMessage!.Centre)} of it in the kernel.",
            .. FloorText.Reading(summary),
            Garbage(cells),
        ];
    }

    private static FormattableString Garbage(List<CellSummary> cells)
    {
        var littering = cells.Where(static c => c.AllocatedBytesPerMessage?.Centre >= 0.01).Select(static c => c.Cell.Label).ToList();
        return littering.Count == 0
            ? (FormattableString)$"No server allocates managed memory per message, so the garbage collector has no part in these figures."
            : $"Managed memory is allocated per message by {Prose.Names(littering)}; the garbage collector is part of their cost.";
    }

    private static List<FormattableString> Noise(RunSummary summary)
    {
        var noise = RunNoise.Of(summary);
        var aa = noise.Aa is null
            ? (FormattableString)$"No model ran twice, so nothing is known of what noise alone does to a ratio."
            : $"{new Name(noise.Label)} against itself goes from {Figures.Ratio(noise.Blocks.Min(static b => b.AaRatio))} to {Figures.Ratio(noise.Blocks.Max(static b => b.AaRatio))} in single blocks; over all of them it is {Figures.Ratio(noise.Aa.Centre)} {Figures.Bounds(noise.Aa.Interval)}.";
        return noise.Blocks.Max(static b => b.CpuPressureShareMax) is not { } pressure
            ? [aa, $"This machine tells nothing of pressure."]
            : [aa, $"Tasks waited for a CPU up to {Figures.Percent(pressure)} of the time in an invocation, and up to {Figures.Percent(noise.Blocks.Max(static b => b.StealShareMax))} was stolen by other guests."];
    }

    private static List<FormattableString> Repeatability(RunSummary summary)
    {
        var cells = Findings.Ranked(summary, Metric.Throughput).Where(static c => c.Valid > 1).OrderBy(Findings.WorstDeviation).ToList();
        if (cells.Count == 0)
            return [$"No model was measured twice, so nothing is known about how well it repeats."];
        return
        [
            $"The steadiest is {new Name(cells[0].Cell.Label)}, never more than {Figures.Percent(Findings.WorstDeviation(cells[0]))} from its centre; the least steady {new Name(cells[^1].Cell.Label)}, up to {Figures.Percent(Findings.WorstDeviation(cells[^1]))}.",
            $"Every dot is a process of its own: what differs here is placement, timing and the machine’s mood, and every interval of this report is made of it.",
        ];
    }
}
