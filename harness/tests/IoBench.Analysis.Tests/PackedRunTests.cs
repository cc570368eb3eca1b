using System.Text.Json;
using IoBench.Results;
using IoBench.Tests.Synthetic;

namespace IoBench.Analysis.Tests;

public class PackedRunTests
{
    private static readonly Run Whole = new SyntheticRun { Connections = [1, 128] }.Build();

    [Fact]
    public void A_cell_has_its_latencies_once_and_they_are_those_of_all()
    {
        var packed = PackedRun.Of(Whole);

        Assert.True(packed.Manifest.HistogramsByCell);
        Assert.Equal(Whole.Invocations.Select(static i => i.Order), packed.Invocations.Select(static i => i.Order));
        foreach (var cell in packed.Invocations.GroupBy(static i => i.Cell.Key))
            Assert.Single(cell, static i => i.Load!.Histogram.Length > 0);
    }

    [Fact]
    public void What_is_concluded_stays_the_same()
    {
        var (before, after) = (RunSummary.Of(Whole), RunSummary.Of(PackedRun.Of(Whole)));

        foreach (var (one, other) in before.Cells.Zip(after.Cells))
            Assert.Equal(JsonSerializer.Serialize(one.Latency), JsonSerializer.Serialize(other.Latency));
        Assert.Equal(JsonSerializer.Serialize(before.Points), JsonSerializer.Serialize(after.Points));
        Assert.Equal(JsonSerializer.Serialize(after.Points), JsonSerializer.Serialize(RunSummary.Of(PackedRun.Of(PackedRun.Of(Whole))).Points));
    }

    [Fact]
    public void What_failed_keeps_its_reason_and_no_latencies()
    {
        var failed = Whole.Invocations[0] with { Verdict = Verdict.Because("late") };
        var packed = PackedRun.Of(Whole with { Invocations = [failed, .. Whole.Invocations.Skip(1)] });

        Assert.Equal((false, ""), (packed.Invocations[0].Verdict.Valid, packed.Invocations[0].Load!.Histogram));
        Assert.Single(packed.Invocations, i => i.Cell.Key == failed.Cell.Key && i.Load!.Histogram.Length > 0);
    }
}
