using IoBench.Analysis.Benchmarks;
using IoBench.Reporting.Charts;
using IoBench.Reporting.Text;
using IoBench.Results.Benchmarks;

namespace IoBench.Reporting.Page;

/// <summary>The page of single operations, in the form that every report has.</summary>
internal static class BenchmarkPage
{
    public static ReportPage Of(BenchmarkSummary summary, IReadOnlyList<Drawing> drawings) => new()
    {
        Title = "IoBench single operations",
        Place = BenchmarkWords.Place(summary),
        When = string.Join(" · ", new[]
        {
            $"{summary.Manifest.StartedAt.ToUniversalTime():yyyy-MM-dd HH:mm} UTC", Words.Plural(summary.Cases.Count, "case"), $"job {summary.Manifest.Job}",
            summary.Manifest.ElapsedSeconds is { } seconds ? Figures.Duration(seconds) : "", summary.Manifest.Environment.GitCommit is { } commit ? $"commit {commit}" : "",
        }.Where(static s => s.Length > 0)),
        Answer = [.. BenchmarkWords.Answer(summary).DefaultIfEmpty((FormattableString)$"{Words.Plural(summary.Cases.Count, "case")} were measured; none of them is one of those that answer a question by themselves.")],
        ModelsHead = "One message there and back, by each model",
        Models = BenchmarkTables.RoundTrips(summary),
        Skipped = [.. summary.Failed.Select(static f => (FormattableString)$"{f}: no figures")],
        Sections = [.. Sections(summary, drawings).Where(static s => s.Chart is not null || s.Findings is { Rows.Count: > 0 })],
        TrustHead = "Can these figures be trusted?",
        Trust = [.. Trust(summary)],
        Blocks = BenchmarkTables.All(summary),
        BlocksHead = "Every case",
        Environment = Environment.Of(summary.Manifest.Environment),
        Method =
        [
            $"BenchmarkDotNet measures each case in iterations of many operations; every iteration counts, none is removed as an outlier. The centre is the Hodges-Lehmann estimate on logarithms.",
            $"All cases run one after the other in one process, the measured thread on the first CPU that it may use, a partner on the same or on the last one.",
            $"User and kernel time and switches are of the whole process between two readings of getrusage(2); calls are those that go through IoBench’s counted border.",
            $"Readiness: what an event costs who needs no telling is taken off, so what is left is the wait, the search for who is ready, and the asking for the next notice.",
        ],
        Command = summary.Manifest.Command,
        CommandHead = "How to measure the same again",
        RawFiles = ["summary.json", BenchmarkManifest.FileName],
    };

    private static IEnumerable<Section> Sections(BenchmarkSummary summary, IReadOnlyList<Drawing> drawings)
    {
        yield return new Section
        {
            Id = ReadinessChart.Name, Question = "What does it cost to be told of one event among many?", Chart = Drawn(ReadinessChart.Name), Findings = BenchmarkTables.Readiness(summary),
            Reading = [$"A mechanism that is handed all descriptors at each wait pays for each of them; one whose set the kernel keeps pays for the event. Where the active one stands matters only to who searches for it. Growth of more than the power of one is the memory’s: the more sockets are looked at, the fewer lie in a cache."],
        };
        yield return new Section
        {
            Id = "many", Question = "What when several are ready at once?", Reading = [$"An event’s share of a round in which all active ones are sent to, waited for and received: a wait that brings many events is shared by them."],
            Findings = BenchmarkTables.Grid(summary.Of("ManyOfMany"), "mechanism", static c => c.Case.Parameter("Mechanism"), static c => $"{c.Case.Parameter("Active")} of {c.Case.Parameter("Descriptors")}", static c => double.Parse(c.Case.Parameter("Active"), System.Globalization.CultureInfo.InvariantCulture)),
        };
        yield return new Section
        {
            Id = "registration", Question = "What does it cost to add a descriptor and to remove it?", Reading = [$"What a connection pays for being watched at all: much where connections are short."],
            Findings = BenchmarkTables.Grid(summary.Of("Registration"), "mechanism", static c => c.Case.Parameter("Mechanism"), static c => $"beside {c.Case.Parameter("Descriptors")}"),
        };
        yield return new Section { Id = RoundTripChart.Name, Question = "How long does one message take, alone?", Chart = Drawn(RoundTripChart.Name), Reading = [$"With one message under way nothing is shared: the time is the calls and the two wake-ups, on one CPU without a wait for another to come to life. Across two most of it is the waking of a CPU that had halted, which on virtual machines was found a quarter shorter or longer in the next process: neighbours are not ranked by it."] };
        yield return new Section { Id = "calls", Question = "What does each system call cost?", Findings = BenchmarkTables.Prices(summary.Of("SystemCalls").Concat(summary.Of("ConnectionLife"))), Reading = [$"In one thread, nobody waits and nobody is woken; “nothing” is a call that finds nothing."] };
        yield return new Section
        {
            Id = "switch", Question = "What does it cost to hand over to another thread?", Reading = [$"Two threads wake each other in turn; the time of one hand-over, its sleep and its wake-up in it."],
            Findings = BenchmarkTables.Grid(summary.Of("ThreadSwitch"), "by", static c => c.Case.Parameter("By"), static c => $"{c.Case.Parameter("Cpus")} CPU{(c.Case.Parameter("Cpus") == "one" ? "" : "s")}"),
        };
        yield return new Section
        {
            Id = "queues", Question = "What does a piece of work cost in a queue?", Reading = [$"A thousand pieces from one thread to another, each published by itself, while the taker takes."],
            Findings = BenchmarkTables.Grid(summary.Of("Queues"), "queue", static c => c.Case.Parameter("By"), static c => $"{c.Case.Parameter("Cpus")} CPU{(c.Case.Parameter("Cpus") == "one" ? "" : "s")}"),
        };
        yield return new Section { Id = "managed", Question = "What does managed code pay?", Findings = BenchmarkTables.Prices(summary.Of("Transition").Concat(summary.Of("Buffers"))), Reading = [$"The way to native code and back, and a buffer for each message against one that is kept."] };
        yield return new Section { Id = "own", Question = "What does the load generator itself add?", Findings = BenchmarkTables.Prices(summary.Of("LoadParts")), Reading = [BenchmarkWords.Own(summary)] };

        Drawing? Drawn(string name) => drawings.FirstOrDefault(d => d.Name == name);
    }

    private static IEnumerable<FormattableString> Trust(BenchmarkSummary summary)
    {
        var widths = summary.Cases.Where(static c => c.Ns.Interval is not null).Select(static c => c.Ns.Interval!.High / c.Ns.Interval.Low - 1).Order().ToList();
        if (widths.Count > 0)
            yield return $"Half of the intervals are {Figures.Percent(widths[widths.Count / 2])} wide or less, nine of ten {Figures.Percent(widths[widths.Count * 9 / 10])}. They say how steady one process was: another one, or another hour, may differ by more.";
        else
            yield return $"With {Words.Plural(summary.Cases.Max(static c => c.Ns.N), "iteration")} of each case there is no interval, and nothing to conclude.";
    }
}
