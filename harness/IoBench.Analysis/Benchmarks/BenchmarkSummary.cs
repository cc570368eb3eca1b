using System.Globalization;
using IoBench.Results.Benchmarks;

namespace IoBench.Analysis.Benchmarks;

/// <summary>What the suite of single operations says.</summary>
public sealed record BenchmarkSummary
{
    /// <summary>The mechanism that is told beforehand who is ready.</summary>
    public const string Told = "(told)";

    public required BenchmarkManifest Manifest { get; init; }

    public required IReadOnlyList<MeasuredCase> Cases { get; init; }

    public required IReadOnlyList<string> Failed { get; init; }

    /// <summary>By place and mechanism; empty where readiness was not measured.</summary>
    public required IReadOnlyList<ReadinessCurve> Readiness { get; init; }

    public static BenchmarkSummary Of(BenchmarkRun run)
    {
        List<MeasuredCase> cases = [.. run.Cases.Select(MeasuredCase.Of)];
        return new BenchmarkSummary { Manifest = run.Manifest, Cases = cases, Failed = run.Failed, Readiness = Curves(cases) };
    }

    /// <summary>Null where not every part of it was measured.</summary>
    public OwnCost? OwnCost => OwnCost.Of(this);

    /// <summary>False where each case was only tried: then there is nothing to conclude from.</summary>
    public bool IsMeasured => Cases.Any(static c => c.Ns.Interval is not null);

    /// <summary>All cases of a class, in its order.</summary>
    public IEnumerable<MeasuredCase> Of(string subject) => Cases.Where(c => c.Case.Subject == subject);

    /// <summary>The one case of a method without parameters; null where it was not measured.</summary>
    public MeasuredCase? Find(string subject, string method) => Of(subject).FirstOrDefault(c => c.Case.Method == method);

    private static List<ReadinessCurve> Curves(List<MeasuredCase> cases)
    {
        var events = cases.Where(static c => c.Case.Subject == "OneOfMany").Select(static c => (Mechanism: c.Case.Parameter("Mechanism"), Spot: c.Case.Parameter("At").Split(' '), c.Ns))
            .Where(static e => e.Spot.Length == 2).Select(static e => (e.Mechanism, Descriptors: int.Parse(e.Spot[0], CultureInfo.InvariantCulture), Place: e.Spot[1], e.Ns)).ToList();
        // What nobody needs to be told does not depend on how many others there are: one figure for all.
        var told = events.Where(static e => e.Mechanism == Told).Select(static e => e.Ns.Centre).Order().ToList();
        if (told.Count == 0)
            return [];
        var eventNs = told[told.Count / 2];
        // A single descriptor is first, middle and last.
        return [.. from place in events.Select(static e => e.Place).Distinct()
                   from mechanism in events.Select(static e => e.Mechanism).Distinct()
                   where mechanism != Told
                   select new ReadinessCurve(mechanism, place, [.. events.Where(e => e.Mechanism == mechanism && (e.Place == place || e.Descriptors == 1)).OrderBy(static e => e.Descriptors)
                       .Select(e => new ReadinessPoint(e.Descriptors, e.Ns.Centre, e.Ns.Centre - eventNs) { Interval = e.Ns.Interval?.Map(ns => ns - eventNs) })])];
    }
}
