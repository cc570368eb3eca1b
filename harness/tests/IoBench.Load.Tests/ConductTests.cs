using IoBench.Linux;

namespace IoBench.Load.Tests;

/// <summary>
/// Whole runs against servers that behave well or badly, each in its own way, by both engines, in a closed and an open loop. A class
/// for each, so that they run side by side.
/// </summary>
public abstract class ConductTests(LoadEngine engine, bool open)
{
    public static TheoryData<string> Names => [.. Misbehaving.Catalog.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Blames_each_misbehaviour_by_its_name_and_no_honest_server(string name)
    {
        Assert.SkipWhen(engine == LoadEngine.Uring && Ring.WhyUnavailable() is not null, $"no io_uring here: {Ring.WhyUnavailable()}");
        var conduct = Misbehaving.Catalog.Single(c => c.Name == name);
        using var server = new TestServer(conduct, conduct.PayloadBytes);
        var outcome = Runs.Run(Runs.Options(server.EndPoint) with
        {
            Engine = engine, RatePerSecond = open ? conduct.RatePerSecond : null,
            Payload = PayloadMix.Of(conduct.PayloadBytes), Depth = conduct.Depth, Connections = conduct.Connections, Idle = conduct.Idle,
        });

        if (conduct.Faults.Count == 0)
        {
            Runs.AssertHonest(outcome);
            Assert.InRange(outcome.Recorder.Response.FastestNs, conduct.FastestMs * 1_000_000L, conduct.FastestMs * 1_000_000L + 3_000_000);
            Assert.InRange(outcome.Recorder.Response.SlowestNs!.Value, conduct.SlowestMs * 1_000_000L, long.MaxValue);
            return;
        }
        Assert.Equal(conduct.FaultCount, outcome.FaultCount);
        foreach (var fault in outcome.Faults)
        {
            Assert.Matches(conduct.Blame(open), fault.Text);
            Assert.Contains(fault.Name, conduct.Faults);
            Assert.True(fault.Disqualifies);
        }
        Assert.Equal(outcome.Faults[0], Runs.Doubts(outcome)[0]);
    }
}

public sealed class EpollClosedConductTests() : ConductTests(LoadEngine.Epoll, open: false);

public sealed class EpollOpenConductTests() : ConductTests(LoadEngine.Epoll, open: true);

public sealed class UringClosedConductTests() : ConductTests(LoadEngine.Uring, open: false);

public sealed class UringOpenConductTests() : ConductTests(LoadEngine.Uring, open: true);
