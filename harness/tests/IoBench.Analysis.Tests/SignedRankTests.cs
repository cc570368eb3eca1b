using IoBench.Analysis;

namespace IoBench.Tests.Analysis;

public sealed class SignedRankTests
{
    // Critical values for the two-sided test: Wilcoxon and Wilcox 1964; Hollander, Wolfe and Chicken, table A.4.
    [Theory]
    [InlineData(6, 0.05, 0)]
    [InlineData(7, 0.05, 2)]
    [InlineData(8, 0.05, 3)]
    [InlineData(9, 0.05, 5)]
    [InlineData(10, 0.05, 8)]
    [InlineData(12, 0.05, 13)]
    [InlineData(15, 0.05, 25)]
    [InlineData(20, 0.05, 52)]
    [InlineData(25, 0.05, 89)]
    [InlineData(30, 0.05, 137)]
    [InlineData(8, 0.01, 0)]
    [InlineData(10, 0.01, 3)]
    [InlineData(15, 0.01, 15)]
    [InlineData(20, 0.01, 37)]
    [InlineData(5, 0.10, 0)]
    [InlineData(10, 0.10, 10)]
    public void Critical_values_are_those_of_the_published_tables(int n, double alpha, int expected) =>
        Assert.Equal(expected, SignedRank.Of(n).CriticalValue(alpha));

    [Theory]
    [InlineData(5, 0.05)]
    [InlineData(4, 0.10)]
    [InlineData(7, 0.01)]
    [InlineData(0, 0.05)]
    public void Too_few_values_have_no_critical_value(int n, double alpha) => Assert.Null(SignedRank.Of(n).CriticalValue(alpha));

    // Table A.4 gives P(T+ >= x), which by symmetry is P(T+ <= maximum - x).
    [Theory]
    [InlineData(4, 1, 0.125)]
    [InlineData(6, 2, 0.047)]
    [InlineData(10, 10, 0.042)]
    [InlineData(10, 8, 0.024)]
    public void Probabilities_are_those_of_the_published_tables(int n, int w, double expected) =>
        Assert.Equal(expected, SignedRank.Of(n).Cdf(w), 3);

    [Fact]
    public void Distribution_is_symmetric_and_whole()
    {
        foreach (var n in Enumerable.Range(1, 60))
        {
            var distribution = SignedRank.Of(n);
            Assert.Equal(1, distribution.Cdf(distribution.Maximum), 12);
            for (var w = 0; w < distribution.Maximum; w++)
                Assert.Equal(1 - distribution.Cdf(distribution.Maximum - w - 1), distribution.Cdf(w), 9);
        }
    }

    [Theory]
    [InlineData(0.05, 6)]
    [InlineData(0.05 / 7, 9)]
    [InlineData(0.01, 8)]
    public void Least_size_is_the_first_that_can_reject(double alpha, int expected)
    {
        Assert.Equal(expected, SignedRank.LeastSize(alpha));
        Assert.NotNull(SignedRank.Of(expected).CriticalValue(alpha));
        Assert.Null(SignedRank.Of(expected - 1).CriticalValue(alpha));
    }
}
