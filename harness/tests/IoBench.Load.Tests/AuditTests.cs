namespace IoBench.Load.Tests;

/// <summary>Each doubt by its name: once where it must come, and never where it must not.</summary>
public sealed class AuditTests
{
    private const double ClockCostNs = 30;
    private const long ClockStepNs = 1;

    [Fact]
    public void Doubts_nothing_of_runs_that_go_as_they_should()
    {
        Assert.Empty(Doubts(Outcomes.Closed()));
        Assert.Empty(Doubts(Outcomes.Open()));
    }

    [Fact]
    public void Passes_on_what_the_generators_found_and_counts_the_rest()
    {
        Doubt[] faults = [new("corrupt", "a"), new("lost", "b")];
        var few = Outcomes.Make(Outcomes.Closed().Recorder, [1000, 1000, 1000, 1000], faults: faults);
        var many = Outcomes.Make(Outcomes.Closed().Recorder, [1000, 1000, 1000, 1000], faults: faults, faultCount: 9);

        Assert.Equal(faults, Doubts(few));
        Assert.Equal([.. faults, new("more", "7 more faults")], Doubts(many));
    }

    [Fact]
    public void Nothing_answered()
    {
        var recorder = new WindowRecorder { Window = Outcomes.OneSecond };
        recorder.Close();
        Only("nothing", true, Outcomes.Make(recorder, [0]));
    }

    [Fact]
    public void Messages_that_are_neither_answered_nor_under_way_nor_lost()
    {
        var recorder = Outcomes.Closed().Recorder;
        recorder.Asked(recorder.Window.StopNs - 1);

        var doubt = Only("conservation", true, Outcomes.Make(recorder, [1000, 1000, 1000, 1000]));
        Assert.Equal($"{4000 + 5} sent, but {recorder.AnsweredWithin} received + {recorder.AnsweredAfter} in flight + 0 failed".Length, doubt.Text.Length);
        Assert.Empty(Doubts(Outcomes.Make(recorder, [1000, 1000, 1000, 1000], lost: 1)));
    }

    [Fact]
    public void Arrivals_that_are_neither_sent_nor_in_line()
    {
        var kept = Outcomes.Open(asked: 995);
        Assert.Empty(Doubts(kept));
        Only("schedule", true, Outcomes.Make(kept.Recorder, [250, 250, 250, 250], rate: 1000, backlog: 4));
    }

    [Fact]
    public void Latencies_that_do_not_agree_with_the_messages_under_way()
    {
        // Three connections' messages, while four were asked to be busy all the time.
        var recorder = Outcomes.Closed().Recorder;
        Only("little", true, Outcomes.Make(recorder, [800, 800, 800, 800, 800]));
        // What is wrong already needs no law to be doubted.
        Assert.DoesNotContain(Doubts(Outcomes.Make(recorder, [800, 800, 800, 800, 800], faults: [new("reset", "")])), d => d.Name == "little");
    }

    [Fact]
    public void A_rate_that_changes_over_the_window()
    {
        Only("unsteady", true, Outcomes.Closed(share => (long)(1_000_000 * (1.5 - share))));
        Only("unsteady", true, Outcomes.Closed(share => (long)(1_000_000 * (0.6 + share))));
        Assert.Empty(Doubts(Outcomes.Closed(share => (long)(1_000_000 * (1.05 - share / 10))))); // a tenth
        // Half a window in another mode is no drift that goes on.
        Assert.DoesNotContain(Doubts(Outcomes.Closed(share => share < 0.5 ? 1_000_000 : 1_100_000)), d => d.Name == "unsteady");
    }

    [Fact]
    public void A_response_time_that_grows_in_an_open_loop_that_keeps_up() =>
        Only("unsteady", true, Outcomes.Open(responseNs: i => 200_000 + 300 * i));

    [Fact]
    public void Sends_that_are_late()
    {
        Only("late-sends", true, Outcomes.Open(lateNs: i => i % 50 == 0 ? 150_000 : 1_000));
        Assert.Empty(Doubts(Outcomes.Open(lateNs: i => i % 50 == 0 ? 45_000 : 1_000)));                                  // not late enough to tell
        Assert.Empty(Doubts(Outcomes.Open(lateNs: i => i % 50 == 0 ? 150_000 : 1_000, responseNs: i => 5_000_000)));     // nothing against what is measured
        Assert.Empty(Doubts(Outcomes.Open(lateNs: i => i == 7 ? 150_000 : 1_000)));                                      // one is none
    }

