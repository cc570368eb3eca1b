using IoBench.Cli.Running;
using IoBench.Results;

namespace IoBench.Cli.Sides;

/// <summary>A checkout whose servers are compared: built by its own scripts into its own artifacts.</summary>
internal static class OtherCheckout
{
    /// <summary>A first build fetches packages and compiles everything, on two CPUs that may be shared.</summary>
    private static readonly TimeSpan BuildLimit = TimeSpan.FromMinutes(15);

    /// <exception cref="BadInputException">This is no checkout of IoBench.</exception>
    /// <exception cref="FailedException">It does not build, or its build leaves no node where it is looked for.</exception>
    public static async Task<NodeProgram> BuildAsync(string folder, string option, CancellationToken cancel)
    {
        var script = Path.GetFullPath(Path.Combine(folder, "scripts", "iobench"));
        if (!File.Exists(script))
            throw new BadInputException($"no checkout of IoBench, {folder}", option, "name a folder that holds scripts/iobench");

        Console.Error.WriteLine($"building {folder}, where it is not built yet");
        try
        {
            // Its list of models is the least that builds everything. A node that was named for this checkout is none of that one's.
            await using var build = Child.Start("its build", new NodeProgram("env"), ["-u", NodeProgram.Override, script, "models", "--json"]);
            await build.ReadToEndAsync(BuildLimit).WaitAsync(cancel);
        }
        catch (ChildException e)
        {
            throw new FailedException($"{option}: {script} models; {e.Message}");
        }

        var node = Path.GetFullPath(Path.Combine(folder, "artifacts", "bin", "IoBench.Cli", "release", "node", "iobench-node"));
        return File.Exists(node) ? new NodeProgram(node) : throw new FailedException($"{option}: the build left no node, {node}");
    }
}
