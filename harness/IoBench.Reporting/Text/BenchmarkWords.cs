using IoBench.Analysis.Benchmarks;
using IoBench.Results;

namespace IoBench.Reporting.Text;

/// <summary>Sentences about single operations.</summary>
internal static class BenchmarkWords
{
    /// <summary>A time in the unit in which it has few digits.</summary>
    public static string Time(double? ns) => ns switch
    {
        null => Figures.None,
        >= 999_500 => Figures.Number(ns / 1e6) + Figures.Thin + "ms",
        >= 999.5 => Figures.Number(ns / 1e3) + Figures.Thin + "µs",
        _ => Figures.Number(ns) + Figures.Thin + "ns",
    };

    public static string Place(BenchmarkSummary summary)
    {
        var e = summary.Manifest.Environment;
        return string.Join(" · ", new[] { "Linux " + e.Kernel, e.CpuModel is { } cpu ? Text.Place.Cpu(cpu) : e.Architecture, e.Hypervisor is { } h ? $"under {h}" : "", $"CPU {CpuList.Format(e.Cpus)}", e.DotNet }.Where(static s => s.Length > 0));
    }

    public static string Source(BenchmarkSummary summary) => $"IoBench {summary.Manifest.Environment.IoBench}, benchmarks {summary.Manifest.Name}, job {summary.Manifest.Job}";

    public static IEnumerable<FormattableString> Answer(BenchmarkSummary summary)
    {
        if (!summary.IsMeasured)
        {
            yield return $"{Words.Plural(summary.Cases.Count, "case")} ran, each {Words.Plural(summary.Cases.Max(static c => c.Ns.N), "iteration")}: that shows that they run, and no more.";
            yield break;
        }

        if (Last(summary) is [_, ..] curves)
        {
            var most = curves.Max(static c => c.Points[^1].Descriptors);
            var ends = curves.Where(c => c.Points[^1].Descriptors == most).OrderBy(static c => c.Points[^1].WaitNs).ToList();
            yield return $"To tell of one event among {Figures.Count(most)} descriptors costs {(FormattableString[])[.. ends.Select(static c => (FormattableString)$"{new Name(c.Mechanism)} {Time(c.Points[^1].WaitNs)}")]}.";
            var growing = ends.Where(static c => c.Grows).ToList();
            var flat = ends.Except(growing).ToList();
            if (growing.Count > 0 && flat.Count > 0)
                yield return $"With every descriptor {(FormattableString[])[.. growing.Select(static c => (FormattableString)$"{new Name(c.Mechanism)} pays {Time(c.NsPerDescriptor)} more (growth to the power of {Figures.Number(c.Exponent, 2)} over the last tenfold)")]}; {Prose.Names(flat.Select(static c => c.Mechanism))} {(flat.Count == 1 ? "does" : "do")} not follow their number.";
        }

        if (summary.Find("SystemCalls", "Getpid") is { } call && summary.Find("Transition", "Native") is { } native)
            yield return $"To enter the kernel and do nothing takes {Time(call.Ns.Centre)}, to leave managed code for native code {Time(native.Ns.Centre)}.";
        if (Switch(summary, "one") is { } one && Switch(summary, "two") is { } two)
            yield return $"To hand over to another thread by futex takes {Time(one.Ns.Centre)} on one CPU and {Time(two.Ns.Centre)} across two.";
    }

    /// <summary>What each further descriptor costs; a dash where that is none.</summary>
    public static string PerFurther(ReadinessCurve curve) => curve.Grows ? Time(curve.NsPerDescriptor) : Figures.None;

    /// <summary>What the load generator adds to a message.</summary>
    public static FormattableString Own(BenchmarkSummary summary) => summary.OwnCost is { } own
        ? (FormattableString)$"To each message the load generator adds {Time(own.SumNs)} in user space beside its system calls: one stamp {Time(own.StampNs)}, one way through the conversation, in which every byte is checked and the time recorded, {Time(own.ConversationNs)}, and that two calls are counted {Time(own.CountingNs)}. An open loop paces besides."
        : $"For each message: one stamp, and one way through the conversation, in which every byte is checked and the time recorded. An open loop paces besides. Counting is part of every call.";

    /// <summary>The curves where the active descriptor comes last: what a scan has to go through.</summary>
    public static IReadOnlyList<ReadinessCurve> Last(BenchmarkSummary summary) => [.. summary.Readiness.Where(static c => c.Place == "last" && c.Points.Count > 0)];

    private static MeasuredCase? Switch(BenchmarkSummary summary, string cpus) =>
        summary.Of("ThreadSwitch").FirstOrDefault(c => c.Case.Parameter("By") == "futex" && c.Case.Parameter("Cpus") == cpus);
}
