using IoBench.Analysis.Trends;
using IoBench.Results;

namespace IoBench.Tests.Synthetic;

/// <summary>Invented runs, a day apart, of models whose speed is known.</summary>
internal sealed record SyntheticTrend
{
    public int Runs { get; init; } = 20;

    public int Seed { get; init; } = 7;

    public IReadOnlyList<string> Models { get; init; } = ["epoll", "poll", "uring"];

    /// <summary>Of blocks within a run.</summary>
    public double Spread { get; init; } = 0.01;

    /// <summary>Of a model from run to run, beyond that.</summary>
    public double RunSpread { get; init; } = 0.01;

    /// <summary>How fast a model is in a run: 0.9 serves a tenth less, and each message costs more by as much.</summary>
    public Func<int, string, double> Speed { get; init; } = static (_, _) => 1;

    public Func<int, string> Kernel { get; init; } = static _ => "6.18.4";

    public Func<int, string?> Commit { get; init; } = static _ => "0123456789abcdef0123456789abcdef01234567";

    public Func<int, RunManifest, RunManifest> Change { get; init; } = static (_, manifest) => manifest;

    public SyntheticRun Template { get; init; } = new() { Connections = [128], Draws = 50 };

    public IEnumerable<Run> Build()
    {
        var random = new Random(Seed);
        for (var i = 0; i < Runs; i++)
        {
            var at = i;
            var models = SyntheticModel.CoreSet.Where(m => Models.Contains(m.Name)).Select(m => m.Scaled(Speed(at, m.Name) * Math.Exp(RunSpread * Scatter.Gauss(random)))).ToList();
            var run = (Template with { Models = models, Seed = random.Next(), Spread = Spread }).Build();
            var manifest = run.Manifest with
            {
                Name = $"run-{at + 1:00}",
                StartedAt = run.Manifest.StartedAt.AddDays(at),
                Seed = (ulong)at,
                Environment = run.Manifest.Environment with { Kernel = Kernel(at), GitCommit = Commit(at) },
            };
            yield return run with { Manifest = Change(at, manifest) };
        }
    }

    /// <summary>Read as the command reads them, without the disk.</summary>
    public TrendSummary Summary(TrendAxis by = TrendAxis.Time, string reference = "epoll", TrendScope scope = TrendScope.Headline, IReadOnlyList<LeftOut>? leftOut = null)
    {
        var runs = Build().ToList();
        return TrendSummary.Of([.. runs.Select(r => Reduce(r, reference))], leftOut ?? [], reference, RunConditions.Usual(runs.Select(static r => r.Manifest)), by, scope);
    }

    public static ReducedRun Reduce(Run run, string reference)
    {
        var reduction = new RunReduction(run.Manifest, reference);
        foreach (var invocation in run.Invocations)
            reduction.Add(invocation);
        foreach (var floor in run.Floors)
            reduction.Add(floor);
        return reduction.Reduce(run.Notes);
    }
}
