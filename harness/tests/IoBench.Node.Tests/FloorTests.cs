using System.Text.RegularExpressions;
using IoBench.Linux;
using IoBench.Results;

namespace IoBench.Node.Tests;

/// <summary>The verb <c>floor</c>, as its users start it.</summary>
public sealed class FloorTests
{
    [Theory]
    [InlineData(1, 64)]
    [InlineData(40, 1000)]
    [InlineData(4, 1 << 20)]
    public void Reports_what_send_and_recv_cost(int connections, int payloadBytes)
    {
        var cpu = CpuSet.Allowed()[^1];
        using var floor = Floor($"--json --connections {connections} --payload {payloadBytes} --duration 0.1 --cpus {cpu}");
        var report = floor.Read(LineJson.Default.FloorReport);

        Assert.Equal((0, "", ""), floor.End());
        Assert.Equal(("floor", 1, connections, payloadBytes), (report.Event, report.SchemaVersion, report.Connections, report.PayloadBytes));
        Assert.Equal([cpu], report.Cpus);
        Assert.InRange(report.Batch, 1, connections);
        Assert.InRange(report.DurationSeconds, 0.1, 5);
        Assert.Equal(0, report.Messages % connections);
        Assert.True(report is { Messages: > 0, SendNs: > 0, RecvNs: > 0, CpuUsPerMessage: { User: >= 0, System: > 0 } });
        Assert.True(report.Syscalls["send"] >= report.Messages && report.Syscalls["recv"] >= report.Messages);
        // One thread: no more CPU than time.
        Assert.InRange((report.CpuUsPerMessage.User + report.CpuUsPerMessage.System) * report.Messages, 1, report.DurationSeconds * 1.05e6);
    }

    [Fact]
    public void Of_several_CPUs_it_takes_one()
    {
        using var floor = Floor($"--json --duration 0.02 --cpus {string.Join(',', CpuSet.Allowed())}");

        Assert.Equal([CpuSet.Allowed()[0]], floor.Read(LineJson.Default.FloorReport).Cpus);
        Assert.Equal(0, floor.End().ExitCode);
    }

    [Fact]
    public void Says_the_same_to_people()
    {
        using var floor = Floor("--connections 3 --payload 100 --duration 0.05");
        var (exitCode, output, errors) = floor.End();
        var lines = output.Split('\n');

        Assert.Equal((0, "", 2), (exitCode, errors, lines.Length));
        Assert.Matches(new Regex(@"^floor of 3 connections x 100 B: \d+\.\d\d us of CPU per message, send \+ recv with nobody waiting$"), lines[0]);
        Assert.Matches(new Regex(@"^  wall clock  send \d+\.\d\d us \+ recv \d+\.\d\d us   \d+ messages in 0\.\d+ s$"), lines[1]);
    }

    [Theory]
    [InlineData("--connections 0", "floor: --connections must be a whole number from 1 to 100000, not '0'")]
    [InlineData("--payload 16777217", "floor: --payload must be a whole number from 1 to 16777216, not '16777217'")]
    [InlineData("--payload -1", "floor: --payload must be a whole number from 1 to 16777216, not '-1'")]
    [InlineData("--duration 0", "floor: --duration must be seconds from 0.001 to 86400, not '0'")]
    [InlineData("--duration", "floor: --duration needs a value")]
    [InlineData("--cpus x", "floor: --cpus: 'x' is not a CPU list such as 0 or 0-3,8")]
    [InlineData("--connections 257 --payload 16777216", "floor: 257 messages of 16777216 B are 4311744512 bytes a round, too many to end in time; ask for 4294967296 at most")]
    [InlineData("--depth 4", "floor: unknown option --depth; there are --connections --cpus --duration --json --payload")]
    [InlineData("--json=yes", "floor: --json takes no value, but got 'yes'")]
    public void Bad_input_is_one_line_and_exit_code_2(string options, string complaint)
    {
        using var floor = Floor(options);

        Assert.Equal((2, "", $"iobench: {complaint}\n"), floor.End());
    }

    [Fact]
    public void More_connections_than_descriptors_are_refused()
    {
        const string Prlimit = "/usr/bin/prlimit";
        Assert.SkipUnless(File.Exists(Prlimit), "needs prlimit(1) of util-linux to lower the limit");
        using var floor = new NodeProcess([Prlimit, "--nofile=200:200"], ["floor", "--connections", "100", "--duration", "0.05"]);

        Assert.Equal(
            (2, "", "iobench: floor: both ends of 100 connections need 264 descriptors, but the limit is 200; raise the hard limit (ulimit -Hn) or ask for fewer\n"),
            floor.End());
    }

    private static NodeProcess Floor(string options) => new(["floor", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
}
