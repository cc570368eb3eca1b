using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using HdrHistogram;
using HdrHistogram.Utilities;
using IoBench.Results;
using IoBench.Servers;

namespace IoBench.Node.Tests;

/// <summary>The child protocol of <c>load</c>: against every model, against nobody, and against a liar.</summary>
public sealed class LoadTests
{
    private const int Untrusted = 3;

    public static TheoryData<string> Models => ModelTests.Models;

    [Theory]
    [MemberData(nameof(Models))]
    public void Reports_a_run_against_every_model(string model)
    {
        using var server = Start(model);
        using var load = Load(server.Ready.Port, "--json --connections 4 --depth 2 --idle 3 --warmup 0.2 --duration 0.5");
        var window = load.Read(LineJson.Default.LoadWindow);
        var report = load.Read(LineJson.Default.LoadReport);
        var end = load.End();

        AssertTrusted(report);
        Assert.Equal((report.Verdict.Valid ? 0 : Untrusted, "", ""), end);
        Assert.Equal(("window", server.Ready.BootId), (window.Event, window.BootId));
        Assert.Equal((window.StartNs, window.StopNs), (report.WindowStartNs, report.WindowStopNs));
        Assert.Equal((500_000_000, 0.5), (window.StopNs - window.StartNs, report.WindowSeconds));
        Assert.Equal((4, 4, 3, 2, 64), (report.Connections, report.Established, report.Idle, report.Depth, report.PayloadBytes));
        Assert.Equal(("load", "closed", null), (report.Event, report.Loop, report.RatePerSecond));
        Assert.Equal(report.Sent, report.Received + report.InFlight + report.Failed);
        Assert.Equal(0, report.Failed);
        Assert.InRange(report.CarriedIn, 0, 8);
        Assert.InRange(report.LittleError!.Value, 0, 0.08);
        Assert.Equal(report.Received / 0.5, report.ThroughputPerSecond, 3);
        // How a short time is split between both the kernel only guesses, by its ticks.
        Assert.True(report.CpuUsPerMessage is { User: >= 0, System: >= 0 } cpu && cpu.User + cpu.System > 0 && report.CpuShare > 0);
        // A collection meanwhile moves the count by an object's size; an allocation for each message would be megabytes.
        Assert.InRange(report.AllocatedBytes, 0, 32);
        Assert.True(report.Syscalls["recv"] > 0 && report.Syscalls["send"] > 0 && report.Syscalls["epoll_wait"] > 0);
        Assert.True(report.Clock is { CostNs: > 0, ResolutionNs: > 0 });
        Assert.True(report.Socket!.NoDelay);
        AssertOrdered(report.LatencyNs, report.Received);
        var histogram = HistogramEncoding.DecodeFromCompressedByteBuffer(ByteBuffer.Allocate(Convert.FromBase64String(report.Histogram)), 0);
        Assert.Equal((report.Received, report.LatencyNs.P50, report.LatencyNs.Max),
            (histogram.TotalCount, histogram.GetValueAtPercentile(50), histogram.GetMaxValue()));
    }

