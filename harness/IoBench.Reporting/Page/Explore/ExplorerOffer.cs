using IoBench.Results;

namespace IoBench.Reporting.Page;

/// <summary>A way in which an open loop is told how much to offer; each is an axis of its own, since their values mean different rates.</summary>
/// <param name="Id">In links.</param>
/// <param name="Noun">At the axis.</param>
/// <param name="Of">Null for a load that is offered otherwise.</param>
/// <param name="Tick">A value in words.</param>
internal sealed record ExplorerOffer(string Id, string Noun, Func<LoadPoint, double?> Of, Func<double, string> Tick)
{
    public static IReadOnlyList<ExplorerOffer> All { get; } =
    [
        new("shareOfOwn", "load due, as a share of the model’s own capacity", static p => p.ShareOf == Cell.OwnCapacity ? p.LoadShare : null, static v => Figures.Percent(v)),
        new("shareOfLeast", "load due, as a share of the lowest capacity", static p => p.ShareOf == Cell.LeastCapacity ? p.LoadShare : null, static v => Figures.Percent(v)),
        new("ratePerSecond", "messages due per second", static p => p.RatePerSecond, Figures.RateTick),
    ];
}
