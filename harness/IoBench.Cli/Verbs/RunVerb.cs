using System.CommandLine;
using IoBench.Cli.Machine;
using IoBench.Cli.Running;
using IoBench.Cli.Stamping;
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
        var resume = new Option<string?>("--resume") { Description = "go on with a run that was cut off: same plan, seed and order", HelpName = "DIR" };
        var force = new Option<bool>("--force") { Description = "go on with it under another kernel, binary or placement too; the report says so" };
        var dryRun = new Option<bool>("--dry-run") { Description = "tell what would be measured, what would be skipped and how long it takes, and measure nothing" };
        var command = new Command("run", "measure a plan: blocks of cells, fresh processes, then the report")
        {
            plan, models, blocks, untilWidth, widthOf, mostBlocks, seed, folder, serverPrefix, serverNode, bind, loadPrefix, loadNode, resume, force, dryRun,
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
            Resume = parsed.GetValue(resume),
            Force = parsed.GetValue(force),
        }));
        // What is taken up again has its plan, and chooses nothing anew.
        command.Validators.Add(result =>
        {
            if (result.GetResult(resume) is null)
            {
                if (result.GetResult(force) is { Implicit: false })
                    result.AddError("'--force' without '--resume'");
            }
            else if (new Option[] { plan, models, blocks, untilWidth, widthOf, mostBlocks, seed, folder }.FirstOrDefault(o => result.GetResult(o) is { Implicit: false }) is { } other)
            {
                result.AddError($"'{other.Name}' with '--resume', whose run has its own");
            }
        });
        return command;
    }

    private static async Task<int> RunAsync(RunOptions options)
    {
        using var interruption = new Interruption();
        var ends = Ends.Of(options, NodeProgram.Locate());
        var files = new MachineFiles();
        var run = options.Resume is { } folder ? await Resumption.OfAsync(folder, options.Force, ends, files) : await RunPreparation.OfAsync(options, ends, files);
        if (options.DryRun)
        {
            RunTalk.Opening(Console.Out, run);
            return ExitCode.Done;
        }

        (run, var finished) = await new RunSession(ends, files, Console.Error).MeasureAsync(run, interruption.Token);
        var shown = Checkout.Shown(run.Folder);
        if (interruption.Happened)
            Console.Error.WriteLine($"go on with: iobench run --resume {ShellWords.Quote(shown)}");
        if (run.Manifest.Plan.Anatomy && !interruption.Happened)
            await StampedRun.WriteAsync(run, options, NodeProgram.Locate(), Console.Error, interruption.Token);
        if (finished.Invocations.Any(invocation => invocation.Verdict.Valid))
            Drawing.Draw(RunReader.Read(run.Folder), run.Folder);
        else
            Console.Error.WriteLine($"nothing to draw: no valid invocation in {shown}");
        return interruption.Happened ? ExitCode.Failed : finished.IsTrusted(run.Manifest.Plan) ? ExitCode.Done : ExitCode.NotTrusted;
    }
}
