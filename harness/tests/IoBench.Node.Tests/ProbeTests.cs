using IoBench.Results;
using IoBench.Results.Kernels;

namespace IoBench.Node.Tests;

/// <summary>What the manual pages promise of the four calls, found on this kernel.</summary>
public sealed class ProbeTests
{
    [Fact]
    public void Calls_that_would_wait_are_refused_without_blocking_and_wait_for_the_peer_with_it()
    {
        using var node = new NodeProcess("probe-calls");
        var found = node.Read(LineJson.Default.CallProbes);
        Assert.Equal((0, "", ""), node.End());

        Assert.Equal(
            [
                "accept EAGAIN", "accept ok", "connect EINPROGRESS", "connect EINPROGRESS", "connect EAGAIN", "recv EAGAIN", "recv ok", "send EAGAIN", "send ok",
            ],
            found.Probes.Where(p => !p.Blocking).Select(p => $"{p.Call} {p.Returned}"));
        Assert.All(found.Probes.Where(p => p.Blocking), p => Assert.Equal("ok", p.Returned));
        var waited = found.Probes.Where(p => p.PeerActs is not null).ToList();
        Assert.Equal(["accept", "connect", "connect", "recv", "send"], waited.Select(p => p.Call));
        Assert.All(waited, p => Assert.InRange(p.TookUs, 1000 * found.PeerDelayMs * 0.9, double.MaxValue));
        Assert.All(waited, p => Assert.InRange(p.AfterPeerUs!.Value, 0, double.MaxValue));
        Assert.All(found.Probes.Except(waited), p => Assert.InRange(p.TookUs, 0, 1000 * found.PeerDelayMs));
    }

    [Fact]
    public void Single_calls_and_echoes_between_threads_each_have_a_cost_of_their_own()
    {
        using var node = new NodeProcess("call-costs");
        var found = node.Read(LineJson.Default.CallCosts);
        Assert.Equal((0, "", ""), node.End());

        Assert.Equal(found.Calls.Count, found.Calls.Select(c => c.Name).Distinct().Count());
        foreach (var wait in new[] { "recv", "select", "poll", "epoll_wait", "sigtimedwait" })
        {
            Assert.Contains(found.Calls, c => c.Name == CallCosts.ThreadEcho(wait));
        }
        Assert.All(found.Calls, c => Assert.InRange(c.Ns, 0, 1e9));
        // What is refused does less than what carries a message both ways and wakes two threads, on any machine.
        Assert.True(found.Calls.Single(c => c.Name == "recv, nothing there").Ns < found.Calls.Single(c => c.Name == CallCosts.ThreadEcho("recv")).Ns);
    }
}
