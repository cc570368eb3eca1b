using CsCheck;

namespace IoBench.Load.Tests;

public sealed class WindowRecorderTests
{
    private static readonly Window From100To200 = new(100, 200);
    private static readonly Window Always = new(0, long.MaxValue);

    [Fact]
    public void Tells_before_within_and_after_apart()
    {
        var recorder = new WindowRecorder { Window = From100To200 };
        Ask(recorder, 2, 99);
        Ask(recorder, 3, 100);
        Ask(recorder, 4, 199);
        Answer(recorder, 90, 99);
        Answer(recorder, 90, 100);
        Answer(recorder, 150, 199);
        Answer(recorder, 150, 200);
        Answer(recorder, 150, 5000);

        Assert.Equal((2, 7), (recorder.AskedBefore, recorder.AskedWithin));
        Assert.Equal((1, 2, 2), (recorder.AnsweredBefore, recorder.AnsweredWithin, recorder.AnsweredAfter));
        Assert.Equal((10 + 49, 10, 49), (recorder.Response.SumNs, recorder.Response.FastestNs, recorder.Response.SlowestNs));
        Assert.Equal(2 * Bytes, recorder.BytesWithin);
        Assert.Equal((0, 0), (recorder.Service.Count, recorder.Lateness.Count));
    }

    [Fact]
    public void Tells_the_caller_which_answers_are_within()
    {
        var recorder = new WindowRecorder { Window = From100To200 };

        Assert.Equal([false, true, true, false], ((long[])[99, 100, 199, 200]).Select(nowNs => recorder.Answered(50, 50, nowNs, 1)));
    }

    [Fact]
    public void Takes_all_for_before_until_the_window_is_known()
    {
        var recorder = new WindowRecorder();
        Ask(recorder, 3, 50);
        Answer(recorder, 50, 60);
        recorder.Window = From100To200;
        Answer(recorder, 50, 150);

        Assert.Equal((3, 1, 1), (recorder.AskedBefore, recorder.AnsweredBefore, recorder.AnsweredWithin));
    }

    [Fact]
    public void Counts_messages_as_under_way_only_inside_the_window()
    {
        var recorder = new WindowRecorder { Window = From100To200 };
        Answer(recorder, 40, 90);   // before
        Answer(recorder, 90, 110);  // over the start: 10
        Answer(recorder, 110, 150); // within: 40
        Answer(recorder, 150, 900); // over the stop: 50

        Assert.Equal(100, recorder.UnderWayNs);
        Answer(recorder, 0, 300);   // over both: 100
        Assert.Equal(200, recorder.UnderWayNs);
    }

    [Theory]
    [InlineData(50, 0)]
    [InlineData(100, 0)]
    [InlineData(130, 30)]
    [InlineData(200, 100)]
    [InlineData(5000, 100)]
    public void Clips_to_the_window(long atNs, long passedNs) => Assert.Equal(passedNs, From100To200.Clip(atNs));

    /// <summary>Whatever the order: the two sums that Little's law compares are one when every message was answered.</summary>
    [Fact]
    public void Events_and_messages_agree_on_what_was_under_way() =>
        Gen.Select(Gen.Long[0, 199], Gen.Long[0, 400]).Array[0, 60].Sample(messages =>
        {
            var recorder = new WindowRecorder { Window = From100To200 };
            foreach (var (askedNs, _) in messages) recorder.Asked(askedNs);
            foreach (var (askedNs, latencyNs) in messages.Reverse()) Answer(recorder, askedNs, askedNs + latencyNs);

            Assert.Equal(recorder.UnderWayNs, recorder.UnderWayByEventsNs);
        });

    [Fact]
    public void Open_loop_keeps_response_service_and_lateness_apart()
    {
        var recorder = new WindowRecorder(openLoop: true) { Window = From100To200 };
        recorder.Due(90, 95);   // before
        recorder.Due(110, 112);
        recorder.Due(120, 127);
        recorder.Due(199, 260); // within, though seen later
        recorder.Due(200, 201); // after
        recorder.Asked(105);  // asked within, due before
        recorder.Asked(113);
        recorder.Asked(130);
        recorder.Answered(110, 113, 150, 1);
        recorder.Answered(120, 130, 155, 1);

        Assert.Equal((3, 5, 3, 3), (recorder.DueWithin, recorder.Seen, recorder.SeenAndAsked, recorder.AskedWithin));
        Assert.Equal((3, 2 + 7 + 61), (recorder.Lateness.Count, recorder.Lateness.SumNs));
        Assert.Equal((2, 40 + 35), (recorder.Response.Count, recorder.Response.SumNs));
        Assert.Equal((2, 37 + 25), (recorder.Service.Count, recorder.Service.SumNs));
    }

