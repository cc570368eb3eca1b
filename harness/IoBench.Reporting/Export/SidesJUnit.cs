using IoBench.Analysis;
using IoBench.Analysis.Sides;
using IoBench.Reporting.Text;

namespace IoBench.Reporting.Export;

/// <summary>
/// B against A as tests: what is worse beyond chance fails, what nobody can tell is skipped. Where a gate made a second run, only what that one
/// found again fails, so that the file and the exit code say the same.
/// </summary>
public static class SidesJUnit
{
    /// <param name="comparison">B against A.</param>
    /// <param name="refuted">What was worse and not found again in a second run.</param>
    public static string Render(SideComparison comparison, IReadOnlyCollection<SideFigure> refuted)
    {
        var keys = refuted.Select(static f => f.Key).ToHashSet();
        return JUnitXml.Render(
            $"IoBench {comparison.Run}, B against A",
            [.. comparison.Figures.GroupBy(static f => f.Point).Select(point => new TestSuite(
                Words.Point(point.Key), StartedAt: null, [.. point.Select(f => Case(f, keys.Contains(f.Key)))]))]);
    }

    private static TestCase Case(SideFigure figure, bool isRefuted)
    {
        var outcome = figure switch
        {
            { IsSuspect: true } => TestOutcome.Failed,
            { Change.Judgement: Judgement.Equivalent or Judgement.Better } => TestOutcome.Passed,
            _ when SideWords.IsBetter(figure.Change) => TestOutcome.Passed,
            _ => TestOutcome.Skipped,
        };
        return new ChangeRow(figure.Point, figure.Model, figure.Change, SideWords.Word(figure.Change)).Case(outcome, isRefuted);
    }
}
