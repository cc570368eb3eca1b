using IoBench.Cli.Machine;
using IoBench.Cli.Running;
using IoBench.Results;

namespace IoBench.Cli.Sides;

/// <summary>Two servers that are worth comparing: both are there, know the models, and take their options.</summary>
internal static class AbPreparation
{
    /// <summary>Both sides, served as asked and driven by this checkout's own load.</summary>
    /// <exception cref="BadInputException">A side that is not there.</exception>
    /// <exception cref="FailedException">A checkout that does not build.</exception>
    public static async Task<Ends> EndsAsync(AbOptions options, CancellationToken cancel)
    {
        var own = NodeProgram.Locate();
        var (a, b) = (await ServerAsync(options.A, own, cancel), await ServerAsync(options.B, own, cancel));
        // Capacities, of which both sides are offered the same share, are those of A.
        return new Ends(a.Node, own) { Sides = [a, b], ByTurns = !options.Apart };
    }

    /// <summary>The run, once each side has served for a moment.</summary>
    /// <param name="options">What was asked.</param>
    /// <param name="models">Only these of the plan; null for all.</param>
    /// <param name="seed">Null leaves it to chance.</param>
    /// <param name="folder">Null takes a new one under results/.</param>
    /// <param name="ends">Both sides.</param>
    /// <param name="files">Where the machine tells of itself.</param>
    public static async Task<RunPreparation> OfAsync(AbOptions options, IReadOnlyList<string>? models, ulong? seed, string? folder, Ends ends, MachineFiles files)
    {
        var (a, b) = (ends.Sides[0], ends.Sides[1]);
        List<ModelInfo> catalog = [.. a.Models.Select(model => Both(model, b.Models)), .. b.Models.Where(model => a.Models.All(other => other.Name != model.Name)).Select(Missing)];
        var plan = RunPreparation.PlanOf(options.Plan, options.Blocks, models, [.. catalog.Select(model => model.Name)]);
        plan = plan with { Sweeps = [.. plan.Sweeps.Select(sweep => sweep with { Aa = false })] };
        var run = await RunPreparation.OfAsync(plan, seed, folder, (options with { Models = models }).Command, catalog, ends, files);
        foreach (var side in ends.Sides)
            await RehearseAsync(side, side == a ? options.A : options.B, run, ends);
        return run;
    }

    private static async Task<SideServer> ServerAsync(SideOptions side, NodeProgram own, CancellationToken cancel)
    {
        if (side is { Checkout: not null, Node: not null })
            throw new BadInputException($"both '{side.CheckoutOption}' and '{side.NodeOption}' given", "ab", "keep one");
        if (side.Node is not null && !File.Exists(side.Node))
            throw new BadInputException($"no such program, {side.Node}", side.NodeOption, "correct it");
        var node = side.Node is not null ? new NodeProgram(Path.GetFullPath(side.Node))
            : side.Checkout is not null ? await OtherCheckout.BuildAsync(side.Checkout, side.CheckoutOption, cancel)
            : own;
        var described = new ServerSide
        {
            Name = side.Name,
            Options = side.Words.Text,
            Checkout = side.Checkout,
            Node = side.Node,
            GitCommit = side.Checkout is null ? null : EnvironmentReader.Commit(side.Checkout),
        };
        return new SideServer(described, node, side.Words, await node.ModelsAsync());
    }

    /// <summary>A model as A knows it; unavailable where B does not have it.</summary>
    private static ModelInfo Both(ModelInfo model, IReadOnlyList<ModelInfo> others) => others.FirstOrDefault(other => other.Name == model.Name) switch
    {
        { StaysAwake: true } other when !model.StaysAwake => Both(model with { StaysAwake = true }, [other]),
        null => model with { Available = false, Reason = "B has no such model" },
        { Available: false } other when model.Available => model with { Available = false, Reason = $"not under B: {other.Reason}" },
        _ => model,
    };

    private static ModelInfo Missing(ModelInfo model) => model with { Available = false, Reason = "A has no such model" };

    /// <summary>Options that a server does not take would else show as a run without a valid invocation.</summary>
    private static async Task RehearseAsync(SideServer server, SideOptions asked, RunPreparation run, Ends ends)
    {
        var cell = server.Words.Served(run.Cells[0]);
        await using var child = Child.Start($"server {server.Side.Name}", server.Node, [.. NodeArguments.Serve(cell, run.Manifest.Placement, ends.Bind), .. server.Words.Words]);
        try
        {
            await child.ExpectAsync("ready", LineJson.Default.ServerReady, new RunnerLimits().Ready, default);
        }
        catch (ChildException e) when (child.HasEnded && child.ExitCode == ExitCode.Usage)
        {
            throw new BadInputException(e.Message, asked.WordsOption, "correct it");
        }
        catch (ChildException e)
        {
            throw new FailedException(e.Message);
        }
    }
}
