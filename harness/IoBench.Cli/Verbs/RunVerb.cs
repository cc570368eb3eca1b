using System.CommandLine;
using IoBench.Analysis;
using IoBench.Cli.Machine;
using IoBench.Cli.Running;
using IoBench.Cli.Stamping;
using IoBench.Results;
using IoBench.Results.Plans;
using IoBench.Results.Store;

namespace IoBench.Cli.Verbs;

/// <summary><c>run</c>: a whole plan, then its report.</summary>
internal static class RunVerb
{
    public static Command Create()
    {
        var plan = new Option<string>("--plan")
        {
            Description = "quick, ci, full, idle, payload, work, tasks, or a plan's file",
            HelpName = "NAME|FILE",
            DefaultValueFactory = _ => "quick",
        };
        var models = OptionKinds.Names("--models", "only these models of the plan, e.g. epoll,uring");
        var blocks = OptionKinds.Count("--blocks", "how often each cell is repeated");
        var untilWidth = OptionKinds.Percent("--until-width", "go on until every model's ratio to the baseline is known as well as this, at the load that heads the report");
        var widthOf = OptionKinds.Choice<WidthOf>("--width-of", "which figure shall be known; CPU per message when nothing is said");
        var mostBlocks = OptionKinds.Count("--most-blocks", $"where it ends whatever it knows; {Growing.UsualMostBlocks} when nothing is said");
        var seed = OptionKinds.Seed("--seed", "repeats the order of an earlier run");
        var folder = new Option<string?>("--out") { Description = "the results folder; must be new or empty", HelpName = "DIR" };
        var (serverPrefix, serverNode) = (HostOptions.Prefix("--server-prefix", "server"), HostOptions.Node("--server-node", "--server-prefix"));
        var (loadPrefix, loadNode) = (HostOptions.Prefix("--load-prefix", "load"), HostOptions.Node("--load-node", "--load-prefix"));
        var bind = HostOptions.Bind();
        var dryRun = new Option<bool>("--dry-run") { Description = "tell what would be measured, what would be skipped and how long it takes, and measure nothing" };
        var command = new Command("run", "measure a plan: blocks of cells, fresh processes, then the report")
        {
            plan, models, blocks, untilWidth, widthOf, mostBlocks, seed, folder, serverPrefix, serverNode, bind, loadPrefix, loadNode, dryRun,
        };
        command.SetAction(parsed => RunAsync(new RunOptions
        {
            Plan = parsed.GetRequiredValue(plan),
            Models = parsed.GetValue(models),
            Blocks = parsed.GetValue(blocks),
            UntilWidth = parsed.GetValue(untilWidth),
            WidthOf = parsed.GetValue(widthOf),
            MostBlocks = parsed.GetValue(mostBlocks),
            Seed = parsed.GetValue(seed),
            Out = parsed.GetValue(folder),
            ServerPrefix = parsed.GetValue(serverPrefix),
            ServerNode = parsed.GetValue(serverNode),
            ServerBind = parsed.GetValue(bind),
            LoadPrefix = parsed.GetValue(loadPrefix),
            LoadNode = parsed.GetValue(loadNode),
            DryRun = parsed.GetValue(dryRun),
        }));
        return command;
    }

    private static async Task<int> RunAsync(RunOptions options)
    {
        using var interruption = new Interruption();
        var ends = Ends.Of(options, NodeProgram.Locate());
        var files = new MachineFiles();
        var run = await RunPreparation.OfAsync(options, ends, files);
        if (options.DryRun)
        {
            RunTalk.Opening(Console.Out, run);
            return ExitCode.Done;
        }

        var finished = new Finished();
        using (var writer = RunWriter.Create(run.Folder, run.Manifest))
        {
            RunTalk.Opening(Console.Error, run);
            run = await CalibratedAsync(run, ends, files, writer, interruption.Token);
            var limits = new RunnerLimits();
            WidthLook? last = null;
            var loop = new RunLoop(new InvocationRunner(ends, run.Manifest, limits, files), new FloorRunner(ends.Load, run.Manifest, limits, files), writer);
            await (Console.IsErrorRedirected
                ? TurnsAsync(new LineProgress(Console.Error, run.Turns.Count, run.Manifest.Growth is not null))
                : BarProgress.ShowAsync(run.Turns.Count, run.Manifest.Growth is not null, TurnsAsync));
            if (run.Manifest.Growth is not null)
            {
                run = run with { Manifest = Growing.Ended(run.Manifest, finished, last) };
                writer.Describe(run.Manifest);
            }

            Task TurnsAsync(IRunProgress progress) => loop.RunAsync(Growing.Turns(run, finished, look => progress.Tell(RunTalk.Look(run.Manifest.Growth!, last = look))), finished, progress, interruption.Token);
        }

        var shown = Checkout.Shown(run.Folder);
        RunTalk.Invalid(Console.Error, finished);
        if (interruption.Happened)
            Console.Error.WriteLine($"interrupted: {finished.Invocations.Count} of {(run.Manifest.Growth is null ? "" : "at most ")}{run.Turns.Count(static turn => turn is CellTurn)} invocations are kept in {shown}");
        if (run.Manifest.Plan.Anatomy && !interruption.Happened)
            await StampedRun.WriteAsync(run, options, NodeProgram.Locate(), Console.Error, interruption.Token);
        if (finished.Invocations.Any(invocation => invocation.Verdict.Valid))
            Drawing.Draw(RunReader.Read(run.Folder), run.Folder);
        else
            Console.Error.WriteLine($"nothing to draw: no valid invocation in {shown}");
        return interruption.Happened ? ExitCode.Failed : Trusted(run.Manifest.Plan, finished.Invocations) ? ExitCode.Done : ExitCode.NotTrusted;
    }

    /// <summary>Where sweeps ask for shares of capacities, these are measured, and the run's file says them before the first block.</summary>
    private static async Task<RunPreparation> CalibratedAsync(
        RunPreparation run, Ends ends, MachineFiles files, RunWriter writer, CancellationToken cancel)
    {
        if (Calibration.Turns(run) is not { Count: > 0 } turns)
            return run;
        RunTalk.Calibrating(Console.Error, run, turns);
        var runner = new InvocationRunner(ends, run.Manifest with { Plan = Calibration.Shortened(run.Manifest.Plan) }, new RunnerLimits(), files);
        try
        {
            var calibrated = await new Calibration(runner).RunAsync(run, cancel);
            writer.Describe(calibrated.Manifest);
            RunTalk.Calibrated(Console.Error, run, calibrated);
            return calibrated;
        }
        catch (OperationCanceledException)
        {
            // Asked for. The loop, cancelled too, will not begin.
            return run;
        }
    }

    /// <summary>
    /// A run with a cell that never gave a valid invocation has a hole where an answer was promised. A sweep of few blocks in a plan of
    /// more promises points and no verdict: what is not valid there is named, and no more.
    /// </summary>
    private static bool Trusted(Plan plan, IReadOnlyList<Invocation> finished) => finished
        .Where(invocation => plan.BlocksOf(invocation.Cell.Sweep) >= Math.Min(plan.Blocks, Levels.LeastBlocks))
        .GroupBy(invocation => invocation.Cell.Key).All(cell => cell.Any(invocation => invocation.Verdict.Valid));
}
