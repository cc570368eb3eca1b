using IoBench.Cli.Running;
using IoBench.Results;

namespace IoBench.Cli.Stamping;

/// <summary>What is asked of <c>anatomy</c> and <c>models --measure</c>.</summary>
internal sealed record StampingOptions
{
    /// <summary>Echoes of each model when nobody says: for its anatomy, and for the table of waits.</summary>
    public const int Echoes = 500, SlowEchoes = 100;

    /// <summary>Null takes all that run here.</summary>
    public IReadOnlyList<string>? Models { get; init; }

    /// <summary>Echoes that are looked at, of each model.</summary>
    public required int Messages { get; init; }

    public int PayloadBytes { get; init; } = 64;

    /// <summary>Null shares the CPUs out as a run does.</summary>
    public IReadOnlyList<int>? ServerCpus { get; init; }

    public IReadOnlyList<int>? ClientCpus { get; init; }

    /// <summary>The models that run, and those that do not with the reason.</summary>
    /// <exception cref="BadInputException">A name that nobody knows.</exception>
    public (IReadOnlyList<ModelInfo> Models, IReadOnlyList<SkippedModel> Skipped) Choose(IReadOnlyList<ModelInfo> catalog)
    {
        if (Models?.FirstOrDefault(name => catalog.All(model => model.Name != name)) is { } stranger)
            throw new BadInputException($"unknown model '{stranger}'", "--models", Nearest.Mend(stranger, [.. catalog.Select(model => model.Name)]));
        var chosen = catalog.Where(model => Models is null || Models.Contains(model.Name)).ToList();
        return ([.. chosen.Where(model => model.Available)],
            [.. chosen.Where(model => !model.Available).Select(model => new SkippedModel { Model = model.Name, Reason = model.Reason ?? "no reason given" })]);
    }

    /// <exception cref="BadInputException">A CPU that this process may not use.</exception>
    public Placement Place(RunEnvironment environment)
    {
        Check(ServerCpus, "--server-cpus", environment.Cpus);
        Check(ClientCpus, "--client-cpus", environment.Cpus);
        var shared = Placing.Of(environment.Cpus, environment.Siblings);
        var server = ServerCpus ?? Beside(ClientCpus, shared.ServerCpus, environment.Cpus);
        var client = ClientCpus ?? Beside(ServerCpus, shared.ClientCpus, environment.Cpus);
        return shared with { ServerCpus = server, ClientCpus = client, Disjoint = !server.Intersect(client).Any() };
    }

    public AnatomyReport Anatomy(
        DateTimeOffset startedAt, RunEnvironment environment, Placement placement, IReadOnlyList<ModelAnatomy> models, IReadOnlyList<SkippedModel> skipped) => new()
    {
        StartedAt = startedAt,
        Command = Command(),
        Environment = environment,
        Placement = placement,
        PayloadBytes = PayloadBytes,
        Messages = Messages,
        Models = models,
        Skipped = skipped,
    };

    public WaitReport Waits(
        DateTimeOffset startedAt, RunEnvironment environment, IReadOnlyList<ModelWaits> models, IReadOnlyList<SkippedModel> skipped, CallProbes? calls) => new()
    {
        StartedAt = startedAt,
        Environment = environment,
        PayloadBytes = PayloadBytes,
        PauseMs = WaitSession.PauseUs / 1e3,
        Models = models,
        Skipped = skipped,
        Calls = calls,
    };

    /// <summary>What the other end was not given, if there is any left.</summary>
    private static IReadOnlyList<int> Beside(IReadOnlyList<int>? other, IReadOnlyList<int> shared, IReadOnlyList<int> all)
    {
        if (other is null)
            return shared;
        var left = all.Except(other).ToList();
        return left.Count > 0 ? left : all;
    }

    private static void Check(IReadOnlyList<int>? cpus, string option, IReadOnlyList<int> allowed)
    {
        if (cpus?.Except(allowed).ToList() is [var missing, ..])
            throw new BadInputException(FormattableString.Invariant($"CPU {missing} may not be used here"), option, $"allowed are {CpuList.Format(allowed)}");
    }

    private string Command() => string.Join(' ', (string[])
    [
        "scripts/iobench anatomy",
        .. Models is { } models ? ["--models", string.Join(',', models)] : (string[])[],
        "--messages", FormattableString.Invariant($"{Messages}"),
        "--payload", FormattableString.Invariant($"{PayloadBytes}"),
        .. ServerCpus is { } server ? ["--server-cpus", CpuList.Format(server)] : (string[])[],
        .. ClientCpus is { } client ? ["--client-cpus", CpuList.Format(client)] : (string[])[],
    ]);
}
