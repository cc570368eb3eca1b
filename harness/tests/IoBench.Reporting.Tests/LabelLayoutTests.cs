using CsCheck;
using IoBench.Reporting.Charts;

namespace IoBench.Tests.Reporting;

public sealed class LabelLayoutTests
{
    private const double Gap = 19;
    private const double Room = 400;

    [Fact]
    public void Labels_with_room_stay_where_they_are() => Assert.Equal([10, 300, 100], LabelLayout.Spread([10, 300, 100], Gap, 0, Room));

    [Fact]
    public void A_crowd_spreads_evenly_around_its_middle() => Assert.Equal([181, 200, 219], LabelLayout.Spread([200, 200, 200], Gap, 0, Room));

    [Fact]
    public void Labels_keep_apart_in_order_and_inside() =>
        Gen.Double[0, Room].Array[1, 20].Sample(
            wished =>
            {
                var placed = LabelLayout.Spread(wished, Gap, 0, Room);
                var order = Enumerable.Range(0, wished.Length).OrderBy(i => wished[i]).ToList();
                return order.Zip(order.Skip(1)).All(p => placed[p.Second] - placed[p.First] >= Gap - 1e-9)
                    && placed.All(static p => p is >= -1e-9 and <= Room + 1e-9);
            },
            iter: 2_000, threads: 1);

    [Fact]
    public void Nothing_to_place_is_no_trouble() => Assert.Empty(LabelLayout.Spread([], Gap, 0, Room));
}
