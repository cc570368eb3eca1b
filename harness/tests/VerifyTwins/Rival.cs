using IoBench.Analysis;

namespace IoBench.VerifyTwins;

/// <summary>Whom the node is held against, and by which ratio it is read.</summary>
/// <param name="Ratio">What the ratios are, node first.</param>
/// <param name="Figures">Whose absolute figures stand at the line's end.</param>
/// <param name="Start">Model and CPU.</param>
/// <param name="Read">Ratios of rates, then of CPU per message.</param>
internal sealed record Rival(string Ratio, string Figures, Func<string, int, Contestant> Start, Func<Estimate, Estimate, string> Read)
{
    /// <summary>The same model in C: the node is to reach 0.95 of its rate.</summary>
    internal static readonly Rival Twin = new("C#/C", "C", static (model, cpu) => Contestant.Twin(Twins.Program, model, cpu), static (rate, _) => rate.Interval switch
    {
        null => "too few pairs",
        { Low: >= 0.95 } => "at least 0.95",
        { High: < 0.95 } => "below 0.95",
        _ => "inconclusive",
    });

    /// <summary>The node itself without its counters and the place where stamps would be taken: they are to cost less than 1 % of a message's CPU.</summary>
    internal static readonly Rival Bare = new("counted/bare", "bare", Contestant.Bare, static (_, cost) => cost.Interval switch
    {
        null => "too few pairs",
        { High: < 1.01 } => "below 1 %",
        { Low: >= 1.01 } => "1 % or more",
        _ => "inconclusive",
    });
}
