using CsCheck;
using HdrHistogram;
using IoBench.Analysis;
using IoBench.Results;
using IoBench.Tests.Synthetic;

namespace IoBench.Tests.Analysis;

public sealed class LoadMergeTests
{
    private const double WindowSeconds = 0.5;

    /// <summary>Latencies of each connection of each host: every connection was answered, as fairness asks.</summary>
    private static readonly Gen<long[][][]> Hosts =
        Gen.OneOf(Gen.Long[1, 5000], Gen.Long[1, 60_000_000_000]).Array[1, 60].Array[1, 5].Array[1, 5];

    [Fact]
    public void Merging_the_parts_of_a_sample_equals_the_whole_sample() => Hosts.Sample(
        hosts =>
        {
            var whole = Report([.. hosts.SelectMany(host => host)], engines: hosts.Length);
            var merged = Merge([.. hosts.Select(host => Report(host))]);

            Assert.Equal(Counts(whole), Counts(merged));
            Assert.Equal(whole.Histogram, merged.Histogram);
            Assert.Equal(whole.ServiceHistogram, merged.ServiceHistogram);
            Assert.Equal(Quantiles(whole.LatencyNs), Quantiles(merged.LatencyNs));
            Assert.Equal(Quantiles(whole.ServiceTimeNs!), Quantiles(merged.ServiceTimeNs!));
            Close(whole.LatencyNs.Mean!.Value, merged.LatencyNs.Mean!.Value);
            Close(whole.ThroughputPerSecond, merged.ThroughputPerSecond);
            Close(whole.RatePerSecond!.Value, merged.RatePerSecond!.Value);
            Close(whole.CpuUsPerMessage.User, merged.CpuUsPerMessage.User);
            Close(whole.CpuUsPerMessage.System, merged.CpuUsPerMessage.System);
            Close(whole.CpuShare, merged.CpuShare);
            Close(whole.SpinShare, merged.SpinShare);
            Assert.Equal(whole.Syscalls, merged.Syscalls);
            Assert.Equal((whole.Fairness?.Slowest, whole.Fairness?.Fastest), (merged.Fairness?.Slowest, merged.Fairness?.Fastest));
            if (whole.Fairness is { } fairness)
                Close(fairness.Jain, merged.Fairness!.Jain);
        },
        iter: 200);

    [Fact]
    public void A_report_alone_keeps_its_figures()
    {
        var report = Report([[1000, 2000], [3000]]);
        var merged = Merge([report]);

        Assert.Equal(Counts(report), Counts(merged));
        Assert.Equal(report.Histogram, merged.Histogram);
        Assert.True(merged.Verdict.Valid);
        Assert.Empty(merged.Verdict.Reasons);
    }

    [Fact]
    public void What_the_parts_do_not_tell_is_null()
    {
        var closed = Merge([Report([[5]]) with { ServiceTimeNs = null, ServiceHistogram = null, RatePerSecond = null }, Report([[5]])]);
        Assert.Null(closed.ServiceTimeNs);
        Assert.Null(closed.ServiceHistogram);
        Assert.Null(closed.RatePerSecond);
        Assert.Null(closed.LittleError);
        Assert.Null(closed.Steadiness);

        // Connections that come and go, or were never answered, have no sum of squares to give back.
        Assert.Null(Merge([Report([[5], [5]]) with { Churn = 10 }, Report([[5]])]).Fairness);
        Assert.Null(Merge([Report([[5], [5]]) with { Received = 0 }, Report([[5]])]).Fairness);
    }

    [Fact]
    public void Of_connects_only_the_ends_are_known()
    {
        var merged = Merge([
            Report([[5]]) with { ConnectNs = new LatencyNs { Min = 3, P50 = 5, Max = 7, Mean = 5 } },
            Report([[5]]) with { ConnectNs = new LatencyNs { Min = 4, P50 = 6, Max = 9, Mean = 6 } }]);

        Assert.Equal(new LatencyNs { Min = 3, Max = 9 }, merged.ConnectNs);
        Assert.Null(merged.AcceptNs);
    }

    [Fact]
    public void A_doubt_of_one_host_is_a_doubt_of_all_and_names_it()
    {
        var merged = LoadMerge.Of([("ssh a", Report([[5]])), ("ssh b", Report([[5]]) with { Verdict = Verdict.Because("a byte was wrong") })]);

        Assert.False(merged.Verdict.Valid);
        Assert.Equal(["host 'ssh b': a byte was wrong"], merged.Verdict.Reasons);
    }

    [Fact]
    public void A_note_of_one_host_is_no_doubt()
    {
        var noted = Report([[5]]) with { Verdict = new Verdict { Valid = true, Reasons = ["stolen: a little"] } };

        var merged = LoadMerge.Of([("ssh a", noted), ("ssh b", Report([[5]]))]);

        Assert.True(merged.Verdict.Valid);
        Assert.Equal(["host 'ssh a': stolen: a little"], merged.Verdict.Reasons);
    }

    [Fact]
    public void A_histogram_that_cannot_be_read_leaves_no_latency_and_no_trust()
    {
        var merged = Merge([Report([[5]]), Report([[5]]) with { Histogram = "soup" }]);

        Assert.Equal(new LatencyNs(), merged.LatencyNs);
        Assert.Equal(["a host's histogram could not be read, so there is no latency of all"], merged.Verdict.Reasons);
    }

