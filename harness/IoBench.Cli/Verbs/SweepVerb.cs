using System.CommandLine;
using IoBench.Analysis;
using IoBench.Cli.Machine;
using IoBench.Cli.Running;
using IoBench.Cli.Sweeping;
using IoBench.Results;
using IoBench.Results.Store;

namespace IoBench.Cli.Verbs;

/// <summary><c>sweep</c>: the highest rate of each model, or of any echo server, that keeps a service level.</summary>
internal static class SweepVerb
{
    public static Command Create()
    {
        var models = OptionKinds.Names("--models", "these models; all that run here when nothing is said");
        var target = OptionKinds.Target("--target", "any TCP echo server in place of models");
        var connections = OptionKinds.Count("--connections", "connections that send (50)");
        var payload = OptionKinds.Count("--payload", "bytes of a message (64)");
        var depth = OptionKinds.Count("--depth", "messages that a connection keeps under way (1)");
        var engine = OptionKinds.Engine("--engine", "the client's mechanism (epoll)");
        var slo = OptionKinds.ServiceLevel("--slo", "bounds of response times, e.g. 'p99<1ms,max<50ms' (p99<1ms)");
        var searches = OptionKinds.Count("--searches", "how often each capacity is searched; 6 or more give an interval (5)");
        var duration = OptionKinds.Seconds("--duration", "length of each window (1)", zeroAllowed: false);
        var warmup = OptionKinds.Seconds("--warmup", "before each window (0.3)", zeroAllowed: true);
        var seed = OptionKinds.Seed("--seed", "repeats the arrivals and the order of an earlier sweep");
        var folder = new Option<string?>("--out") { Description = "the results folder; must be new or empty", HelpName = "DIR" };
        var json = new Option<bool>("--json") { Description = "the same for programs" };
        var command = new Command("sweep", "find the highest rate that keeps a service level, and the latencies below it")
        {
            models, target, connections, payload, depth, engine, slo, searches, duration, warmup, seed, folder, json,
        };
        command.SetAction(parsed => RunAsync(
            new SweepOptions
            {
                Models = parsed.GetValue(models),
                Target = parsed.GetValue(target),
                Connections = parsed.GetValue(connections) ?? SweepOptions.DefaultConnections,
                PayloadBytes = parsed.GetValue(payload) ?? 64,
                Depth = parsed.GetValue(depth) ?? 1,
                Engine = parsed.GetValue(engine) ?? Cell.EpollEngine,
                Slo = parsed.GetValue(slo) ?? ServiceLevel.Parse("p99<1ms"),
                Searches = parsed.GetValue(searches) ?? 5,
                WindowSeconds = parsed.GetValue(duration) ?? 1,
                WarmupSeconds = parsed.GetValue(warmup) ?? 0.3,
                Seed = parsed.GetValue(seed),
                Out = parsed.GetValue(folder),
            },
            parsed.GetValue(json)));
        return command;
    }

    private static async Task<int> RunAsync(SweepOptions options, bool json)
    {
        if (options is { Target: not null, Models: not null })
            throw new BadInputException("both '--models' and '--target' given", "sweep", "keep one");

        using var interruption = new Interruption();
        var node = NodeProgram.Locate();
        var ends = new Ends(node, node);
        var files = new MachineFiles();
        var run = await SweepPreparation.OfAsync(options, ends, files);
        CapacitySummary summary;
        using (var writer = RunWriter.Create(run.Folder, run.Manifest))
        {
            var runner = new InvocationRunner(ends, run.Manifest, new RunnerLimits(), files, options.Target);
            summary = await new SweepSession(options, run, runner.RunAsync, writer, Console.Error).RunAsync(interruption.Token);
        }

        Drawing.Draw(summary, run.Folder, json);
        Console.Error.WriteLine($"{(summary.Interrupted ? "interrupted: what was finished is" : "every window is")} kept in {Checkout.Shown(run.Folder)}");
        return summary.Interrupted ? ExitCode.Failed
            : summary.Models.All(model => model.CapacityPerSecond is not null) ? ExitCode.Done : ExitCode.NotTrusted;
    }
}
