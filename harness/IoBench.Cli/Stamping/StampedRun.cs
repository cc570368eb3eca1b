using IoBench.Cli.Running;

namespace IoBench.Cli.Stamping;

/// <summary>The anatomy and the table of waits of a run's models, put into its folder. Whatever becomes of them, the run stands without them.</summary>
internal static class StampedRun
{
    public static async Task WriteAsync(RunPreparation run, RunOptions options, NodeProgram node, TextWriter talk, CancellationToken cancel)
    {
        if (options.ServerPrefix is not null || options.LoadPrefix is not null)
        {
            // Stamps of two machines stand on two clocks.
            talk.WriteLine("no anatomy: server and load do not both stand here");
            return;
        }

        var (environment, placement) = (run.Manifest.Environment, run.Manifest.Placement);
        var names = run.Cells.Select(static cell => cell.Model).Distinct().ToList();
        var echoes = new StampingOptions { Models = names, Messages = StampingOptions.Echoes };
        var slow = echoes with { Messages = StampingOptions.SlowEchoes };
        var (models, unavailable) = echoes.Choose(run.Manifest.Models);
        talk.WriteLine(FormattableString.Invariant($"cutting an echo of each of {models.Count} models, and looking where they wait: a second or two each"));
        try
        {
            var startedAt = DateTimeOffset.Now;
            var (cut, uncut) = await new AnatomySession(echoes, node, placement, new RunnerLimits(), talk).RunAsync(models, cancel);
            Drawing.Write(echoes.Anatomy(startedAt, environment, placement, cut, [.. unavailable, .. uncut]), run.Folder);
            startedAt = DateTimeOffset.Now;
            var (seen, unseen, calls) = await new WaitSession(slow, node, placement, new RunnerLimits(), talk).RunAsync(models, cancel);
            Drawing.Write(slow.Waits(startedAt, environment, seen, [.. unavailable, .. unseen], calls), run.Folder);
        }
        catch (OperationCanceledException)
        {
            talk.WriteLine("interrupted: the run is whole, its anatomy is not");
        }
    }
}
