using IoBench.Results;
using IoBench.Results.Kernels;

namespace IoBench.Analysis.Kernels;

/// <summary>What a stretch of an echo is charged to. The order is that of the tables.</summary>
public enum EchoShare
{
    /// <summary>send, with the receiver's half of TCP in it, which loopback does in the sender's call.</summary>
    Write,

    /// <summary>recv, also one that came too early.</summary>
    Read,

    /// <summary>From the call after which nothing is left to do until the wait of the other thread returns: asking, sleeping, the switch, waking.</summary>
    WaitAndWake,

    /// <summary>The same where the wait is for a signal.</summary>
    Signal,

    /// <summary>Through a ring or the C library's asynchronous calls: submission, the operation, completion and waiting cannot be told apart.</summary>
    Completion,

    /// <summary>The programs' own work between calls, stamping included.</summary>
    UserSpace,
}

/// <summary>One model's echo on one kernel, by shares; medians over boots.</summary>
public sealed record KernelParts
{
    public required string Model { get; init; }

    /// <summary>The place of its column.</summary>
    public required int Column { get; init; }

    /// <summary>An echo of one connection without stamps.</summary>
    public required double Plain { get; init; }

    /// <summary>What stamps add: round trips with them less those without. It stands in user space and at the edges of calls.</summary>
    public required double Stamping { get; init; }

    public required IReadOnlyDictionary<EchoShare, double> Shares { get; init; }

    /// <summary>Of the echo without stamps, what the shares less the stamps do not explain: negative where they are too large.</summary>
    public double Remainder => Plain - (Shares.Values.Sum() - Stamping);

    /// <summary>
    /// Width of the middle half of the echoes without stamps, over their median: where threads of the kernel or of the C library take part, one
    /// echo is not like the other, and the shares are those of echoes around the median.
    /// </summary>
    public required double Unevenness { get; init; }

    /// <summary>
    /// The same echo put together from single ones: that between two threads of which the other waits as this model does, with a client that
    /// waits in poll instead of recv. Null for models that hand over, or that no such echo is like.
    /// </summary>
    public double? BySingleCalls { get; init; }

    /// <summary>The stretches that a share was made of, for whoever asks which call it is.</summary>
    public required IReadOnlyList<PartOfShare> Stretches { get; init; }

    internal static IReadOnlyList<KernelParts> Of(IReadOnlyList<string> models, IReadOnlyList<KernelColumn> columns) =>
        [.. models.SelectMany(m => columns.Select((c, i) => Of(m, i, [.. c.Jobs.SelectMany(static j => j.Anatomies).Where(a => a.Model == m)]) is { } parts ? parts with { BySingleCalls = SingleCallsOf(m, c) } : null).OfType<KernelParts>())];

    private static double? SingleCallsOf(string model, KernelColumn column)
    {
        var wait = model switch { "blocking" => "recv", "epoll" => "epoll_wait", "sigio" => "sigtimedwait", "select" or "poll" => model, _ => null };
        return wait is null ? null : Echo(wait) + Echo("poll") - Echo("recv");

        double? Echo(string call) => Medians.Of([.. column.Jobs.SelectMany(static j => j.Calls?.Calls ?? []).Where(c => c.Name == CallCosts.ThreadEcho(call)).Select(static c => c.Ns)]);
    }

    private static KernelParts? Of(string model, int column, IReadOnlyList<ModelAnatomy> boots) => boots.Count == 0 ? null : new KernelParts
    {
        Model = model,
        Column = column,
        Plain = Medians.Of([.. boots.Select(static b => b.PlainRoundTripNs.Median)])!.Value,
        Stamping = Medians.Of([.. boots.Select(static b => b.AddedNs.Median)])!.Value,
        Unevenness = Medians.Of([.. boots.Select(static b => (b.PlainRoundTripNs.P75 - b.PlainRoundTripNs.P25) / b.PlainRoundTripNs.Median)])!.Value,
        Shares = Enum.GetValues<EchoShare>().ToDictionary(static s => s, s => Medians.Of([.. boots.Select(b => b.Parts.Where(p => ShareOf(p, b) == s).Sum(static p => p.MeanNs))])!.Value),
        Stretches = [.. boots.SelectMany(static b => b.Parts.GroupBy(p => (ShareOf(p, b), p.Lane, p.Name)).Select(static g => (g.Key, Sum: g.Sum(static p => p.MeanNs))))
            .GroupBy(static p => p.Key).Select(static g => new PartOfShare(g.Key.Item1, g.Key.Lane, g.Key.Name, Medians.Of([.. g.Select(static p => p.Sum)])!.Value)).OrderBy(static p => p.Share)],
    };

    /// <summary>Where operations are asynchronous, a signal tells of their completion, and their work is done before it.</summary>
    private static EchoShare ShareOf(EchoPart part, ModelAnatomy echo) =>
        ShareOf(part) is var share && share == EchoShare.Signal && echo.Parts.Any(static p => p.Name.StartsWith("aio_", StringComparison.Ordinal)) ? EchoShare.Completion : share;

    internal static EchoShare ShareOf(EchoPart part) => part switch
    {
        _ when part.Name.Contains("uring", StringComparison.Ordinal) || part.Name.StartsWith("aio_", StringComparison.Ordinal) || part.Kind == PartKind.Unseen => EchoShare.Completion,
        _ when part.Name.Contains("sigtimedwait", StringComparison.Ordinal) => EchoShare.Signal,
        { Kind: PartKind.Handling } => EchoShare.UserSpace,
        { Kind: PartKind.Copying } => part.Name.StartsWith("send", StringComparison.Ordinal) ? EchoShare.Write : EchoShare.Read,
        { Kind: PartKind.Other } when part.Name.StartsWith("recv", StringComparison.Ordinal) => EchoShare.Read,
        _ => EchoShare.WaitAndWake,
    };
}

/// <param name="Value">In the unit of the matrix.</param>
public sealed record PartOfShare(EchoShare Share, string Lane, string Name, double Value);

/// <summary>A single call on each kernel.</summary>
/// <param name="Values">Of each column, the median over boots; null where it was not measured.</param>
public sealed record KernelCall(string Name, IReadOnlyList<double?> Values)
{
    internal static IReadOnlyList<KernelCall> Of(IReadOnlyList<KernelColumn> columns)
    {
        var costs = columns.Select(static c => c.Jobs.Select(static j => j.Calls).OfType<CallCosts>().SelectMany(static c => c.Calls).ToLookup(static c => c.Name, static c => c.Ns)).ToList();
        return [.. costs.SelectMany(static c => c.Select(static g => g.Key)).Distinct().Select(name => new KernelCall(name, [.. costs.Select(c => Medians.Of([.. c[name]]))]))];
    }
}
