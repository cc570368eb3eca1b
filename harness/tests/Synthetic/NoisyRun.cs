using HdrHistogram;
using IoBench.Analysis;
using IoBench.Results;
using IoBench.Results.Plans;

namespace IoBench.Tests.Synthetic;

/// <summary>An invented run of a real plan on a machine of known noise: the truth is that all models are alike, but for <see cref="Cost"/>.</summary>
internal sealed record NoisyRun
{
    private static readonly LongHistogram Empty = new(1_000_000, 1);
    private static readonly RunManifest Somewhere = SyntheticManifest.Of(new SyntheticRun { Models = SyntheticModel.Catalog });
    private static readonly Dictionary<string, SyntheticModel> Models = SyntheticModel.Catalog.ToDictionary(static m => m.Name);

    public required Plan Plan { get; init; }

    /// <summary>Of the plan, those that ran.</summary>
    public required IReadOnlyList<Cell> Cells { get; init; }

    public MachineNoise Machine { get; init; } = MachineNoise.Measured;

    /// <summary>1.05: this cell's messages cost and last five per cent more, and so many fewer come back.</summary>
    public Func<Cell, double> Cost { get; init; } = static _ => 1;

    /// <summary>The whole plan, rates of its open loops included.</summary>
    public static NoisyRun Of(Plan plan)
    {
        var cells = PlanExpansion.Of(plan, Somewhere.Models).Cells;
        List<Capacity> capacities = [.. Capacities.Asked(cells).Select(static c => new Capacity { Cell = c, RatesPerSecond = [Rate], MedianPerSecond = Rate })];
        return new NoisyRun { Plan = plan, Cells = Capacities.Apply(cells, capacities) };
    }

    public static IReadOnlyCollection<string> Known => Models.Keys;

    private RunManifest Manifest => Somewhere with { Plan = Plan, Capacities = null };

    private const double Rate = 100_000, CpuUs = 6, FloorUs = 4.4, P50Ns = 600_000, P99Ns = 1_500_000;

    /// <summary>The level of a figure where nothing costs more, on a machine without drift.</summary>
    public static double Truth(Metric metric) => metric.Name switch
    {
        "throughputPerSecond" => Rate,
        "p50Ns" => P50Ns,
        "p99Ns" => P99Ns,
        _ => CpuUs,
    };

    public const double TimesFloor = CpuUs / FloorUs;

    public Run Build(Random random)
    {
        var drift = random.NextDouble() * Math.Log(1 + Machine.Drift);
        var own = Cells.Select(static c => c.Label).Distinct().ToDictionary(static l => l, _ => Machine.ModelDrift * Scatter.Gauss(random));
        var (invocations, floors) = (new List<Invocation>(), new List<FloorInvocation>());
        for (var block = 1; block <= Plan.Blocks; block++)
        {
            var effect = Scatter.Gauss(random);
            foreach (var cell in Cells.Where(c => block <= Plan.BlocksOf(c.Sweep)))
                invocations.Add(Invoke(cell, block, invocations.Count + 1, label => drift + own.GetValueOrDefault(label), effect, random));
            foreach (var connections in invocations.Where(i => i.Block == block).Select(static i => i.Cell.Connections).Distinct())
            {
                var log = drift + Machine.Scale * (Machine.Busy.Block / 2 * effect + Machine.Floor * Scatter.Gauss(random));
                floors.Add(SyntheticReports.Floor(block, connections, FloorUs * Math.Exp(log), Somewhere.StartedAt));
            }
        }

        return new Run(Manifest, invocations) { Floors = floors };
    }

    private Invocation Invoke(Cell cell, int block, int order, Func<string, double> drift, double blockEffect, Random random)
    {
        const double Window = 0.3;
        var noise = Machine.At(cell.Point);
        var luck = Machine.Scale * (noise.Block * blockEffect + noise.Own * Machine.Kind.Draw(random));
        var sharesItsWindow = Manifest.TakesTurns(cell);
        var (load, server) = Ends(cell);
        return new Invocation
        {
            Block = block,
            Order = order,
            Cell = cell,
            StartedAt = Somewhere.StartedAt.AddSeconds(order),
            ElapsedSeconds = 1,
            Load = load,
            Server = server,
            Pace = sharesItsWindow ? Pace() : null,
            Verdict = Verdict.Good,
        };

        Pacemaker Pace()
        {
            var (paceLoad, paceServer) = Ends(cell with { Label = Plan.Baseline, Model = Plan.Baseline });
            return new Pacemaker { Model = Plan.Baseline, Load = paceLoad, Server = paceServer };
        }

        (LoadReport Load, ServerInvocation Server) Ends(Cell served)
        {
            var rate = Figure(served, Metric.Throughput);
            var received = (long)(rate * Window);
            var report = SyntheticReports.Load(served, rate, Window, received, Empty, clientShare: 0.5);
            return (
                report with
                {
                    LatencyNs = report.LatencyNs with { P50 = (long)Figure(served, Metric.P50), P99 = (long)Figure(served, Metric.P99) },
                    RatePerSecond = served.RatePerSecond,
                    Loop = served.IsOpen ? "open" : "closed",
                },
                SyntheticReports.Server(served, Models[served.Model], received, Figure(served, Metric.ServerCpu), Window));
        }

        double Figure(Cell served, Metric metric)
        {
            var (share, alone) = noise.Of(metric);
            // How much luck moves a figure is its own matter; drift and cost move each by what they are.
            return Truth(metric) * Math.Exp(
                share * luck + Machine.Scale * (sharesItsWindow ? noise.TurnsOf(metric) * Machine.Kind.Draw(random) : alone * Scatter.Gauss(random)) + Math.Sign(share) * (drift(served.Label) + Math.Log(Cost(served))));
        }
    }
}
