using CsCheck;
using IoBench.Analysis;

namespace IoBench.Tests.Analysis;

public sealed class CrossingSearchTests
{
    private const int Busy = 50;

    // As the plan `idle` has them: what counts is busy and idle ones together.
    private static readonly int[] Idle = [0, 10, 30, 100, 300, 1000, 3000, 10_000];

    private static CrossingSearch Search(Func<int, double> logRatio, Func<double> noise, int blocks, Func<int, int, bool>? has = null) => new(
        [.. Idle.Select(n => new RatioAt(
            Math.Log(Busy + n),
            Enumerable.Range(1, blocks).Where(b => has?.Invoke(n, b) ?? true).ToDictionary(static b => b, _ => logRatio(n) + noise())))],
        static position => Math.Exp(position) - Busy, Idle);

    /// <summary>A ratio that is straight on the axis's logarithm and 1 at so many idle connections.</summary>
    private static Func<int, double> Straight(double crossing, double slope) => n => slope * (Math.Log(Busy + n) - Math.Log(Busy + crossing));

    private static bool Has(CrossingSearch found, double truth) => found.Crossings.Any(c => (c.Low ?? double.NegativeInfinity) <= truth && truth <= (c.High ?? double.PositiveInfinity));

    [Theory]
    [InlineData(6, 0.02)]
    [InlineData(6, 0.08)]
    [InlineData(10, 0.03)]
    [InlineData(15, 0.03)]
    public void Interval_covers_the_true_crossing_as_often_as_it_says(int blocks, double spread)
    {
        const int runs = 600;
        const double truth = 70;
        var random = new Random(blocks);
        var covered = Enumerable.Range(0, runs).Count(_ => Has(Search(Straight(truth, 0.35), () => spread * Laplace(random), blocks), truth));
        Assert.InRange(covered / (double)runs, 0.90, 0.99);
    }

    [Fact]
    public void A_cost_that_grows_in_proportion_bends_between_measured_places_and_is_covered_all_the_same()
    {
        const int runs = 600;
        const double truth = 55;
        var random = new Random(3);
        var covered = Enumerable.Range(0, runs).Count(_ => Has(Search(static n => Math.Log(0.9 + 0.1 * (Busy + n) / (Busy + truth)), () => 0.03 * Laplace(random), 6), truth));
        Assert.InRange(covered / (double)runs, 0.90, 0.99);
    }

    [Fact]
    public void Two_runs_of_the_same_truth_agree_within_their_intervals()
    {
        const int runs = 500;
        var random = new Random(1);
        Crossing[] Once() => [.. Search(Straight(70, 0.35), () => 0.03 * Laplace(random), 6).Crossings];
        var agree = Enumerable.Range(0, runs).Count(_ => Once() is [var one] && Once() is [var other] && one.Meets(other) && other.Meets(one));
        Assert.InRange(agree / (double)runs, 0.97, 1);
    }

    [Fact]
    public void Two_truths_far_apart_do_not_agree()
    {
        var random = new Random(2);
        var (near, far) = (Search(Straight(20, 0.35), () => 0.01 * Laplace(random), 6), Search(Straight(700, 0.35), () => 0.01 * Laplace(random), 6));
        Assert.False(Assert.Single(near.Crossings).Meets(Assert.Single(far.Crossings)));
    }

    [Fact]
    public void Two_equal_models_hardly_ever_cross()
    {
        const int runs = 500;
        var random = new Random(4);
        var found = Enumerable.Range(0, runs).Select(_ => Search(static _ => 0, () => 0.03 * Laplace(random), 6)).ToList();
        // That 8 places tell one side in one of 64 runs each makes one in a hundred tell both.
        Assert.InRange(found.Count(static f => f.Outcome == CrossoverOutcome.Crosses), 0, runs * 0.03);
        Assert.InRange(found.Count(static f => f.Outcome is CrossoverOutcome.Above or CrossoverOutcome.Below), 0, runs * 0.01);
    }

    [Fact]
    public void Without_noise_the_crossing_is_where_the_straight_line_passes_one()
    {
        var found = Search(Straight(70, 0.35), static () => 0, 6);
        var crossing = Assert.Single(found.Crossings);
        Assert.Equal(CrossoverOutcome.Crosses, found.Outcome);
        Assert.Equal(70, crossing.At, 0.01);
        Assert.Equal((70, 70), (Math.Round(crossing.Low!.Value, 1), Math.Round(crossing.High!.Value, 1)));
        Assert.Equal((true, 30, 100), (crossing.Rises, crossing.MeasuredBefore, crossing.MeasuredAfter));
    }

    [Fact]
    public void A_crossing_at_a_measured_value_has_it_on_both_sides()
    {
        var crossing = Assert.Single(Search(Straight(100, 0.35), static () => 0, 6).Crossings);
        Assert.Equal((100, 100), (crossing.MeasuredBefore, crossing.MeasuredAfter));
    }

    [Theory]
    [InlineData(0.2, CrossoverOutcome.Above)]
    [InlineData(-0.2, CrossoverOutcome.Below)]
    public void What_never_crosses_says_on_which_side_it_lies(double log, CrossoverOutcome outcome)
    {
        var random = new Random(5);
        var found = Search(_ => log, () => 0.02 * Laplace(random), 6);
        Assert.Equal(outcome, found.Outcome);
        Assert.Empty(found.Crossings);
        Assert.Equal((0, 10_000), (Math.Round(Assert.Single(found.Sides).From, 3), Math.Round(found.Sides[0].To, 3)));
    }

