using System.Globalization;
using IoBench.Servers;

namespace IoBench.Node.Tests;

/// <summary>The counters against a witness: strace counts the same run.</summary>
public sealed class AttestationTests
{
    // How strace names what the C library calls on behalf of the man page's function.
    private static readonly Dictionary<string, string[]> TracedAs = new()
    {
        ["accept4"] = ["accept4"],
        ["recv"] = ["recvfrom"],
        ["send"] = ["sendto"],
        ["select"] = ["select", "pselect6"],
        ["poll"] = ["poll", "ppoll"],
        ["epoll_wait"] = ["epoll_wait", "epoll_pwait"],
        ["epoll_ctl"] = ["epoll_ctl"],
        ["sigtimedwait"] = ["rt_sigtimedwait"],
        ["io_uring_enter"] = ["io_uring_enter"],
        // The C library's threads try pread first, are told ESPIPE by the socket, and read.
        ["aio_read"] = ["read"],
        ["aio_write"] = ["write"],
    };

    public static TheoryData<string> Models => ModelTests.Models;

    [Theory]
    [MemberData(nameof(Models))]
    public void Counters_agree_with_strace(string name)
    {
        var model = Catalog.Find(name)!;
        Assert.SkipWhen(model.WhyUnavailable() is not null, $"{name} does not run here");
        Assert.SkipWhen(model.CallsCounted == CallCounting.None, $"the runtime makes the calls of {name}; none is counted");
        Assert.SkipUnless(CanTrace(), "strace is not here or may not trace");
        var log = Path.GetTempFileName();
        try
        {
            using var server = new EchoServer(name, ["strace", "-f", "-c", "-U", "calls,name", "-o", log], ["--cpus", "0"]);
            var peers = Enumerable.Range(0, 4).Select(_ => server.Connect()).ToList();
            for (var message = 0; message < 500; message++)
            {
                foreach (var peer in peers) peer.Echo(Peer.Bytes(64, message));
            }
            foreach (var peer in peers) peer.Dispose();
            server.MarkUntil(m => m.Connections.Open == 0);
            var counted = server.Stop().Syscalls;
            var traced = File.ReadLines(log)
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Where(words => words.Length >= 2 && long.TryParse(words[0], out _))
                .ToDictionary(words => words[1], words => long.Parse(words[0], CultureInfo.InvariantCulture));

            foreach (var call in model.Signature.Where(TracedAs.ContainsKey))
            {
                var witnessed = TracedAs[call].Sum(t => traced.GetValueOrDefault(t));
                // The runtime reads and writes files and pipes of its own, which a 1 % of thousands leaves room for.
                var slack = Math.Max(counted[call] / 100, call.StartsWith("aio", StringComparison.Ordinal) ? 400 : 0);
                Assert.InRange(counted[call], witnessed - slack, witnessed + slack);
                TestContext.Current.TestOutputHelper?.WriteLine($"{name} {call}: counted {counted[call]}, traced {witnessed}");
            }
        }
        finally
        {
            File.Delete(log);
        }
    }

    internal static bool CanTrace()
    {
        if (!File.Exists("/usr/bin/strace")) return false;
        using var trace = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("strace", ["-o", "/dev/null", "true"]) { RedirectStandardError = true })!;
        return trace.WaitForExit(10_000) && trace.ExitCode == 0;
    }
}
