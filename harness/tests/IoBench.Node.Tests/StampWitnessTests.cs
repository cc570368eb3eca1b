using System.Globalization;
using System.Text.RegularExpressions;
using IoBench.Linux;
using IoBench.Results;
using IoBench.Servers;

namespace IoBench.Node.Tests;

/// <summary>The stamps against a witness: strace sees the same calls, of the same threads, in the same order, inside the same times.</summary>
public sealed partial class StampWitnessTests
{
    private const int Echoes = 40;

    // As strace names them, for calls that no one but the server makes on its threads while echoes run.
    private static readonly Dictionary<string, string> Stamped = new()
    {
        ["recvfrom"] = "recv", ["sendto"] = "send", ["select"] = "select", ["pselect6"] = "select", ["poll"] = "poll", ["ppoll"] = "poll",
        ["epoll_wait"] = "epoll_wait", ["epoll_pwait"] = "epoll_wait", ["epoll_ctl"] = "epoll_ctl", ["futex"] = "futex", ["io_uring_enter"] = "io_uring_enter",
        ["rt_sigtimedwait"] = "sigtimedwait", ["accept4"] = "accept4", ["write"] = "write",
    };

    /// <summary>All that make their calls themselves, but for one that makes too many: who asks every descriptor all the time fills any room for stamps between two echoes.</summary>
    public static TheoryData<string> Models => [.. Catalog.All.Where(m => m.CallsCounted == CallCounting.All && m.Name != "nonblocking").Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(Models))]
    public void Stamps_agree_with_strace(string name)
    {
        Assert.SkipWhen(Catalog.Find(name)!.WhyUnavailable() is not null, $"{name} does not run here");
        Assert.SkipUnless(AttestationTests.CanTrace(), "strace is not here or may not trace");
        var log = Path.GetTempFileName();
        try
        {
            List<StampedCall> stamps;
            long offsetNs, uncertaintyNs;
            using (var server = new EchoServer(name, ["strace", "-f", "-ttt", "-T", "-o", log], ["--stamp", "10000"]))
            {
                using var peer = server.Connect();
                for (var i = 0; i < 20; i++) peer.Echo(Peer.Bytes(64, i));
                offsetNs = Clock.RealtimeOffsetNs(out uncertaintyNs);
                server.MarkUntil(m => m.Messages == 20);
                server.Stamps();
                for (var i = 0; i < Echoes; i++) peer.Echo(Peer.Bytes(64, i));
                server.MarkUntil(m => m.Messages == 20 + Echoes);
                stamps = [.. server.Stamps().Calls.Where(c => c.Kind is null)];
                server.Stop();
            }

            var traced = Read(log);
            // The runtime has futexes of its own, and uses them on these threads too (a method is compiled anew). Those are words that stamps do not cover, or by chance.
            var words = traced.Where(t => t.Futex is not null && stamps.Any(c => c.Call == "futex" && c.Thread == t.Thread && c.EnterNs <= t.AtNs - offsetNs + 1000 && t.AtNs - offsetNs <= c.LeaveNs))
                .GroupBy(t => t.Futex!).Where(g => g.Count() >= Echoes / 4).Select(g => g.Key).ToHashSet();
            var compared = 0;
            foreach (var thread in stamps.GroupBy(c => c.Thread))
            {
                // From the first call that was begun after the last stamps were taken, to the last that returned before these.
                var ours = thread.OrderBy(c => c.EnterNs).ToList();
                var slack = uncertaintyNs + 2_000; // strace writes microseconds
                var theirs = traced.Where(t => t.Thread == thread.Key && t.AtNs - offsetNs >= ours[0].EnterNs - slack && t.AtNs - offsetNs <= ours[^1].LeaveNs + slack).ToList();
                theirs.RemoveAll(t => t.Futex is { } word && !words.Contains(word));

                Assert.Equal(theirs.Select(t => $"{t.Call} {t.Result}"), ours.Select(c => $"{c.Call} {Result(c)}"));
                foreach (var (their, our) in theirs.Zip(ours))
                {
                    Assert.InRange(their.AtNs - offsetNs, our.EnterNs - slack, our.LeaveNs + slack);
                    Assert.InRange(their.AtNs + their.LengthNs - offsetNs, our.EnterNs - slack, our.LeaveNs + slack);
                }
                compared += ours.Count;
            }
            TestContext.Current.TestOutputHelper?.WriteLine($"{name}: {compared} calls of {stamps.Select(c => c.Thread).Distinct().Count()} threads agree with strace in name, order, result and time");
            // At least one an echo: with a kernel thread that submits, a wait is all that is called.
            Assert.InRange(compared, Echoes, int.MaxValue);
        }
        finally
        {
            File.Delete(log);
        }
    }

    private static string Result(StampedCall call) => call.Result < 0 ? $"-{(Errno)(-call.Result)}" : $"{call.Result}";

    /// <summary>Calls in the order in which they returned; one that another thread's line interrupts is put together again.</summary>
    private static List<Traced> Read(string log)
    {
        var calls = new List<Traced>();
        var unfinished = new Dictionary<int, (string Call, long AtNs, string? Futex)>();
        foreach (var line in File.ReadLines(log))
        {
            if (Begin().Match(line) is not { Success: true } begin) continue;
            var (thread, atNs) = (int.Parse(begin.Groups[1].Value, CultureInfo.InvariantCulture), (long)(decimal.Parse(begin.Groups[2].Value, CultureInfo.InvariantCulture) * 1_000_000_000m));
            var call = begin.Groups[3].Success ? begin.Groups[3].Value : begin.Groups[4].Value;
            var futex = Word().Match(line) is { Success: true } word ? word.Groups[1].Value : null;
            if (line.EndsWith("<unfinished ...>", StringComparison.Ordinal))
            {
                unfinished[thread] = (call, atNs, futex);
                continue;
            }
            if (begin.Groups[4].Success && unfinished.Remove(thread, out var begun)) (atNs, futex) = (begun.AtNs, begun.Futex);
            if (!Stamped.TryGetValue(call, out var stamped) || End().Match(line) is not { Success: true } end) continue;
            var result = end.Groups[1].Value == "-1" ? $"-{end.Groups[2].Value}" : end.Groups[1].Value;
            calls.Add(new Traced(thread, stamped, result, atNs, (long)(decimal.Parse(end.Groups[3].Value, CultureInfo.InvariantCulture) * 1_000_000_000m), futex));
        }
        return [.. calls.OrderBy(c => c.AtNs)];
    }

    private sealed record Traced(int Thread, string Call, string Result, long AtNs, long LengthNs, string? Futex);

    [GeneratedRegex(@"futex\((0x[0-9a-f]+)")]
    private static partial Regex Word();

    [GeneratedRegex(@"^(\d+) +(\d+\.\d+) (?:(\w+)\(|<\.\.\. (\w+) resumed>)")]
    private static partial Regex Begin();

    [GeneratedRegex(@"= (-?\w+)(?: (E\w+))?.*<(\d+\.\d+)>$")]
    private static partial Regex End();
}
