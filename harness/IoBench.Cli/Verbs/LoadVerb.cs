using System.CommandLine;
using System.Text.Json;
using IoBench.Cli.Hosts;
using IoBench.Cli.Machine;
using IoBench.Cli.Running;
using IoBench.Results;

namespace IoBench.Cli.Verbs;

/// <summary>
/// <c>load</c> from several hosts. Without <c>--load-prefix</c> the node does it all (<see cref="NodeVerb"/>); with it this program
/// divides the totals, and hands the options that it does not know to every node.
/// </summary>
internal static class LoadVerb
{
    private const double MostSeconds = 86400, MostPerSecond = 1e9;
    private const string PrefixName = "--load-prefix";
    private static readonly string[] HelpNames = ["--help", "-h", "-?"];

    /// <summary>True when this command line is for this program to read, and not for the node.</summary>
    public static bool Takes(string[] arguments) => arguments is ["load", .. var options]
        && options.Any(static word => word == PrefixName || word.StartsWith(PrefixName + "=", StringComparison.Ordinal) || HelpNames.Contains(word));

    public static Command Create()
    {
        var prefixes = Repeated(PrefixName, "CMD", "once for each host: a command that starts the load there, e.g. 'ip netns exec client', 'ssh host'; no shell takes part");
        var nodes = Repeated("--load-node", "PATH", "where iobench-node stands there; once for all hosts, or once for each");
        var target = new Option<string?>("--target") { Description = "who is driven", HelpName = "ADDRESS:PORT" };
        var connections = OptionKinds.Count("--connections", "connections that send, in total: divided among the hosts");
        var idle = OptionKinds.Least("--idle", "connections that are open and silent, in total: divided among the hosts");
        var rate = OptionKinds.Number("--rate", "messages a second, in total: divided among the hosts as connections are", MostPerSecond);
        var seed = OptionKinds.Seed("--seed", "of the first host, 1 by default; each next one takes the next number");
        var warmup = OptionKinds.Number("--warmup", "seconds before the window, the same at every host; 1 by default", MostSeconds);
        var limit = OptionKinds.Number("--warmup-limit", "seconds until which a host goes on warming up while its rate still changes; --warmup by default", MostSeconds);
        var duration = OptionKinds.Number("--duration", "seconds of the window; 5 by default", MostSeconds);
        var connect = OptionKinds.Number("--connect-timeout", "seconds for a host's connections to stand", MostSeconds);
        var json = new Option<bool>("--json") { Description = "one object, with every host's own report in 'hosts'" };
        var command = new Command("load", "run one load against any TCP echo server; further options (--payload, --depth, --cpus ...) go to the node, one for each host")
        {
            prefixes, nodes, target, connections, idle, rate, seed, warmup, limit, duration, connect, json,
        };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(parsed => RunAsync(
            new HostsOptions
            {
                Prefixes = [.. parsed.GetRequiredValue(prefixes).Select(text => Prefix.Parse(text, PrefixName))],
                Nodes = parsed.GetValue(nodes) ?? [],
                Target = parsed.GetValue(target) ?? throw new BadInputException("no target given", "--target", "name ADDRESS:PORT"),
                Connections = parsed.GetValue(connections) ?? 1,
                Idle = parsed.GetValue(idle) ?? 0,
                RatePerSecond = parsed.GetValue(rate),
                Seed = parsed.GetValue(seed) ?? 1,
                WarmupSeconds = parsed.GetValue(warmup) ?? 1,
                WarmupLimitSeconds = parsed.GetValue(limit) ?? 0,
                DurationSeconds = parsed.GetValue(duration) ?? 5,
                ConnectSeconds = parsed.GetValue(connect),
                Others = parsed.UnmatchedTokens,
            },
            parsed.GetValue(json)));
        return command;
    }

    private static async Task<int> RunAsync(HostsOptions options, bool json)
    {
        using var interruption = new Interruption();
        var bootId = new MachineFiles().Text("/proc/sys/kernel/random/boot_id");
        try
        {
            var report = await new HostsRun(options, NodeProgram.Locate(), new RunnerLimits(), bootId).RunAsync(interruption.Token);
            Console.Out.WriteLine(json ? JsonSerializer.Serialize(report, LineJson.Default.LoadReport) : LoadText.Of(report));
            return report.Verdict.Valid ? ExitCode.Done : ExitCode.NotTrusted;
        }
        catch (OperationCanceledException)
        {
            throw new FailedException("interrupted: nothing was measured");
        }
    }

    private static Option<string[]> Repeated(string name, string helpName, string description) => new(name)
    {
        Description = description,
        HelpName = helpName,
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };
}
