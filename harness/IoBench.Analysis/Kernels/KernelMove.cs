namespace IoBench.Analysis.Kernels;

/// <summary>By how much each part of a model's echo differs between two kernels; the parts and the rest add up to the echo.</summary>
/// <param name="Rest">What the echo without stamps moved by and its parts do not explain.</param>
/// <param name="Echo">Of an echo without stamps.</param>
public sealed record KernelMove(string Model, IReadOnlyDictionary<EchoShare, double> Shares, double Rest, double Echo)
{
    /// <summary>Of every model that was cut on both.</summary>
    public static IReadOnlyList<KernelMove> Of(KernelMatrixSummary summary, int column, int reference) =>
    [
        .. summary.Parts.Where(p => p.Column == column)
            .Select(p => (Now: p, Then: summary.Parts.FirstOrDefault(o => o.Model == p.Model && o.Column == reference)))
            .Where(static p => p.Then is not null)
            .Select(static p => new KernelMove(p.Now.Model, p.Now.Shares.ToDictionary(static s => s.Key, s => s.Value - p.Then!.Shares[s.Key]), p.Now.Remainder - p.Then!.Remainder, p.Now.Plain - p.Then.Plain)),
    ];

    /// <summary>Those that any of them has.</summary>
    public static IReadOnlyList<EchoShare> SharesIn(IReadOnlyList<KernelMove> moves) => [.. Enum.GetValues<EchoShare>().Where(s => moves.Any(m => m.Shares[s] != 0))];
}
