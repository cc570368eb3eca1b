namespace IoBench.Analysis.Kernels;

/// <summary>Kernels that follow each other with no update that moved a model, and how far they drifted all the same.</summary>
/// <param name="From">The place of the first column.</param>
/// <param name="To">The place of the last.</param>
/// <param name="Updates">Steps in it.</param>
/// <param name="Least">Of the ratios of centres, last over first, over models and loads.</param>
/// <param name="Most">Likewise.</param>
public sealed record KernelLull(int From, int To, int Updates, double Least, double Most)
{
    /// <summary>Of a series of steps, in its order.</summary>
    internal static IEnumerable<KernelLull> Of(IReadOnlyList<KernelStep> steps, IReadOnlyList<KernelCell> cells)
    {
        for (int first = 0, last; first < steps.Count; first = last + 1)
        {
            last = first;
            if (IsBreak(steps, first))
                continue;
            while (last + 1 < steps.Count && !IsBreak(steps, last + 1) && steps[last + 1].From == steps[last].To)
                last++;
            var ratios = KernelStep.Pairs(cells, steps[first].From, steps[last].To).Select(static c => c.Ratio).OfType<double>().ToList();
            if (ratios.Count > 0)
                yield return new(steps[first].From, steps[last].To, last - first + 1, ratios.Min(), ratios.Max());
        }
    }

    // What nobody could judge is no stretch without a move either.
    private static bool IsBreak(IReadOnlyList<KernelStep> steps, int at) => steps[at].Judged.Count == 0 || steps[at].Moved.Any();
}
