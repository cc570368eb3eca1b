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

    /// <summary>All turns of the run in their order.</summary>
    public IReadOnlyList<Turn> Turns { get; } = [.. Schedule.Of(Cells, Manifest.Plan, Manifest.Seed)];

    /// <summary>The same run once capacities are known: shares have become rates, and who has no capacity is left out with the reason.</summary>
    public RunPreparation With(IReadOnlyList<Capacity> capacities, IReadOnlyList<SkippedModel> without) => new(
        Manifest with { Capacities = capacities, Skipped = [.. Manifest.Skipped, .. without] }, Capacities.Apply(Cells, capacities), Folder);

    public static RunPreparation Of(RunOptions options, IReadOnlyList<ModelInfo> models, MachineFiles files)
    {
        var plan = PlanOf(options, [.. models.Select(model => model.Name)]);
        return Of(plan, options.Seed, options.Out, options.Command, models, files);
    }

    /// <param name="plan">What is to be measured.</param>
    /// <param name="chosenSeed">Null leaves it to chance.</param>
    /// <param name="chosenFolder">Null takes a new one under results/.</param>
    /// <param name="command">What asks for the same again, given its seed.</param>
    /// <param name="models">The catalog.</param>
    /// <param name="files">Where the machine tells of itself.</param>
    public static RunPreparation Of(
        Plan plan, ulong? chosenSeed, string? chosenFolder, Func<ulong, string> command, IReadOnlyList<ModelInfo> models, MachineFiles files)
    {
        var expansion = PlanExpansion.Of(plan, models);
        CheckBaseline(plan, expansion);
        var environment = EnvironmentReader.Read(files, Checkout.Root);
        CheckDescriptors(expansion.Cells, environment.DescriptorLimit);

        var startedAt = DateTimeOffset.Now;
        var seed = chosenSeed ?? (ulong)Random.Shared.Next();
        var folder = chosenFolder ?? RunWriter.DefaultFolder(Checkout.Results, plan.Name, startedAt);
        var manifest = new RunManifest
        {
            Name = Path.GetFileName(Path.GetFullPath(folder)),
            StartedAt = startedAt,
            Plan = plan,
            Seed = seed,
            Command = command(seed),
            Placement = Placing.Of(environment.Cpus, environment.Siblings),
            Models = models,
            Skipped = expansion.Skipped,
            Environment = environment,
        };
        return new RunPreparation(manifest, expansion.Cells, folder);
    }

    private static Plan PlanOf(RunOptions options, IReadOnlyList<string> known)
    {
        if (options.Models?.FirstOrDefault(model => !known.Contains(model)) is { } stranger)
            throw new BadInputException($"unknown model '{stranger}'", "--models", Nearest.Mend(stranger, known));

        var plan = PlanReader.Read(Checkout.PlanFile(options.Plan), known);
        plan = options.Blocks is { } blocks ? plan with { Blocks = blocks } : plan;
        return options.Models is { } models ? PlanChoice.WithModels(plan, models) : plan;
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
