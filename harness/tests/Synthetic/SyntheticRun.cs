using HdrHistogram;
using HdrHistogram.Utilities;
using IoBench.Results;

namespace IoBench.Tests.Synthetic;

/// <summary>An invented run, the same for every seed, of the size and spread that real ones have. Its figures prove nothing.</summary>
internal sealed record SyntheticRun
{
    public int Blocks { get; init; } = 6;

    public int Seed { get; init; } = 20261123;

    public IReadOnlyList<int> Connections { get; init; } = [1, 16, 128];

    /// <summary>Loads beside those of <see cref="Connections"/>, for every model.</summary>
    public IReadOnlyList<LoadPoint> Points { get; init; } = [];

    public IReadOnlyList<SyntheticModel> Models { get; init; } = SyntheticModel.CoreSet;

    public bool Aa { get; init; } = true;

    public double Spread { get; init; } = 0.02;

    /// <summary>Latencies drawn per invocation; each stands for many messages, as a test needs the shape and not the work. 0: no latency.</summary>
    public int Draws { get; init; } = 2_000;

    /// <summary>Shares of each model's own plateau that are offered in an open loop, at the most connections.</summary>
    public IReadOnlyList<double> Loads { get; init; } = [];

    /// <summary>Shares of the lowest plateau.</summary>
    public IReadOnlyList<double> EqualLoads { get; init; } = [];

    public IReadOnlyList<string> Engines { get; init; } = [Cell.EpollEngine];

    /// <summary>What handlers do, at the most connections, beside the plain echo.</summary>
    public IReadOnlyList<string> Work { get; init; } = [];

    /// <summary>What each model is under B, where the run compares two servers; null where it does not.</summary>
    public Func<SyntheticModel, SyntheticModel>? OtherSide { get; init; }

    /// <summary>Breaks off after this many invocations.</summary>
    public int Length { get; init; } = int.MaxValue;

    /// <summary>Has the last word on every invocation.</summary>
    public Func<Invocation, Invocation> Change { get; init; } = static i => i;

    /// <summary>What send and recv cost with nobody waiting; null for a run made before floors were measured.</summary>
    public double? FloorUs { get; init; } = 4.4;

    /// <summary>Has the last word on every floor.</summary>
    public Func<FloorInvocation, FloorInvocation> ChangeFloor { get; init; } = static f => f;

    public IReadOnlyList<SkippedModel> Skipped { get; init; } = [];

    public Run Build()
    {
        var random = new Random(Seed);
        var manifest = SyntheticManifest.Of(this);
        var invocations = new List<Invocation>();
        for (var block = 1; block <= Blocks; block++)
        {
            var blockEffect = Scatter.Gauss(random) * Spread;
            foreach (var cell in (OtherSide is null ? Cells() : Cells().SelectMany(static c => (Cell[])[c.On(ServerSide.A), c.On(ServerSide.B)])).Concat(PointCells()).Concat(OpenCells()).Concat(WorkCells()).OrderBy(_ => random.Next()).ToList())
                invocations.Add(Change(cell.IsOpen
                    ? InvokeOpen(cell, block, invocations.Count + 1, blockEffect, manifest.StartedAt, random)
                    : Invoke(cell, block, invocations.Count + 1, blockEffect, manifest.StartedAt, random)));
        }

        var kept = invocations.Take(Length).ToList();
        return new Run(manifest, kept) { Floors = [.. FloorsBeside(kept, manifest.StartedAt)] };
    }

    // Drawn by themselves, so that a run with floors has the invocations of one without.
    private IEnumerable<FloorInvocation> FloorsBeside(List<Invocation> invocations, DateTimeOffset start)
    {
        var random = new Random(Seed + 1);
        if (FloorUs is not { } floorUs)
            yield break;
        foreach (var (block, connections) in invocations.Select(static i => (i.Block, i.Cell.Connections)).Distinct())
            yield return ChangeFloor(SyntheticReports.Floor(block, connections, floorUs * Math.Exp(Scatter.Gauss(random) * Spread / 2), start));
    }

    private IEnumerable<Cell> Cells() =>
        from connections in Connections
        from label in Models.Select(static m => m.Name).Concat(Aa ? ["epoll" + Cell.AaSuffix] : [])
        from engine in Engines
        select new Cell { Label = label, Model = label.Replace(Cell.AaSuffix, "", StringComparison.Ordinal), Sweep = "connections", Connections = connections, PayloadBytes = 64, Engine = engine };

    private IEnumerable<Cell> PointCells() =>
        from point in Points
        from model in Models
        select new Cell
        {
            Label = model.Name, Model = model.Name, Sweep = "points", Connections = point.Connections, Idle = point.Idle,
            PayloadBytes = point.PayloadBytes, Depth = point.Depth, Threads = point.Threads, Processes = point.Processes,
        };

    private IEnumerable<Cell> OpenCells() =>
        from model in Models
        from offered in Loads.Select(static share => (Share: share, Of: Cell.OwnCapacity)).Concat(EqualLoads.Select(static share => (Share: share, Of: Cell.LeastCapacity)))
        let capacity = offered.Of == Cell.OwnCapacity ? Capacity(model) : Models.Min(Capacity)
        select new Cell
        {
            Label = model.Name, Model = model.Name, Sweep = "load", Connections = Connections[^1], PayloadBytes = 64,
            LoadShare = offered.Share, ShareOf = offered.Of, RatePerSecond = Math.Round(offered.Share * capacity),
        };

