using CsCheck;
using HdrHistogram;
using HdrHistogram.Utilities;

namespace IoBench.Load.Tests;

public sealed class WindowRecorderTests
{
    private static readonly Window From100To200 = new(100, 200);
    private static readonly Window Always = new(0, long.MaxValue);

    [Fact]
    public void Tells_before_within_and_after_apart()
    {
        var recorder = new WindowRecorder { Window = From100To200 };
        recorder.Asked(2, 99);
        recorder.Asked(3, 100);
        recorder.Asked(4, 199);
        recorder.Answered(90, 99);
        recorder.Answered(90, 100);
        recorder.Answered(150, 199);
        recorder.Answered(150, 200);
        recorder.Answered(150, 5000);

        Assert.Equal((2, 7), (recorder.AskedBefore, recorder.AskedWithin));
        Assert.Equal((1, 2, 2), (recorder.AnsweredBefore, recorder.AnsweredWithin, recorder.AnsweredAfter));
        Assert.Equal((10 + 49, 10, 49), (recorder.SumNs, recorder.FastestNs, recorder.SlowestNs));
    }

    [Fact]
    public void Counts_messages_as_under_way_only_inside_the_window()
    {
        var recorder = new WindowRecorder { Window = From100To200 };
        recorder.Answered(40, 90);   // before
        recorder.Answered(90, 110);  // over the start: 10
        recorder.Answered(110, 150); // within: 40
        recorder.Answered(150, 900); // over the stop: 50

        Assert.Equal(100, recorder.UnderWayNs);
        recorder.Answered(0, 300);   // over both: 100
        Assert.Equal(200, recorder.UnderWayNs);
    }

    [Fact]
    public void Has_no_latency_where_nothing_was_answered_within()
    {
        var recorder = new WindowRecorder { Window = From100To200 };
        recorder.Answered(10, 250);

        Assert.Null(recorder.SlowestNs);
        Assert.Null(recorder.Quantile(0));
    }

    [Theory]
    [InlineData(0.5, 20)]
    [InlineData(0.9, 100)]
    [InlineData(0.99, 1000)]
    [InlineData(0.999, 10_000)]
    [InlineData(0.9999, 100_000)]
    public void Prints_a_quantile_only_where_ten_samples_lie_beyond(double quantile, int least)
    {
        var recorder = new WindowRecorder { Window = Always };
        for (var sample = 1; sample < least; sample++) recorder.Answered(0, 1000);
        Assert.Null(recorder.Quantile(quantile));

        recorder.Answered(0, 1000);
        Assert.Equal(1000, recorder.Quantile(quantile));
    }

    [Fact]
    public void Errs_by_less_than_one_percent_at_five_microseconds()
    {
        for (var ns = 4_900L; ns <= 5_100; ns++)
        {
            var recorder = new WindowRecorder { Window = Always };
            for (var sample = 0; sample < 20; sample++) recorder.Answered(0, ns);
            Assert.InRange(recorder.Quantile(0.5)!.Value, ns * 0.99, ns * 1.01);
        }
    }

    [Fact]
    public void Counts_what_is_beyond_its_range_instead_of_hiding_it()
    {
        var recorder = new WindowRecorder { Window = Always };
        recorder.Answered(0, WindowRecorder.LongestNs);
        Assert.Equal(0, recorder.Clamped);
        recorder.Answered(0, WindowRecorder.LongestNs + 1);
        recorder.Answered(0, 3 * WindowRecorder.LongestNs);

        Assert.Equal((2, 3), (recorder.Clamped, recorder.AnsweredWithin));
        Assert.Equal(5 * WindowRecorder.LongestNs + 1, recorder.SumNs);
        Assert.InRange(recorder.SlowestNs!.Value, WindowRecorder.LongestNs * 0.999, WindowRecorder.LongestNs * 1.001);
        Assert.Equal(3, Decode(recorder).TotalCount);
    }

    [Fact]
    public void Merging_two_equals_recording_all_in_one() =>
        Gen.Select(Gen.Long[0, 400], Gen.Long[0, 400]).Array[0, 60].Sample(samples =>
        {
            var one = new WindowRecorder { Window = From100To200 };
            WindowRecorder[] parts = [new() { Window = From100To200 }, new() { Window = From100To200 }];
            for (var i = 0; i < samples.Length; i++)
            {
                var (askedNs, latencyNs) = samples[i];
                foreach (var recorder in (WindowRecorder[])[one, parts[i % 2]])
                {
                    if (askedNs >= 200) continue; // nothing is asked after the window
                    recorder.Asked(1, askedNs);
                    recorder.Answered(askedNs, askedNs + latencyNs);
                }
            }
            parts[0].Add(parts[1]);

            Assert.Equal(Facts(one), Facts(parts[0]));
            Assert.Equal(Counts(one), Counts(parts[0]));
        }, iter: 200);

    [Fact]
    public void Its_histogram_comes_back_whole_from_its_encoding() =>
        Gen.OneOf(Gen.Long[0, 100_000], Gen.Long[0, 2 * WindowRecorder.LongestNs]).Array[0, 200].Sample(latencies =>
        {
            var recorder = new WindowRecorder { Window = Always };
            foreach (var latencyNs in latencies) recorder.Answered(0, latencyNs);
            var decoded = Decode(recorder);

            Assert.Equal(recorder.AnsweredWithin, decoded.TotalCount);
            Assert.Equal(recorder.SlowestNs ?? 0, decoded.GetMaxValue());
            if (recorder.Quantile(0.5) is { } median) Assert.Equal(median, decoded.GetValueAtPercentile(50));
        }, iter: 100);

    private static HistogramBase Decode(WindowRecorder recorder) =>
        HistogramEncoding.DecodeFromCompressedByteBuffer(ByteBuffer.Allocate(recorder.Encode()), 0);

    private static long[] Facts(WindowRecorder r) =>
        [r.AskedBefore, r.AskedWithin, r.AnsweredBefore, r.AnsweredWithin, r.AnsweredAfter, r.SumNs, r.UnderWayNs, r.Clamped, r.FastestNs, r.SlowestNs ?? -1];

    private static (long, long)[] Counts(WindowRecorder recorder) =>
        [.. Decode(recorder).RecordedValues().Select(v => (v.ValueIteratedTo, v.CountAtValueIteratedTo))];
}