    /// <summary>
    /// What a server allocates between two marks under load is what the marks themselves allocate: some KB for reading counters and
    /// writing JSON (more for the first), which marks without load between them measure. The runtime counts by blocks of 8 KB for each
    /// thread, hence half a byte.
    /// </summary>
    [Theory]
    [MemberData(nameof(Models))]
    public void Servers_do_not_allocate_for_a_message(string model)
    {
        using var server = Start(model);
        server.Mark();
        // Wide enough for few and heavy events: bytes for each event would show in spite of depth.
        using var load = Load(server.Ready.Port, "--json --connections 8 --depth 8 --warmup 0.5 --duration 1");
        var window = load.Read(LineJson.Default.LoadWindow);
        var start = server.Mark($"mark {window.StartNs}");
        var stop = server.Mark($"mark {window.StopNs - 20_000_000}");
        var report = load.Read(LineJson.Default.LoadReport);
        load.End();
        var quiet = Enumerable.Range(0, 6).Select(_ => server.Mark().AllocatedBytes).ToList();
        var ofMark = (quiet[^1] - quiet[0]) / (quiet.Count - 1);

        AssertTrusted(report);
        var ofLoad = stop.AllocatedBytes - start.AllocatedBytes - ofMark;
        TestContext.Current.TestOutputHelper?.WriteLine($"{model}: {ofLoad} B for {report.Received} messages, {ofMark} B for a mark");
        Assert.True(stop.Bytes > start.Bytes);
        // Where the runtime makes the calls it allocates for them, each a few objects, and the report says how much.
        // Each thread's share of the heap counts as allocated whole, by 8 KB: a pool of 256 threads may have as many new ones.
        var runtimes = Catalog.Find(model)!.CallsCounted == CallCounting.None;
        Assert.InRange((double)ofLoad / report.Received, double.MinValue, runtimes ? 100 : model == "blocking-pool" ? 8 : 0.5);
    }

    [Fact]
    public void Says_the_same_to_people()
    {
        using var server = Start("epoll");
        using var load = Load(server.Ready.Port, "--connections 2 --payload 1000 --warmup 0.1 --duration 0.5");
        var (exitCode, output, errors) = load.End();
        var lines = output.Split('\n');

        Assert.Contains(exitCode, (int[])[0, Untrusted]);
        Assert.Equal("", errors);
        // The warm-up goes on while the rate still rises.
        Assert.Matches($@"^127\.0\.0\.1:{server.Ready.Port}: 2 connections x 1 x 1000 B, closed loop, 0\.5 s after 0\.[123]\d* s of warm-up$", lines[0]);
        Assert.Matches(@"^  throughput  +[\d,]+ messages/s   \d+\.\d{3} Gbit/s each way$", lines[1]);
        Assert.Matches(@"^  latency us  min [\d.]+   p50 [\d.]+   p90 [\d.]+   p99 [\d.]+   p99.9 ([\d.]+|-)   max [\d.]+$", lines[2]);
        var numbers = Regex.Match(lines[3], @"^  messages    (\d+) sent = (\d+) received \+ (\d+) in flight \+ 0 failed; every byte checked$").Groups;
        var counts = numbers.Values.Skip(1).Select(g => long.Parse(g.Value, CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(counts[0], counts[1] + counts[2]);
        Assert.Matches(@"^  fairness    \d+ to \d+ messages a connection, Jain's index [01]\.\d{3}$", lines[4]);
        Assert.Matches(@"^  client      \d+\.\d\d us of CPU per message, \d+ ?% of its CPUs", lines[5]);
        Assert.All(lines[6..], line => Assert.StartsWith(exitCode == 0 ? "  note: " : "  not trusted: ", line, StringComparison.Ordinal));
        Assert.True(exitCode == 0 || lines.Length > 6);
    }

    [Theory]
    [InlineData("")]
    [InlineData("--json --connections 3")]
    public void Fails_in_one_line_when_nobody_listens(string options)
    {
        // Bound and not listening: nobody else can come to listen there meanwhile.
        using var bound = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        bound.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)bound.LocalEndPoint!).Port;
        using var load = Load(port, options + " --connect-timeout 0.2");

        Assert.Equal((1, "", $"iobench: connect 127.0.0.1:{port}: ECONNREFUSED, nobody listens there; start the server, mend --target or wait longer (--connect-timeout)\n"), load.End());
    }

