using System.CommandLine;
using IoBench.Cli.Machine;
using IoBench.Cli.Running;
using IoBench.Cli.Sides;
using IoBench.Results;

namespace IoBench.Cli.Verbs;

/// <summary><c>ab</c>: two builds or two settings of the servers, interleaved on this machine.</summary>
internal static class AbVerb
{
    public static Command Create()
    {
        var (a, b) = (SideArguments.Create(ServerSide.A), SideArguments.Create(ServerSide.B));
        var plan = new Option<string>("--plan")
        {
            Description = "ab, quick, ci, or another plan, or a plan's file",
            HelpName = "NAME|FILE",
            DefaultValueFactory = _ => "ab",
        };
        var models = OptionKinds.Names("--models", "only these models of the plan, e.g. epoll,uring");
        var blocks = OptionKinds.Count("--blocks", "how often each model is measured under both");
        var seed = OptionKinds.Seed("--seed", "repeats the order of an earlier run");
        var folder = new Option<string?>("--out") { Description = "the results folder; must be new or empty", HelpName = "DIR" };
        var json = new Option<bool>("--json") { Description = "the same for programs" };
        var gate = new Option<bool>("--gate") { Description = "exit code 1 where B is slower or dearer and a second run, made at once, confirms it" };
        var apart = new Option<bool>("--apart") { Description = "give A and B a window each, one after the other, instead of one by turns" };
        var markdown = new Option<string?>("--markdown") { Description = "the same as Markdown, for the summary of a CI job", HelpName = "FILE" };
        var junit = new Option<string?>("--junit") { Description = "the same as tests: worse fails, inconclusive is skipped, and so is what a second run did not find again", HelpName = "FILE" };
        var command = new Command("ab", "compare two builds or settings of the servers: A and B in every block, and B over A")
        {
            a.Words, b.Words, a.Checkout, b.Checkout, a.Node, b.Node, models, plan, blocks, seed, folder, json, gate, apart, markdown, junit,
        };
        command.SetAction(parsed => RunAsync(new AbOptions
        {
            A = a.Of(parsed),
            B = b.Of(parsed),
            Plan = parsed.GetRequiredValue(plan),
            Models = parsed.GetValue(models),
            Blocks = parsed.GetValue(blocks),
            Seed = parsed.GetValue(seed),
            Out = parsed.GetValue(folder),
            Json = parsed.GetValue(json),
            Gate = parsed.GetValue(gate),
            Apart = parsed.GetValue(apart),
            Markdown = parsed.GetValue(markdown),
            JUnit = parsed.GetValue(junit),
        }));
        return command;
    }

    private static async Task<int> RunAsync(AbOptions options)
    {
        using var interruption = new Interruption();
        try
        {
            var ends = await AbPreparation.EndsAsync(options, interruption.Token);
            return await new AbSession(options, ends, new MachineFiles(), interruption.Token).RunAsync();
        }
        catch (OperationCanceledException)
        {
            throw new FailedException("interrupted before it was decided");
        }
    }

    /// <summary>The three options of one side.</summary>
    private sealed record SideArguments(string Name, Option<ServerWords> Words, Option<string?> Checkout, Option<string?> Node)
    {
        public static SideArguments Create(string name)
        {
            var word = $"--{name.ToLowerInvariant()}";
            return new SideArguments(
                name,
                new Option<ServerWords>(word)
                {
                    Description = $"options of {name}'s servers, e.g. '--threads 2' or '--buffer 4096'; none by default, and no shell takes part",
                    HelpName = "OPTIONS",
                    DefaultValueFactory = _ => ServerWords.None,
                    CustomParser = result => ServerWords.Parse(result.Tokens[0].Value, word),
                },
                new Option<string?>($"{word}-checkout") { Description = $"a checkout whose servers are {name}, built by its own scripts; this one by default", HelpName = "DIR" },
                new Option<string?>($"{word}-node") { Description = $"a node whose servers are {name}", HelpName = "PATH" });
        }

        public SideOptions Of(ParseResult parsed) => new(Name, parsed.GetRequiredValue(Words), parsed.GetValue(Checkout), parsed.GetValue(Node));
    }
}
