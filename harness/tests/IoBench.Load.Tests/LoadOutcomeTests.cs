using CsCheck;

namespace IoBench.Load.Tests;

public sealed class LoadOutcomeTests
{
    [Fact]
    public void Little_error_is_nothing_where_connections_are_busy_all_the_time()
    {
        // Answers after the window complete what was under way in it.
        Assert.InRange(Outcomes.Closed().LittleError!.Value, 0, 1e-9);
        Assert.InRange(Outcomes.Closed(share => (long)(500_000 + 3_000_000 * share)).LittleError!.Value, 0, 1e-9);
    }

    [Fact]
    public void Little_error_shows_a_connection_that_stood_idle()
    {
        // Four were busy of five.
        Assert.Equal(0.2, Outcomes.Make(Outcomes.Closed().Recorder, [1000, 1000, 1000, 1000, 0]).LittleError!.Value, 9);
        Assert.Equal(0.5, Outcomes.Make(Outcomes.Closed().Recorder, [1000, 1000, 1000, 1000], depth: 2).LittleError!.Value, 9);
    }

    [Fact]
    public void Little_error_of_an_open_loop_counts_by_events()
    {
        var outcome = Outcomes.Open();
        Assert.InRange(outcome.LittleError!.Value, 0, 1e-9);
        // One asked 20 ms before the end and never answered is under way by events, and in no latency; 199 us of each of a thousand were.
        var sentNs = Outcomes.OneSecond.StopNs - 20_000_000;
        outcome.Recorder.Asked(sentNs);
        Assert.Equal(20 / (199.0 + 20), Outcomes.Make(outcome.Recorder, outcome.AnsweredByConnection, rate: 1000, lost: 1).LittleError!.Value, 6);
    }

    [Fact]
    public void Has_no_little_error_where_nothing_was_received()
    {
        var recorder = new WindowRecorder { Window = Outcomes.OneSecond };
        Assert.Null(Outcomes.Make(recorder, [0, 0]).LittleError);
    }

    [Fact]
    public void Jain_s_index_is_one_for_equals_and_one_in_n_for_a_favourite()
    {
        var recorder = Outcomes.Closed().Recorder;
        var received = recorder.AnsweredWithin;
        Assert.Equal(1.0, Outcomes.Make(recorder, [received / 4, received / 4, received / 4, received / 4]).JainIndex!.Value, 3);
        Assert.Equal(0.25, Outcomes.Make(recorder, [received, 0, 0, 0]).JainIndex!.Value, 9);
        Assert.Equal(0.5, Outcomes.Make(recorder, [received / 2, received / 2, 0, 0]).JainIndex!.Value, 3);
        Assert.Null(Outcomes.Make(recorder, [received]).JainIndex);
        Assert.Null(Outcomes.Make(new WindowRecorder { Window = Outcomes.OneSecond }, [0, 0]).JainIndex);
    }

    [Fact]
    public void Jain_s_index_agrees_with_its_definition() =>
        Gen.Long[0, 1000].Array[2, 50].Where(a => a.Sum() > 0).Sample(answered =>
        {
            var recorder = new WindowRecorder { Window = Outcomes.OneSecond };
            for (var i = 0; i < answered.Sum(); i++) recorder.Answered(1_000_000_000, 1_000_000_000, 1_500_000_000, 1);
            var jain = Outcomes.Make(recorder, answered).JainIndex!.Value;

            Assert.Equal(Math.Pow(answered.Average(), 2) / answered.Average(a => (double)a * a), jain, 9);
            Assert.InRange(jain, 1.0 / answered.Length - 1e-9, 1 + 1e-9);
        }, iter: 100);

    [Fact]
    public void Counts_what_was_under_way()
    {
        var outcome = Outcomes.Closed();

        Assert.Equal((4, 4), (outcome.CarriedIn, outcome.InFlight));
        Assert.Equal(outcome.Sent, outcome.Received + outcome.InFlight);
        Assert.Equal(outcome.Received, outcome.ThroughputPerSecond);
        Assert.Equal(outcome.Received, outcome.AnsweredByConnection.Sum());
        Assert.Equal(0.3, outcome.CpuShare, 9);
    }
}