    [Fact]
    public void Counts_new_connections_only_inside_the_window()
    {
        var recorder = new WindowRecorder { Window = From100To200 };
        foreach (var nowNs in (long[])[99, 100, 199, 200])
        {
            recorder.Connected(10, nowNs);
            recorder.Accepted(20, nowNs);
        }
        Assert.Equal((2, 20), (recorder.Connecting.Count, recorder.Connecting.SumNs));
        Assert.Equal((2, 40), (recorder.Accepting.Count, recorder.Accepting.SumNs));
    }

    [Fact]
    public void Slices_count_what_was_answered_in_their_part() =>
        Gen.Long[1000, 1399].Array[0, 200].Sample(timesNs =>
        {
            Array.Sort(timesNs);
            var recorder = new WindowRecorder { Window = new Window(1000, 1400) };
            foreach (var nowNs in timesNs) recorder.Answered(nowNs - 7, nowNs - 7, nowNs, 1);
            recorder.Answered(1200, 1200, 1500, 1);
            recorder.Close();

            for (var slice = 0; slice < WindowRecorder.Slices; slice++)
            {
                var expected = timesNs.Count(nowNs => (nowNs - 1000) / 10 == slice);
                Assert.Equal((expected, 7 * expected), (recorder.AnsweredBySlice[slice], recorder.SumNsBySlice[slice]));
            }
        });

    [Fact]
    public void Merging_two_equals_recording_all_in_one() =>
        Gen.Select(Gen.Long[0, 199], Gen.Long[0, 30], Gen.Long[0, 400]).Array[0, 60].Sample(samples =>
        {
            WindowRecorder Make() => new(openLoop: true) { Window = From100To200 };
            var one = Make();
            WindowRecorder[] parts = [Make(), Make()];
            for (var i = 0; i < samples.Length; i++)
            {
                var (askedNs, lateNs, latencyNs) = samples[i];
                foreach (var recorder in (WindowRecorder[])[one, parts[i % 2]])
                {
                    recorder.Due(askedNs - lateNs, askedNs);
                    recorder.Asked(askedNs);
                    recorder.Answered(askedNs - lateNs, askedNs, askedNs + latencyNs, 3);
                    recorder.Connected(latencyNs, askedNs);
                    recorder.Accepted(latencyNs, askedNs);
                }
            }
            foreach (var recorder in (WindowRecorder[])[one, .. parts]) recorder.Close();
            parts[0].Add(parts[1]);

            Assert.Equal(Facts(one), Facts(parts[0]));
            foreach (var (whole, merged) in Histograms(one).Zip(Histograms(parts[0]))) Assert.Equal(whole, merged);
        }, iter: 200);

    private const int Bytes = 64;

    private static void Ask(WindowRecorder recorder, int messages, long nowNs)
    {
        for (var i = 0; i < messages; i++) recorder.Asked(nowNs);
    }

    private static void Answer(WindowRecorder recorder, long askedNs, long nowNs) => recorder.Answered(askedNs, askedNs, nowNs, Bytes);

    // Answers come in no order of time here: which slice they fall into is tested above, where they do.
    private static long[] Facts(WindowRecorder r) =>
    [
        r.AskedBefore, r.AskedWithin, r.AnsweredBefore, r.SumBeforeNs, r.AnsweredWithin, r.AnsweredAfter, r.BytesWithin, r.DueWithin, r.Seen, r.SeenAndAsked, r.Dropped, r.UnderWayNs, r.UnderWayByEventsNs,
        r.AnsweredBySlice.Sum(), r.SumNsBySlice.Sum(), .. Latencies(r).SelectMany(l => (long[])[l.Count, l.SumNs, l.Clamped, l.FastestNs, l.SlowestNs ?? -1]),
    ];

    private static Latencies[] Latencies(WindowRecorder r) => [r.Response, r.Service, r.Lateness, r.Connecting, r.Accepting];

    private static IEnumerable<(long, long)[]> Histograms(WindowRecorder r) => Latencies(r).Select(LatenciesTests.Counts);
}
