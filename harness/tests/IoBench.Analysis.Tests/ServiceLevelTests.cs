using System.Globalization;
using CsCheck;
using IoBench.Analysis;
using IoBench.Results;
using IoBench.Tests.Synthetic;

namespace IoBench.Tests.Analysis;

public sealed class ServiceLevelTests
{
    private static readonly Gen<string> Statistic = Gen.Int[0, 5].Select(static i => ServiceBound.Statistics[i]);
    private static readonly Gen<(string Text, double Ns)> Limit = Gen.Select(Gen.Int[1, 9999], Gen.Int[0, 99], Gen.Int[0, 2].Select(static i => new[] { ("us", 1e3), ("ms", 1e6), ("s", 1e9) }[i]))
        .Select(static (whole, part, unit) => (string.Create(CultureInfo.InvariantCulture, $"{whole}.{part:00}{unit.Item1}"), (whole + part / 100.0) * unit.Item2));

    [Fact]
    public void Whatever_the_grammar_makes_is_read() => Gen.Select(Statistic, Limit).Array[1, 6].Sample(static bounds =>
    {
        bounds = [.. bounds.DistinctBy(static b => b.Item1)];

        var level = ServiceLevel.Parse(string.Join(" , ", bounds.Select(static b => $"{b.Item1} < {b.Item2.Text}")));

        Assert.Equal(bounds.Select(static b => b.Item1), level.Bounds.Select(static b => b.Statistic));
        Assert.All(level.Bounds.Zip(bounds), static p => Assert.Equal(p.Second.Item2.Ns, p.First.LimitNs, 1e-6 * p.First.LimitNs));
        Assert.Equal(level.Text, ServiceLevel.Parse(level.Text).Text);
    });

    [Fact]
    public void Any_other_text_is_refused_in_one_line() => Gen.String[Gen.OneOf(Gen.Char, Gen.Int[0, 9].Select(static i => "p9.<,us m0"[i])), 0, 12].Sample(static text =>
    {
        try
        {
            Assert.NotEmpty(ServiceLevel.Parse(text).Bounds);
        }
        catch (BadInputException e)
        {
            Assert.Contains(", --slo; ", e.Message, StringComparison.Ordinal);
        }
    });

    [Theory]
    [InlineData("", "an empty bound, --slo; write e.g. 'p99<1ms' or 'p50<200us,p99.9<5ms'")]
    [InlineData("p99<1ms,", "an empty bound, --slo; write e.g. 'p99<1ms' or 'p50<200us,p99.9<5ms'")]
    [InlineData("p99>1ms", "'p99>1ms' is no bound of a response time, --slo; write e.g. 'p99<1ms' or 'p50<200us,p99.9<5ms'")]
    [InlineData("p99<-1ms", "'p99<-1ms' is no bound of a response time, --slo; write e.g. 'p99<1ms' or 'p50<200us,p99.9<5ms'")]
    [InlineData("p98<1ms", "unknown statistic 'p98', --slo; did you mean 'p90'?")]
    [InlineData("p99<1", "unknown unit '' in 'p99<1', --slo; known: us, ms, s")]
    [InlineData("p99<1ns", "unknown unit 'ns' in 'p99<1ns', --slo; known: us, ms, s")]
    [InlineData("p99<0ms", "'0' in 'p99<0ms' is not a number above 0, --slo; write e.g. 'p99<1ms' or 'p50<200us,p99.9<5ms'")]
    [InlineData("p99<1.2.3ms", "'1.2.3' in 'p99<1.2.3ms' is not a number above 0, --slo; write e.g. 'p99<1ms' or 'p50<200us,p99.9<5ms'")]
    [InlineData("p99<1ms,p99<2ms", "'p99' is bounded twice, --slo; keep one")]
    public void Mistakes_are_named(string text, string expected) =>
        Assert.Equal(expected, Assert.Throws<BadInputException>(() => ServiceLevel.Parse(text)).Message);

    [Theory]
    [InlineData("p50<11us", null)]
    [InlineData("p50<10us", "p50 was 10 µs")]
    [InlineData("p50<11us,max<100us", "max was 200 µs")]
    [InlineData("p99.9<1s", "too few echoes to tell p99.9")]
    public void Bounds_are_held_against_the_window(string slo, string? broken) =>
        Assert.Equal(broken, ServiceLevel.Parse(slo).Broken(Load(achieved: 1000), Verdict.Good));

    [Fact]
    public void What_did_not_come_back_or_is_not_valid_breaks_every_level()
    {
        var level = ServiceLevel.Parse("p50<1s");

        Assert.Null(level.Broken(Load(achieved: 981), Verdict.Good));
        Assert.Equal("only 90 % of what was due came back", level.Broken(Load(achieved: 900), Verdict.Good));
        Assert.Equal("a byte was wrong", level.Broken(Load(achieved: 1000), Verdict.Because("a byte was wrong")));
        Assert.Null(level.Broken(Load(achieved: 1000), new Verdict { Valid = true, Reasons = ["client-bound: it was"] }));
    }

    private static LoadReport Load(double achieved) =>
        new SyntheticRun { Blocks = 1, Connections = [1], Draws = 10 }.Build().Invocations[0].Load! with
        {
            Loop = "open", RatePerSecond = 1000, ThroughputPerSecond = achieved,
            LatencyNs = new LatencyNs { P50 = 10_000, P90 = 20_000, P99 = 50_000, Max = 200_000, Mean = 12_000 },
        };
}