    [Fact]
    public void Does_not_trust_a_run_against_a_liar()
    {
        using var liar = new Liar();
        using var load = Load(liar.Port, "--json --warmup 0 --duration 0.2");
        load.Read(LineJson.Default.LoadWindow);
        var report = load.Read(LineJson.Default.LoadReport);

        Assert.Equal((Untrusted, "", ""), load.End());
        Assert.False(report.Verdict.Valid);
        Assert.Equal(2, report.Verdict.Reasons.Count);
        Assert.Matches(@"^corrupt: connection 0: byte 0 is wrong \(expected 0x.., got 0x..\): 1 byte changed or out of order, those after them are right$", report.Verdict.Reasons[0]);
        Assert.Equal("nothing: no message was answered within the window", report.Verdict.Reasons[1]);
        // The wrong answer, and the message that was asked before it was checked.
        Assert.Equal((2, 0, 0, 2), (report.Sent, report.Received, report.InFlight, report.Failed));
        Assert.Null(report.LittleError);
        Assert.Equal(new LatencyNs(), report.LatencyNs);
    }

    [Fact]
    public void Tells_people_why_it_does_not_trust_a_run()
    {
        using var liar = new Liar();
        using var load = Load(liar.Port, "--warmup 0 --duration 0.2");
        var (exitCode, output, errors) = load.End();

        Assert.Equal((Untrusted, ""), (exitCode, errors));
        Assert.DoesNotContain("latency", output, StringComparison.Ordinal);
        Assert.Matches(@"\n  throughput +0 messages/s ", output);
        Assert.Contains("\n  messages    2 sent = 0 received + 0 in flight + 2 failed; every byte checked\n", output, StringComparison.Ordinal);
        Assert.Contains("\n  not trusted: corrupt: connection 0: byte 0 is wrong ", output, StringComparison.Ordinal);
    }

    private static EchoServer Start(string model)
    {
        var reason = Catalog.Find(model)!.WhyUnavailable();
        Assert.SkipWhen(reason is not null, $"{model}: {reason}");
        return new EchoServer(model);
    }

    private static NodeProcess Load(int port, string options) =>
        new(["load", "--target", $"127.0.0.1:{port}", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

    // Half a second on a busy machine may break Little's law, or be all that the client and the hypervisor took; nothing else may be doubted.
    private static void AssertTrusted(LoadReport report) =>
        Assert.DoesNotContain(report.Verdict.Reasons, reason => !OfTheMachine.Contains(reason.Split(':')[0]));

    private static readonly string[] OfTheMachine = ["little", "unsteady", "late-sends", "client-bound", "stolen", "unfair", "clock"];

    private static void AssertOrdered(LatencyNs latency, long messages)
    {
        // A percentile is told where ten lie beyond it; a busy machine may echo fewer than a thousand in the window.
        Assert.InRange(messages, 100, long.MaxValue);
        Assert.Equal((messages >= 1000, messages >= 10_000), (latency.P99 is not null, latency.P999 is not null));
        // The histogram's values stand for a range of 0.1 %, the least latency is exact.
        long?[] values = [latency.Min, latency.P50, latency.P90, latency.P99 ?? latency.P90, latency.Max];
        Assert.All(values, value => Assert.True(value > 1000));
        Assert.Equal(values.Order(), values);
        Assert.InRange(latency.Mean!.Value, latency.Min!.Value, latency.Max!.Value);
    }

    /// <summary>Echoes to one peer with the first byte changed.</summary>
    private sealed class Liar : IDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);
        private readonly Thread thread;

        internal Liar()
        {
            listener.Start();
            thread = new Thread(Lie) { IsBackground = true };
            thread.Start();
        }

        internal int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

        private void Lie()
        {
            try
            {
                using var peer = listener.AcceptSocket();
                var buffer = new byte[4096];
                for (int received; (received = peer.Receive(buffer)) > 0;)
                {
                    buffer[0] ^= 1;
                    peer.Send(buffer, received, SocketFlags.None);
                }
            }
            catch (SocketException)
            {
                // The load went away, or the test did.
            }
        }

        public void Dispose()
        {
            listener.Stop();
            thread.Join(EchoServer.LimitMs);
        }
    }
}
