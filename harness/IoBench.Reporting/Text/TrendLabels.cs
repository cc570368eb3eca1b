using System.Globalization;
using IoBench.Analysis.Trends;

namespace IoBench.Reporting.Text;

/// <summary>What names a run on an axis: its day, its kernel or its commit, as short as tells them apart.</summary>
internal sealed class TrendLabels
{
    private const int CommitDigits = 7;

    private readonly string[] _labels;

    public TrendLabels(TrendSummary summary) => _labels = [.. summary.By switch
    {
        TrendAxis.Kernel => KernelVersion.Brief(summary.Runs.Select(static r => r.Kernel)),
        TrendAxis.Commit => summary.Runs.Select(static r => r.Commit is { } c ? c.Length > CommitDigits ? c[..CommitDigits] : c : "none"),
        _ => Times(summary.Runs),
    }];

    public string Of(int run) => _labels[run];

    /// <summary>Neighbours of one name, each with the middle of its places.</summary>
    public IEnumerable<(string Label, double Middle, int First)> Groups()
    {
        for (int first = 0, next; first < _labels.Length; first = next)
        {
            for (next = first + 1; next < _labels.Length && _labels[next] == _labels[first]; next++)
            {
            }

            yield return (_labels[first], (first + next - 1) / 2.0, first);
        }
    }

    private static IEnumerable<string> Times(IReadOnlyList<TrendRun> runs)
    {
        var times = runs.Select(static r => r.StartedAt.ToUniversalTime()).ToList();
        var form = times.Min().Date == times.Max().Date ? "HH:mm" : times.Min().Year == times.Max().Year ? "MM-dd" : "yyyy-MM-dd";
        return times.Select(t => t.ToString(form, CultureInfo.InvariantCulture));
    }
}
