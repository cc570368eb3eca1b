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
                invocations.Add(Invoke(cell, block, invocations.Count + 1, drift + own[cell.Label], effect, random));
            foreach (var connections in invocations.Where(i => i.Block == block).Select(static i => i.Cell.Connections).Distinct())
            {
                var log = drift + Machine.Scale * (Machine.Busy.Block / 2 * effect + Machine.Floor * Scatter.Gauss(random));
                floors.Add(SyntheticReports.Floor(block, connections, FloorUs * Math.Exp(log), Somewhere.StartedAt));
            }
        }

        return new Run(Somewhere with { Plan = Plan, Capacities = null }, invocations) { Floors = floors };
    }

    private Invocation Invoke(Cell cell, int block, int order, double drift, double blockEffect, Random random)
    {
        const double Window = 0.3;
        var noise = Machine.At(cell.Point);
        var luck = Machine.Scale * (noise.Block * blockEffect + noise.Own * Machine.Kind.Draw(random));
        var rate = Figure(Metric.Throughput);
        var received = (long)(rate * Window);
        var load = SyntheticReports.Load(cell, rate, Window, received, Empty, clientShare: 0.5);
        return new Invocation
        {
            Block = block,
            Order = order,
            Cell = cell,
            StartedAt = Somewhere.StartedAt.AddSeconds(order),
            ElapsedSeconds = 1,
            Load = load with
            {
                LatencyNs = load.LatencyNs with { P50 = (long)Figure(Metric.P50), P99 = (long)Figure(Metric.P99) },
                RatePerSecond = cell.RatePerSecond,
                Loop = cell.IsOpen ? "open" : "closed",
            },
            Server = SyntheticReports.Server(cell, Models[cell.Model], received, Figure(Metric.ServerCpu), Window),
            Verdict = Verdict.Good,
        };

        double Figure(Metric metric)
        {
            var (share, alone) = noise.Of(metric);
            // How much luck moves a figure is its own matter; drift and cost move each by what they are.
            return Truth(metric) * Math.Exp(share * luck + Machine.Scale * alone * Scatter.Gauss(random) + Math.Sign(share) * (drift + Math.Log(Cost(cell))));
        }
    }
}
