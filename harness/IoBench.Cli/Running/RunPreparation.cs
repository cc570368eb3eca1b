using System.Net;
using IoBench.Cli.Machine;
using IoBench.Results;
using IoBench.Results.Plans;
using IoBench.Results.Store;

namespace IoBench.Cli.Running;

/// <summary>A run that is worth starting: everything the user could have got wrong is checked, and nothing is written yet.</summary>
internal sealed record RunPreparation(RunManifest Manifest, IReadOnlyList<Cell> Cells, string Folder)
{
    /// <summary>Descriptors of a child beside its connections: runtime, listener, rings, pipes, with room to spare.</summary>
    private const int OtherDescriptors = 64;

    /// <summary>What will be done otherwise than the plan asks, one line; null where nothing is.</summary>
    public string? Note { get; init; }

    /// <summary>What is there of a run that was cut off and goes on; null for a new one.</summary>
    public Finished? Before { get; init; }

    /// <summary>All turns of the run in their order; of one that grows, as far as it may.</summary>
    public IReadOnlyList<Turn> Turns { get; } = [.. Schedule.Of(Cells, Growing.Longest(Manifest.Plan, Manifest.Growth), Manifest.Seed)];

    /// <summary>The same run once capacities are known: shares have become rates, and who has no capacity is left out with the reason.</summary>
    public RunPreparation With(IReadOnlyList<Capacity> capacities, IReadOnlyList<SkippedModel> without) => new(
        Manifest with { Capacities = capacities, Skipped = [.. Manifest.Skipped, .. without] }, Capacities.Apply(Cells, capacities), Folder);

    /// <exception cref="BadInputException">What was asked cannot be measured.</exception>
    /// <exception cref="FailedException">A prefix leads nowhere, or to no node.</exception>
    public static async Task<RunPreparation> OfAsync(RunOptions options, Ends ends, MachineFiles files)
    {
        Growing.CheckWords(options);
        // The server's machine knows what runs there. The load's catalog is not needed, but an end that does not start is told here.
        var models = await ends.Server.ModelsAsync();
        if (ends.Load.Prefix is not null)
            await ends.Load.ModelsAsync();

        var plan = PlanOf(options.Plan, options.Blocks, options.Models, [.. models.Select(model => model.Name)]);
        return await OfAsync(plan, options.Seed, options.Out, options.Command, models, ends, files, Growing.Asked(options, plan));
    }

    /// <param name="plan">What is to be measured.</param>
    /// <param name="chosenSeed">Null leaves it to chance.</param>
    /// <param name="chosenFolder">Null takes a new one under results/.</param>
    /// <param name="command">What asks for the same again, given its seed.</param>
    /// <param name="models">The catalog.</param>
    /// <param name="ends">Where server and load run.</param>
    /// <param name="files">Where the machine tells of itself.</param>
    /// <param name="growth">Null where the number of blocks is fixed.</param>
    public static async Task<RunPreparation> OfAsync(
        Plan plan, ulong? chosenSeed, string? chosenFolder, Func<ulong, string> command, IReadOnlyList<ModelInfo> models, Ends ends, MachineFiles files,
        RunGrowth? growth = null)
    {
        IReadOnlyList<ServerSide>? sides = ends.Sides.Count == 0 ? null : [.. ends.Sides.Select(side => side.Side)];
        // Of two sweeps that share a load the one with more blocks measures it, so a run that grows must ask the plan at its longest.
        var expansion = PlanExpansion.Of(Growing.Longest(plan, growth), models).WithSides(sides);
        CheckBaseline(plan, expansion);
        if (growth is not null)
            Growing.Check(plan, growth, expansion.Cells);
        var environment = EnvironmentReader.Read(files, Checkout.Commit);
        var server = await Site.OfAsync(ends.Server.Prefix, environment);
        var client = await Site.OfAsync(ends.Load.Prefix, environment);
        if (server.BootId != client.BootId && IPAddress.IsLoopback(ends.Bind))
            throw new BadInputException(
                $"the load stands on another kernel than the server and cannot reach {ends.Bind}", "--server-bind", "name an address of the server's machine");
        // The limit of another machine is for its node to tell.
        if (server.BootId == environment.BootId || client.BootId == environment.BootId)
            CheckDescriptors(expansion.Cells, environment.DescriptorLimit);

        // Two loads that take turns are told by the clock of this kernel when their window opens, and servers when to read their counters.
        var isOneClock = server.BootId == environment.BootId && client.BootId == environment.BootId;
        var startedAt = DateTimeOffset.Now;
        var seed = chosenSeed ?? (ulong)Random.Shared.Next();
        var folder = chosenFolder ?? RunWriter.DefaultFolder(Checkout.Results, plan.Name, startedAt);
        var manifest = new RunManifest
        {
            Name = Path.GetFileName(Path.GetFullPath(folder)),
            StartedAt = startedAt,
            Plan = plan with { Paced = plan.Paced && isOneClock },
            Seed = seed,
            Command = command(seed),
            Placement = Placing.Of(server, client, environment),
            Models = models,
            Skipped = expansion.Skipped,
            Environment = environment,
            Sides = sides,
            ByTurns = ends.ByTurns,
            Growth = growth,
            NodeSha256 = NodeFingerprint.Of(ends.Server),
        };
        return new RunPreparation(manifest, expansion.Cells, folder)
        {
            Note = plan.Paced && !isOneClock ? "no pacemakers: an end stands on another kernel, whose clock is another one; ratios are paired by block" : null,
        };
    }

    /// <summary>The plan that was named, with what was chosen of it.</summary>
    /// <exception cref="BadInputException">There is no such plan or model.</exception>
    public static Plan PlanOf(string nameOrPath, int? chosenBlocks, IReadOnlyList<string>? chosenModels, IReadOnlyList<string> known)
    {
        if (chosenModels?.FirstOrDefault(model => !known.Contains(model)) is { } stranger)
            throw new BadInputException($"unknown model '{stranger}'", "--models", Nearest.Mend(stranger, known));

        var plan = PlanReader.Read(Checkout.PlanFile(nameOrPath), known);
        plan = chosenBlocks is { } blocks ? plan with { Blocks = blocks } : plan;
        return chosenModels is { } models ? PlanChoice.WithModels(plan, models) : plan;
    }

    private static void CheckBaseline(Plan plan, PlanExpansion expansion)
    {
        if (expansion.Skipped.FirstOrDefault(skipped => skipped.Model == plan.Baseline && skipped.Connections is null) is { } missing)
            throw new BadInputException(
                $"the baseline '{plan.Baseline}' does not run here ({missing.Reason})", $"plan '{plan.Name}'", "choose others with --models");
    }

    private static void CheckDescriptors(IReadOnlyList<Cell> cells, long limit)
    {
        var most = cells.Max(cell => cell.Connections + cell.Idle);
        if (most + OtherDescriptors > limit)
            throw new BadInputException(
                FormattableString.Invariant($"{most} connections need {most + OtherDescriptors} descriptors, {limit} are allowed"),
                "hard limit of open files", "raise it (ulimit -Hn, or limits.conf), or choose a smaller plan");
    }
}
