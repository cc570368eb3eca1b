using IoBench.Cli.Machine;
using IoBench.Cli.Running;
using IoBench.Results;

namespace IoBench.Cli.Sweeping;

/// <summary>A sweep as a run whose rates are found on the way: one open-loop cell a model, checked like any plan's before anything is written.</summary>
internal static class SweepPreparation
{
    private const string Search = "search";

    public static async Task<RunPreparation> OfAsync(SweepOptions options, Ends ends, MachineFiles files)
    {
        var catalog = await ends.Server.ModelsAsync();
        var models = options.Target is { } target ? [Stranger(target)] : catalog;
        var names = options.Target is { } one ? [one] : Names(options, catalog);
        // What does not run here is skipped with its reason; somebody must be left.
        var first = names.FirstOrDefault(name => models.Any(model => model.Name == name && model.Available)) ?? names[0];
        var sweep = new Sweep
        {
            Name = Search,
            Models = names,
            Connections = [options.Connections],
            PayloadBytes = [options.PayloadBytes],
            Depth = [options.Depth],
            Engines = [options.Engine],
            Rates = [1],
        };
        var plan = new Plan
        {
            SchemaVersion = Schema.Version,
            Name = "sweep",
            Description = $"The highest rate that keeps {options.Slo.Text}.",
            Blocks = 1,
            WarmupSeconds = options.WarmupSeconds,
            WindowSeconds = options.WindowSeconds,
            Baseline = first,
            Headline = new Headline { Connections = options.Connections, PayloadBytes = options.PayloadBytes, Depth = options.Depth },
            Sweeps = [sweep],
        };
        var run = await RunPreparation.OfAsync(plan, options.Seed, options.Out, options.Command, models, ends, files);
        if (run.Cells.Count == 0)
            throw new BadInputException($"none of these models can take this load ({run.Manifest.Skipped[0].Reason})", "--models", "choose others or fewer connections");
        // The file's plan names no cells: which rates were measured, its invocations say.
        var manifest = run.Manifest with
        {
            Plan = plan with { Sweeps = [] },
            Placement = options.Target is { } to ? run.Manifest.Placement with { ServerCpus = [], Disjoint = true, Network = $"to {to}" } : run.Manifest.Placement,
        };
        return new RunPreparation(manifest, run.Cells, run.Folder);
    }

    private static IReadOnlyList<string> Names(SweepOptions options, IReadOnlyList<ModelInfo> catalog)
    {
        var known = catalog.Select(model => model.Name).ToList();
        return options.Models?.FirstOrDefault(model => !known.Contains(model)) is { } stranger
            ? throw new BadInputException($"unknown model '{stranger}'", "--models", Nearest.Mend(stranger, known))
            : options.Models ?? [.. catalog.Where(model => model.Available).Select(model => model.Name)];
    }

    private static ModelInfo Stranger(string target) => new()
    {
        Name = target, IoModel = "unknown", Pattern = "unknown", Threads = "unknown", Needs = "nothing", Signature = [], Limits = [], Available = true,
    };
}
