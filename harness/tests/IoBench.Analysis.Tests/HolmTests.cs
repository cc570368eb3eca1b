using CsCheck;
using IoBench.Analysis;

namespace IoBench.Tests.Analysis;

public sealed class HolmTests
{
    // Wright 1992, "Adjusted p-values for simultaneous inference", Biometrics 48, the running example of four hypotheses.
    [Fact]
    public void Adjusts_step_down_and_never_falls() =>
        Assert.Equal([0.03, 0.06, 0.06, 0.02], Holm.Adjust([0.01, 0.04, 0.03, 0.005]).Select(static p => Math.Round(p, 10)));

    [Fact]
    public void Levels_stop_shrinking_where_a_step_fails() =>
        Assert.Equal([0.05 / 3, 0.05 / 2, 0.05 / 2, 0.05 / 4], Holm.Alphas([0.01, 0.04, 0.03, 0.005], 0.05));

    [Fact]
    public void Ties_share_the_strictest_step() =>
        Assert.Equal([0.05 / 3, 0.05 / 3, 0.05 / 3], Holm.Alphas([0.001, 0.001, 0.001], 0.05));

    [Fact]
    public void Empty_family_is_no_trouble() => Assert.Empty(Holm.Adjust([]));

    [Fact]
    public void Adjusted_p_and_level_agree_on_what_is_rejected() =>
        Gen.Double[0, 0.2].Array[1, 10].Sample(
            p => Holm.Adjust(p).Zip(Holm.Alphas(p, 0.05), (adjusted, alpha) => adjusted <= 0.05)
                .SequenceEqual(p.Zip(Holm.Alphas(p, 0.05), static (raw, alpha) => raw <= alpha)),
            iter: 2_000, threads: 1);
}
