using IoBench.Analysis;
using IoBench.Reporting;

namespace IoBench.Tests.Reporting;

public sealed class FiguresTests
{
    [Theory]
    [InlineData(13.84, "13.8")]
    [InlineData(245.4, "245")]
    [InlineData(2_812.0, "2 810")]
    [InlineData(99.96, "100")]
    [InlineData(2.0, "2.00")]
    [InlineData(0.0623, "0.0623")]
    [InlineData(0.11, "0.11")]
    [InlineData(0.0, "0")]
    [InlineData(-1.5, "−1.50")]
    [InlineData(null, "–")]
    [InlineData(double.NaN, "–")]
    public void Number_has_three_significant_digits(double? value, string expected) => Assert.Equal(expected, Spaced(Figures.Number(value)));

    [Theory]
    [InlineData(194_321, "194 k")]
    [InlineData(57_800, "57.8 k")]
    [InlineData(999_700, "1.00 M")]
    [InlineData(999.6, "1.00 k")]
    [InlineData(950, "950")]
    public void Rate_is_scaled(double value, string expected) => Assert.Equal(expected, Spaced(Figures.Rate(value)));

    [Theory]
    [InlineData(50_000, "50 k")]
    [InlineData(2_000_000, "2 M")]
    public void Tick_is_as_short_as_it_can_be(double value, string expected) => Assert.Equal(expected, Spaced(Figures.RateTick(value)));

    [Theory]
    [InlineData(0.326, "0.33")]
    [InlineData(1, "1.00")]
    [InlineData(17.8, "18")]
    [InlineData(0.0346, "0.035")]
    public void Ratio_has_two_decimals_near_one(double value, string expected) => Assert.Equal(expected, Figures.Ratio(value));

    [Theory]
    [InlineData(0.05, "5 %")]
    [InlineData(0.018, "1.8 %")]
    [InlineData(0.0042, "0.4 %")]
    [InlineData(0.123, "12 %")]
    [InlineData(0, "0 %")]
    public void Percent_is_short(double value, string expected) => Assert.Equal(expected, Spaced(Figures.Percent(value)));

    [Fact]
    public void Plus_minus_is_half_the_interval_and_absent_without_one()
    {
        Assert.Equal("±2 %", Spaced(Figures.PlusMinus(new Estimate(1, new Interval(1 / 1.02, 1.02, .95, .97), 6))));
        Assert.Equal("", Figures.PlusMinus(new Estimate(1, null, 5)));
    }

    [Theory]
    [InlineData(8.2, "8.2 s")]
    [InlineData(108, "1 min 48 s")]
    [InlineData(3_720, "1 h 2 min")]
    public void Duration_is_for_people(double seconds, string expected) => Assert.Equal(expected, Spaced(Figures.Duration(seconds)));

    [Theory]
    [InlineData(4.8, 0.312, "4.80 + 0.31")]
    [InlineData(13.84, 2.06, "13.8 + 2.1")]
    [InlineData(269.4, 12.6, "269 + 13")]
    [InlineData(1_843.0, 1_200.4, "1 840 + 1 200")]
    [InlineData(4.8, -0.312, "4.80 − 0.31")]
    [InlineData(4.8, 47.13, "4.80 + 47.1")]
    [InlineData(4.8, 0.0, "4.80 + 0.00")]
    [InlineData(4.8, -0.002, "4.80 + 0.00")]
    [InlineData(4.8, null, "–")]
    [InlineData(null, 0.3, "–")]
    public void A_part_is_no_more_precise_than_its_base(double? basis, double? added, string expected)
    {
        Assert.Equal(expected, Spaced(Figures.Sum(basis, added)));
        Assert.Equal(expected == "–" ? expected : string.Concat(expected.Split(' ').SkipWhile(static w => w is not ("+" or "−"))).Replace(" ", "", StringComparison.Ordinal), Spaced(Figures.Added(basis, added)).Replace(" ", "", StringComparison.Ordinal));
    }

    private static string Spaced(string text) => text.Replace(Figures.Thin, " ", StringComparison.Ordinal);
}
