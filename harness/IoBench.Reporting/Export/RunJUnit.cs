using IoBench.Analysis;
using IoBench.Reporting.Text;
using IoBench.Results;

namespace IoBench.Reporting.Export;

/// <summary>
/// A run as tests: was each cell measured, so that its figures can be trusted? Being slower than the baseline is no failure; getting slower is,
/// which is <see cref="ComparisonJUnit"/>.
/// </summary>
internal static class RunJUnit
{
    public static string Render(Run run, RunSummary summary)
    {
        var seconds = run.Invocations.GroupBy(static i => i.Cell.Key).ToDictionary(static g => g.Key, static g => g.Sum(static i => i.ElapsedSeconds));
        var cells = summary.Cells.Select(c => (c.Cell.Point, Case: Case(c, seconds[c.Cell.Key])))
            .Concat(summary.Completeness.MissingCells.Select(static c => (c.Point, Case: new TestCase(c.Label, TestOutcome.Failed, "never measured: the run was cut off"))));
        List<TestSuite> suites =
            [.. cells.GroupBy(static c => c.Point).Select(p => new TestSuite(Words.Point(p.Key), summary.Manifest.StartedAt, [.. p.Select(static c => c.Case)]))];
        if (summary.Manifest.Skipped.Count > 0)
        {
            suites.Add(new TestSuite("what this machine cannot run", summary.Manifest.StartedAt, [.. summary.Manifest.Skipped.Select(static s =>
                new TestCase(s.Connections is { } n ? $"{s.Model} at {Words.Connections(n)}" : s.Model, TestOutcome.Skipped, s.Reason))]));
        }

        return JUnitXml.Render($"IoBench {summary.Manifest.Name}", suites);
    }

    private static TestCase Case(CellSummary cell, double seconds)
    {
        var reasons = string.Join(" ", cell.Invalid.SelectMany(static i => i.Reasons).Distinct());
        return cell.Valid == 0
            ? new TestCase(cell.Cell.Label, TestOutcome.Failed, $"no valid invocation: {reasons}", seconds)
            : new TestCase(cell.Cell.Label, TestOutcome.Passed, $"{cell.Valid} valid{(cell.Invalid.Count > 0 ? $", {cell.Invalid.Count} not: {reasons}" : "")}", seconds);
    }
}