    [Fact]
    public void More_offered_than_served()
    {
        var doubt = Only("overload", false, Outcomes.Open(asked: 900));
        Assert.Equal("900 of 1000 messages a second were answered, 100 waited in line at the end: response times grow with the window's length", doubt.Text);
        Assert.Empty(Doubts(Outcomes.Open(asked: 985)));
        // It explains that response times grow.
        Only("overload", false, Outcomes.Open(asked: 900, responseNs: i => 200_000 + 300 * i));
    }

    [Fact]
    public void A_client_that_is_the_limit()
    {
        var recorder = Outcomes.Closed().Recorder;
        var bound = Outcomes.Make(recorder, [1000, 1000, 1000, 1000], cpuUs: 960_000);
        var doubt = Only("client-bound", false, bound);
        Assert.Equal("the client used 96 % of its CPUs and may be what limits the rate", doubt.Text);
        Assert.EndsWith("; against the cheapest server it reaches 8000/s, this is 50 % of that",
            Audit.Of(bound, ClockCostNs, ClockStepNs, ceilingPerSecond: 8000).Single().Text, StringComparison.Ordinal);

        Assert.Empty(Doubts(Outcomes.Make(recorder, [1000, 1000, 1000, 1000], cpuUs: 940_000)));
        // Awake for nothing.
        Assert.Empty(Doubts(Outcomes.Make(recorder, [1000, 1000, 1000, 1000], cpuUs: 990_000, spunUs: 200_000)));
    }

    [Fact]
    public void Connections_that_are_served_unevenly()
    {
        var recorder = Outcomes.Closed().Recorder;
        var doubt = Only("unfair", false, Outcomes.Make(recorder, [3900, 30, 30, 40]));
        Assert.StartsWith("connections were served from 30 to 3900 times (Jain's index 0.26)", doubt.Text, StringComparison.Ordinal);
        Assert.Empty(Doubts(Outcomes.Make(recorder, [1300, 700, 1300, 700])));
        // An open loop decides itself who is asked.
        var open = Outcomes.Open().Recorder;
        Assert.Empty(Doubts(Outcomes.Make(open, [970, 10, 10, 10], rate: 1000)));
    }

    [Fact]
    public void Ports_that_run_out()
    {
        var recorder = Outcomes.Closed().Recorder;
        Only("ports", true, Outcomes.Make(recorder, [1000, 1000, 1000, 1000], portWaits: 1));
    }

    [Fact]
    public void Time_that_the_hypervisor_takes()
    {
        var recorder = Outcomes.Closed().Recorder;
        Only("stolen", false, Outcomes.Make(recorder, [1000, 1000, 1000, 1000], stolen: 0.11));
        Assert.Empty(Doubts(Outcomes.Make(recorder, [1000, 1000, 1000, 1000], stolen: 0.10)));
        Assert.Empty(Doubts(Outcomes.Make(recorder, [1000, 1000, 1000, 1000], stolen: null)));
    }

    [Fact]
    public void A_clock_that_costs_or_steps_too_much()
    {
        var outcome = Outcomes.Closed(); // p50 is a millisecond
        Assert.Equal(["clock"], Audit.Of(outcome, 51_000, 1).Select(d => d.Name));
        Assert.Equal(["clock"], Audit.Of(outcome, 30, 110_000).Select(d => d.Name));
        Assert.Empty(Audit.Of(outcome, 49_000, 90_000));
    }

    private static IReadOnlyList<Doubt> Doubts(LoadOutcome outcome) => Audit.Of(outcome, ClockCostNs, ClockStepNs);

    private static Doubt Only(string name, bool disqualifies, LoadOutcome outcome)
    {
        var doubt = Assert.Single(Doubts(outcome));
        Assert.Equal((name, disqualifies), (doubt.Name, doubt.Disqualifies));
        return doubt;
    }
}