    private IEnumerable<Cell> WorkCells() =>
        from model in Models
        from work in Work
        select new Cell { Label = model.Name, Model = model.Name, Sweep = "work", Connections = Connections[^1], PayloadBytes = 64, Work = work };

    internal double Capacity(SyntheticModel model) => model.Rate(Connections[^1]);

    /// <summary>A queue with one server (M/M/1): response times are exponential with rate capacity - offered, and beyond it the queue only grows.</summary>
    private Invocation InvokeOpen(Cell cell, int block, int order, double blockEffect, DateTimeOffset start, Random random)
    {
        var model = Models.First(m => m.Name == cell.Model);
        const double window = 1.0;
        var capacity = Capacity(model) * Math.Exp(blockEffect + Scatter.Gauss(random) * Spread);
        var (asked, overloaded) = (cell.RatePerSecond!.Value, cell.RatePerSecond >= 0.99 * capacity);
        var rate = Math.Min(asked, capacity);
        var histogram = new LongHistogram(60_000_000_000, 3);
        for (var i = 0; i < Draws; i++)
        {
            // Each model has a path of its own beside the queue, with its own tail.
            var path = 30_000 * (1 + model.Tail * (random.NextDouble() < 0.02 ? -Math.Log(1 - random.NextDouble()) : 0.1));
            var queue = overloaded ? 1e9 * window * random.NextDouble() * (asked / capacity) * 0.1 : -Math.Log(1 - random.NextDouble()) * 1e9 / (capacity - asked);
            histogram.RecordValueWithCount((long)(path + queue), Math.Max(1, (long)(rate * window / Draws)));
        }

        var received = (long)(rate * window);
        var load = SyntheticReports.Load(cell, rate, window, received, histogram, clientShare: 0.9);
        string[] caveats = overloaded ? [$"overload: {rate:0} of {asked:0} messages a second were answered"] : [];
        return new Invocation
        {
            Block = block,
            Order = order,
            Cell = cell,
            StartedAt = start.AddSeconds(1.6 * order),
            ElapsedSeconds = 1.5,
            Load = load with { Loop = "open", RatePerSecond = asked, Arrival = "poisson", Verdict = new Verdict { Valid = true, Reasons = caveats } },
            Server = SyntheticReports.Server(cell, model, received, Math.Min(model.BusyUs, 0.999e6 / rate), window),
            Verdict = new Verdict { Valid = true, Reasons = caveats },
        };
    }

    private Invocation Invoke(Cell cell, int block, int order, double blockEffect, DateTimeOffset start, Random random)
    {
        var model = Models.First(m => m.Name == cell.Model);
        model = cell.Side == ServerSide.B ? OtherSide!(model) : model;
        const double window = 1.0;
        var work = CellWork.Of(cell.Work);
        var rate = (work is null ? model.Rate(cell.Point) : model.Rate(cell.Connections, work)) * Math.Exp(blockEffect + Scatter.Gauss(random) * Spread * model.Unsteadiness);
        var received = (long)(rate * window);
        var histogram = Latencies(cell.Connections / rate * 1e9, model.Tail, received, random);
        var cpu = (model.CpuUs(cell.Point) + (work is { Computes: true } ? work.Us : 0)) * Math.Exp(Scatter.Gauss(random) * Spread / 2);
        var clientShare = Math.Min(0.995, rate / 196_000);
        return new Invocation
        {
            Block = block,
            Order = order,
            Cell = cell,
            StartedAt = start.AddSeconds(1.6 * order),
            ElapsedSeconds = 1.5,
            Load = SyntheticReports.Load(cell, rate, window, received, histogram, clientShare),
            Server = SyntheticReports.Server(cell, model, received, Math.Min(cpu, 0.999e6 / rate), window),
            Disturbance = new Disturbance { StealShare = 0.001 * random.NextDouble(), CpuPressureShare = 0.02 + 0.01 * random.NextDouble() },
            Verdict = Verdict.Good,
        };
    }

    private LongHistogram Latencies(double meanNs, double tail, long received, Random random)
    {
        var histogram = new LongHistogram(60_000_000_000, 3);
        for (var i = 0; i < Draws; i++)
        {
            var slow = random.NextDouble() < 0.02 ? 1 + tail * -Math.Log(1 - random.NextDouble()) : 1;
            histogram.RecordValueWithCount(Math.Max(1, (long)(meanNs * 0.97 * slow * Math.Exp(0.12 * Scatter.Gauss(random)))), Math.Max(1, received / Draws));
        }

        return histogram;
    }

    internal static string Encode(HistogramBase histogram)
    {
        if (histogram.TotalCount == 0)
            return "";
        var buffer = ByteBuffer.Allocate(histogram.GetNeededByteBufferCapacity());
        var length = histogram.EncodeIntoCompressedByteBuffer(buffer);
        var bytes = new byte[length];
        buffer.Position = 0;
        for (var i = 0; i < length; i++)
            bytes[i] = buffer.Get();
        return Convert.ToBase64String(bytes);
    }
}
