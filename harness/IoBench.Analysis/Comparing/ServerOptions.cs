using System.Globalization;
using IoBench.Results;

namespace IoBench.Analysis.Comparing;

/// <summary>How the servers of two runs were set, as they said themselves when they were ready.</summary>
internal static class ServerOptions
{
    /// <summary>What differs, once for all models that it holds for.</summary>
    internal static IEnumerable<Difference> Differences(RunSummary from, RunSummary to)
    {
        var (before, after) = (ByLabel(from), ByLabel(to));
        var common = before.Keys.Intersect(after.Keys).ToList();
        return common.SelectMany(label => Differences(before[label], after[label]).Select(d => (Label: label, Difference: d)))
            .GroupBy(static d => d.Difference)
            .Select(g => g.Count() == common.Count ? g.Key : g.Key with { What = $"{g.Key.What} of {string.Join(", ", g.Select(static d => d.Label))}" });
    }

    /// <summary>All that servers of a run were told, for the axis: two runs with the same text were set alike.</summary>
    internal static string Text(RunSummary run) => string.Join("; ", ByLabel(run).OrderBy(static s => s.Key, StringComparer.Ordinal).Select(static s => $"{s.Key}: {string.Join(", ", Facts(s.Value).Select(static f => $"{f.Key} {f.Value}"))}"));

    private static Dictionary<string, ServerSettings> ByLabel(RunSummary run) => run.CellsAt(run.Headline)
        .Where(static c => c is { Cell.IsAa: false, Settings: not null }).ToDictionary(static c => c.Cell.Label, static c => c.Settings!);

    private static IEnumerable<Difference> Differences(ServerSettings from, ServerSettings to)
    {
        var (before, after) = (Facts(from), Facts(to));
        return before.Keys.Union(after.Keys).Where(name => before.GetValueOrDefault(name) != after.GetValueOrDefault(name))
            .Select(name => new Difference(name, before.GetValueOrDefault(name) ?? "none", after.GetValueOrDefault(name) ?? "none"));
    }

    // CPUs are the placement's; everything else is an option or follows from one.
    private static Dictionary<string, string> Facts(ServerSettings s)
    {
        var facts = new Dictionary<string, string>
        {
            ["threads"] = Number(s.Threads), ["processes"] = Number(s.Processes), ["buffer bytes"] = Number(s.BufferBytes), ["backlog"] = Number(s.Backlog),
        };
        if (s.IdleTimeoutMs is { } timeout)
            facts["idle timeout ms"] = Number(timeout);
        foreach (var (name, value) in s.Mechanism)
            facts[name] = value;
        return facts;
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
