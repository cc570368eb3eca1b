using IoBench.Analysis;
using IoBench.Analysis.Comparing;
using IoBench.Reporting.Text;

namespace IoBench.Reporting.Export;

/// <summary>
/// Runs against a base as tests: worse is a failure, inconclusive is skipped. Where a gate made a second run, only what that one found
/// again fails, so that the file and the exit code say the same.
/// </summary>
public static class ComparisonJUnit
{
    /// <param name="gated">One or more candidates against one base.</param>
    public static string Render(IReadOnlyList<Gated> gated) => JUnitXml.Render(
        $"IoBench {string.Join(", ", gated.Select(static g => g.Comparison.Candidate))} against {gated[0].Comparison.Base}",
        [.. gated.SelectMany(static g => g.Comparison.Points.Select(p => Suite(g.Comparison, p, g.Refuted)))]);

    private static TestSuite Suite(RunComparison comparison, PointChange point, IReadOnlySet<Finding> refuted) => new(
        $"{comparison.Candidate}: {Words.Point(point.Point)}", StartedAt: null,
        [.. from family in point.Families
            from model in family.Models
            where model.Change is not null
            select Case(point.Point, model, refuted.Contains(new Finding(point.Point, model.Label, family.Metric)))]);

    private static TestCase Case(Results.LoadPoint point, ModelChange model, bool isRefuted)
    {
        var change = model.Change!;
        var outcome = change.Judgement switch
        {
            Judgement.Worse => TestOutcome.Failed,
            Judgement.Equivalent or Judgement.Better => TestOutcome.Passed,
            _ => TestOutcome.Skipped,
        };
        return new ChangeRow(point, model.Label, change, Words.Of(change)).Case(outcome, isRefuted);
    }
}

/// <summary>A comparison, and what of it a second run did not find again.</summary>
public sealed record Gated(RunComparison Comparison, IReadOnlySet<Finding> Refuted);
