using IoBench.Analysis;

namespace IoBench.Tests.Analysis;

public sealed class JudgeTests
{
    [Theory]
    [InlineData(0.98, 1.03, 0.97, 1.04, true, Judgement.Equivalent)]
    [InlineData(1.01, 1.03, 1.005, 1.04, true, Judgement.Equivalent)] // a difference, and too small to matter
    [InlineData(1.10, 1.20, 1.08, 1.22, true, Judgement.Better)]
    [InlineData(1.10, 1.20, 1.08, 1.22, false, Judgement.Worse)]
    [InlineData(0.80, 0.90, 0.78, 0.92, true, Judgement.Worse)]
    [InlineData(0.80, 0.90, 0.78, 0.92, false, Judgement.Better)]
    [InlineData(1.03, 1.12, 1.02, 1.15, true, Judgement.Differs)]
    [InlineData(0.93, 1.10, 0.90, 1.12, true, Judgement.Inconclusive)]
    [InlineData(1.04, 1.12, 0.99, 1.15, true, Judgement.Inconclusive)] // seen at 95 %, not at Holm's level
    public void Word_follows_from_the_intervals(double low90, double high90, double low, double high, bool higherIsBetter, Judgement expected) =>
        Assert.Equal(expected, Judge.Of(new Interval(low90, high90, .9, .9), new Interval(low, high, .95, .95), 0.05, 0.05, higherIsBetter));

    [Theory]
    [InlineData(0.98, 1.03, 0.97, 1.04, Judgement.Equivalent)]
    [InlineData(0.90, 1.20, 0.88, 1.25, Judgement.Inconclusive)] // inside the noise, but not shown to be equal
    [InlineData(1.10, 1.20, 1.08, 1.22, Judgement.Differs)]      // beyond the metric's margin, not beyond the noise
    [InlineData(1.50, 1.60, 1.45, 1.70, Judgement.Better)]
    public void Noise_makes_both_words_harder_to_earn(double low90, double high90, double low, double high, Judgement expected) =>
        Assert.Equal(expected, Judge.Of(new Interval(low90, high90, .9, .9), new Interval(low, high, .95, .95), 0.05, 0.40, higherIsBetter: true));
}