    [Fact]
    public void Socket_options_that_differ_are_not_told_as_one()
    {
        var socket = Report([[5]]).Socket!;
        Assert.Equal(socket, Merge([Report([[5]]), Report([[5]])]).Socket);
        Assert.Null(Merge([Report([[5]]), Report([[5]]) with { Socket = socket with { NoDelay = false } }]).Socket);
    }

    /// <summary>
    /// A new figure of a report is copied from the first host until it is thought of: this test fails then. Same for all: what was
    /// asked. The caller's: windows and hosts.
    /// </summary>
    [Fact]
    public void Every_figure_of_a_report_has_been_thought_of()
    {
        string[] sameForAll = ["Event", "SchemaVersion", "Target", "Loop", "Engine", "PayloadBytes", "Depth", "Arrival", "Seed", "PayloadMix", "Churn", "Turns"];
        string[] theCallers = ["WindowStartNs", "WindowStopNs", "Hosts"];
        string[] merged =
        [
            "Cpus", "Connections", "Established", "Idle", "RatePerSecond", "Due", "Backlog", "WarmupSeconds", "WindowSeconds", "AskingSeconds", "Sent", "Received",
            "InFlight", "Failed", "CarriedIn", "ThroughputPerSecond", "ReceivedBytes", "LatencyNs", "ServiceTimeNs", "LatenessNs", "ConnectNs",
            "AcceptNs", "Connected", "Clamped", "CpuUsPerMessage", "CpuShare", "SpinShare", "AllocatedBytes", "Syscalls", "Clock", "LittleError",
            "Fairness", "Steadiness", "CeilingPerSecond", "StolenShare", "Witness", "Socket", "Verdict", "Histogram", "ServiceHistogram", "LatenessHistogram",
        ];

        Assert.Equal(
            typeof(LoadReport).GetProperties().Select(property => property.Name).Order(StringComparer.Ordinal),
            sameForAll.Concat(theCallers).Concat(merged).Order(StringComparer.Ordinal));
    }

    private static LoadReport Merge(LoadReport[] reports) => LoadMerge.Of([.. reports.Select((report, host) => ($"host {host}", report))]);

    /// <summary>As a host reports it: quantiles from its histogram, both ends and the mean exactly. Costs are per message and engine.</summary>
    private static LoadReport Report(long[][] connections, int engines = 1)
    {
        var latencies = connections.SelectMany(connection => connection).ToArray();
        var histogram = new LongHistogram(1, 60_000_000_000, 3);
        var service = new LongHistogram(1, 60_000_000_000, 3);
        foreach (var ns in latencies)
        {
            histogram.RecordValue(ns);
            service.RecordValue(Math.Max(1, ns / 2));
        }

        var (received, rate) = (latencies.Length, latencies.Length / WindowSeconds);
        var cell = new Cell { Label = "x", Model = "x", Sweep = "s", Connections = connections.Length, Idle = 3, PayloadBytes = 64 };
        return SyntheticReports.Load(cell, rate, WindowSeconds, received, histogram, 0.5) with
        {
            Cpus = [.. Enumerable.Repeat(0, engines)],
            Idle = 3 * engines,
            RatePerSecond = 10.0 * connections.Length,
            Due = 2 * received,
            ReceivedBytes = 64L * received,
            LatencyNs = Figures(histogram, [.. latencies]),
            ServiceTimeNs = Figures(service, [.. latencies.Select(ns => Math.Max(1, ns / 2))]),
            ServiceHistogram = SyntheticRun.Encode(service),
            CpuUsPerMessage = new CpuTime { User = 2, System = 1 },
            CpuShare = 3.0 * received / (WindowSeconds * 1e6 * engines),
            SpinShare = 0.3 * received / (WindowSeconds * 1e6 * engines),
            Fairness = connections.Length < 2 ? null : new Fairness
            {
                Slowest = connections.Min(connection => connection.Length),
                Fastest = connections.Max(connection => connection.Length),
                Jain = Math.Pow(received, 2) / (connections.Length * connections.Sum(connection => Math.Pow(connection.Length, 2))),
            },
        };
    }

    private static LatencyNs Figures(LongHistogram histogram, long[] latencies) => new()
    {
        Min = latencies.Min(),
        P50 = At(histogram, 0.5, 20),
        P90 = At(histogram, 0.9, 100),
        P99 = At(histogram, 0.99, 1000),
        P999 = At(histogram, 0.999, 10_000),
        Max = latencies.Max(),
        Mean = latencies.Average(),
    };

    // The rule in numbers: ten samples or more beyond.
    private static long? At(LongHistogram histogram, double quantile, int least) =>
        histogram.TotalCount >= least ? histogram.GetValueAtPercentile(100 * quantile) : null;

    private static long?[] Quantiles(LatencyNs figures) => [figures.Min, figures.P50, figures.P90, figures.P99, figures.P999, figures.Max];

    private static long[] Counts(LoadReport report) =>
        [report.Connections, report.Established, report.Idle, report.Sent, report.Received, report.InFlight, report.Failed, report.CarriedIn, report.Clamped,
            report.Due!.Value, report.ReceivedBytes, report.AllocatedBytes, report.Cpus.Count];

    private static void Close(double expected, double actual) => Assert.Equal(expected, actual, Math.Abs(expected) * 1e-9);
}
