using IoBench.Analysis;
using IoBench.Reporting.Charts;
using IoBench.Reporting.Text;

namespace IoBench.Reporting.Page;

/// <summary>The questions about one coordinate of the load; runs that do not vary it do not ask them.</summary>
internal static class AxisSections
{
    public static IEnumerable<Section> Of(RunSummary summary, IReadOnlyList<Drawing> drawings)
    {
        foreach (var view in AxisView.Sections)
            if (drawings.FirstOrDefault(d => d.Name == view.Id) is { } chart)
                yield return new Section
                {
                    Id = view.Id, Question = view.Question, Reading = CrossingText.Reading(summary, view), Chart = chart,
                    Findings = AxisTables.Crossings(summary, view), Data = AxisTables.Figures(summary, view),
                };
    }
}
