using IoBench.Cli.Machine;
using IoBench.Cli.Running;
using IoBench.Results;

namespace IoBench.Cli.Stamping;

/// <summary>Where and on what <c>anatomy</c> and <c>models --measure</c> look: the models that run here, the machine, and a CPU for each end.</summary>
internal sealed record StampingSite(
    NodeProgram Node, IReadOnlyList<ModelInfo> Models, IReadOnlyList<SkippedModel> Unavailable, RunEnvironment Environment, Placement Placement, DateTimeOffset StartedAt)
{
    /// <param name="folder">Where the result shall be written; tried before anything is started. Null for nowhere.</param>
    /// <param name="look">Gives the exit code.</param>
    /// <exception cref="BadInputException">A name or a CPU that is not here, or a folder that cannot be written.</exception>
    /// <exception cref="FailedException">Ctrl-C ended it.</exception>
    public static async Task<int> VisitAsync(StampingOptions options, string? folder, Func<StampingSite, CancellationToken, Task<int>> look)
    {
        using var interruption = new Interruption();
        var node = NodeProgram.Locate();
        var (models, unavailable) = options.Choose(await node.ModelsAsync());
        var environment = EnvironmentReader.Read(new MachineFiles(), Checkout.Commit);
        var placement = options.Place(environment);
        if (folder is not null)
            OutputFolder.Prepare(folder);
        try
        {
            return await look(new StampingSite(node, models, unavailable, environment, placement, DateTimeOffset.Now), interruption.Token);
        }
        catch (OperationCanceledException)
        {
            throw new FailedException("interrupted: nothing was written");
        }
    }
}