    [Fact]
    public void One_wide_interval_on_the_way_is_no_side_for_the_whole_range()
    {
        var blocks = 0;
        var found = Search(static n => n == 300 ? 0 : 0.2, () => 0.02 * (blocks++ % 2 == 0 ? 1 : -1), 6);
        Assert.Equal(CrossoverOutcome.Partly, found.Outcome);
        Assert.Equal([Side.Above, Side.Undecided, Side.Above], found.Sides.Select(static s => s.Side));
        Assert.Empty(found.Crossings);
    }

    [Fact]
    public void A_crossing_before_the_least_value_can_be_told_has_no_lower_end()
    {
        var at = 0;
        var found = Search(static n => n == 0 ? -0.01 : n == 10 ? 0.01 : 0.3, () => 0.03 * (at++ % 2 == 0 ? 1 : -1), 6);
        var crossing = Assert.Single(found.Crossings);
        Assert.Equal(CrossoverOutcome.Partly, found.Outcome);
        Assert.Null(crossing.Low);
        Assert.InRange(crossing.At, 0, 10);
        Assert.InRange(crossing.High!.Value, 10, 30);
    }

    [Fact]
    public void There_and_back_are_two_crossings()
    {
        var found = Search(static n => n is 0 or 10 or 3000 or 10_000 ? -0.2 : 0.2, static () => 0, 6);
        Assert.Equal([true, false], found.Crossings.Select(static c => c.Rises));
        Assert.InRange(found.Crossings[0].At, 10, 30);
        Assert.InRange(found.Crossings[1].At, 1000, 3000);
    }

    [Fact]
    public void Five_blocks_give_a_place_without_an_interval()
    {
        var found = Search(Straight(70, 0.35), static () => 0, 5);
        Assert.Equal(CrossoverOutcome.TooFewBlocks, found.Outcome);
        Assert.Empty(found.Sides);
        var crossing = Assert.Single(found.Crossings);
        Assert.Equal((70, null, null), (Math.Round(crossing.At, 1), crossing.Low, crossing.High));
    }

    [Fact]
    public void A_block_that_lacks_a_place_says_nothing_beside_it_and_all_elsewhere()
    {
        var random = new Random(6);
        var found = Search(Straight(70, 0.35), () => 0.01 * Laplace(random), 7, static (n, block) => n != 1000 || block > 2);
        Assert.Equal(CrossoverOutcome.Crosses, found.Outcome);
        // Five blocks are left on both sides of 1000, and five give no interval.
        Assert.Equal((300, 3000), (Math.Round(found.Sides[^2].From), Math.Round(found.Sides[^2].To)));
        Assert.Equal(Side.Undecided, found.Sides[^2].Side);
    }

    [Fact]
    public void Equal_within_a_margin_goes_up_to_where_the_interval_leaves_it()
    {
        var found = Search(Straight(70, 0.35), static () => 0, 6);
        var margin = Math.Log(1.05);
        Assert.Null(found.Within(-margin, margin));
        Assert.Equal((Busy + 70) * Math.Exp(margin / 0.35) - Busy, found.Within(null, margin)!.Value, 0.01);
        Assert.Equal(10_000, Search(static _ => 0.01, static () => 0, 6).Within(-margin, margin)!.Value, 0.01);
    }

    [Fact]
    public void Sides_cover_the_range_in_order_and_each_crossing_lies_in_its_interval() =>
        Gen.Double[-0.5, 0.5].Array[Idle.Length].Select(Gen.Int[6, 12], Gen.Int[0, 1000]).Sample(
            (logs, blocks, seed) =>
            {
                var random = new Random(seed);
                var found = Search(n => logs[Array.IndexOf(Idle, n)], () => 0.1 * Laplace(random), blocks);
                Assert.Equal((0, 10_000), (Math.Round(found.Sides[0].From, 3), Math.Round(found.Sides[^1].To, 3)));
                Assert.All(found.Sides.Zip(found.Sides.Skip(1)), static p => Assert.True(p.First.To == p.Second.From && p.First.Side != p.Second.Side));
                Assert.All(found.Crossings, static c => Assert.True((c.Low ?? 0) - 1e-6 <= c.At && c.At <= (c.High ?? 10_000) + 1e-6 && c.MeasuredBefore <= c.At + 0.2 && c.At <= c.MeasuredAfter + 0.2));
                Assert.Equal(found.Outcome == CrossoverOutcome.Crosses, found.Crossings.Any(static c => c is { Low: not null, High: not null }));
            },
            iter: 200, threads: 1);

    [Fact]
    public void The_other_way_round_everything_is_mirrored() =>
        Gen.Double[-0.5, 0.5].Array[Idle.Length].Select(Gen.Int[0, 1000]).Sample(
            (logs, seed) =>
            {
                var (one, other) = (With(1), With(-1));
                Assert.Equal(one.Crossings.Select(static c => (Rounded(c.At), Rounded(c.Low), Rounded(c.High), c.Rises)), other.Crossings.Select(static c => (Rounded(c.At), Rounded(c.Low), Rounded(c.High), !c.Rises)));
                Assert.Equal(one.Sides.Select(static s => s.Side), other.Sides.Select(static s => s.Side switch { Side.Above => Side.Below, Side.Below => Side.Above, _ => Side.Undecided }));

                CrossingSearch With(int sign)
                {
                    var random = new Random(seed);
                    return Search(n => sign * logs[Array.IndexOf(Idle, n)], () => sign * 0.1 * Laplace(random), 8);
                }
            },
            iter: 200, threads: 1);

    private static double? Rounded(double? value) => value is { } v ? Math.Round(v, 1) : null;

    private static double Laplace(Random random)
    {
        var u = random.NextDouble() - 0.5;
        return -Math.Sign(u) * Math.Log(1 - 2 * Math.Abs(u));
    }
}
