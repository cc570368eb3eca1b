using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using IoBench.Results.Plans;

namespace IoBench.Cli.Tests;

/// <summary>Workflows, action, Dockerfile and crank's configuration: nobody runs them here, so that what can be known of them without is held.</summary>
public sealed partial class WorkflowTests
{
    private static readonly string[] Workflows = [".github/workflows/pull-request.yml", ".github/workflows/release.yml", ".github/workflows/schedule.yml"];

    public static TheoryData<string> Files => [.. Workflows];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_workflow_is_one_with_least_permissions_a_time_limit_and_pinned_actions(string file)
    {
        var workflow = YamlFile.Read(file, "workflow");
        Assert.Equal("""{"contents":"read"}""", workflow["permissions"]!.ToJsonString());
        var jobs = workflow["jobs"]!.AsObject();
        Assert.DoesNotContain("secrets", File.ReadAllText(Path.Combine(Checkout.Root, file)), StringComparison.Ordinal);
        Assert.All(jobs, job => Assert.True(job.Value!["needs"] is not { } needs || jobs.ContainsKey((string)needs!), $"{job.Key} needs a job that is none"));
        // What a checkout leaves behind could push.
        Assert.All(Steps(workflow).Where(step => ((string?)step["uses"])?.StartsWith("actions/checkout@", StringComparison.Ordinal) == true), step => Assert.False((bool)step["with"]!["persist-credentials"]!));
        Assert.Equal(Directory.GetFiles(Path.Combine(Checkout.Root, ".github/workflows")).Length, Workflows.Length);
    }

    [Fact]
    public void A_workflow_of_another_shape_is_refused()
    {
        var schema = YamlFile.Schema("workflow");
        foreach (var bad in new[] { """{"name":"x"}""", """{"name":"x","on":{"push":null},"permissions":{"contents":"write"},"concurrency":{"group":"g"},"jobs":{"a":{"runs-on":"u","timeout-minutes":1,"steps":[{"run":"x ${{ y }}","name":"n"}]}}}""" })
            Assert.False(schema.Evaluate(System.Text.Json.JsonDocument.Parse(bad).RootElement).IsValid);
    }

    [Fact]
    public void The_action_takes_what_its_script_reads_and_gives_what_its_script_writes()
    {
        var action = YamlFile.Read("action.yml", "action");
        var script = File.ReadAllText(Path.Combine(Checkout.Root, "scripts/ci/action"));
        var inputs = action["inputs"]!.AsObject().Select(input => input.Key).Order().ToList();
        var passed = action["runs"]!["steps"]![1]!["env"]!.AsObject();
        Assert.Equal(inputs.Select(name => ($"INPUT_{name.ToUpperInvariant()}", $"${{{{ inputs.{name} }}}}")), passed.Select(variable => (variable.Key, (string)variable.Value!)).Order());
        Assert.All(passed, variable => Assert.Contains("${" + variable.Key + ":-", script, StringComparison.Ordinal));
        Assert.All(action["outputs"]!.AsObject(), output => Assert.Contains($"output {output.Key} ", script, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_step_runs_a_script_that_is_there_and_can_be_executed()
    {
        var commands = Workflows.SelectMany(file => Steps(YamlFile.Read(file, "workflow"))).Concat(YamlFile.Read("action.yml", "action")["runs"]!["steps"]!.AsArray().Select(step => step!.AsObject()))
            .Select(step => (string?)step["run"]).OfType<string>().ToList();
        Assert.Contains("scripts/ci/run quick", commands);
        foreach (var command in commands)
        {
            var script = command.Split(' ')[0].Trim('"').Replace("$GITHUB_ACTION_PATH/", "", StringComparison.Ordinal);
            var path = Path.Combine(Checkout.Root, script);
            Assert.True(File.Exists(path), $"there is no {script}");
            Assert.True((File.ReadAllText(path), Executable(path)) is (['#', '!', ..], true), $"{script} cannot be executed");
        }
    }

    public static TheoryData<string, string> Calls => [.. Directory.GetFiles(Path.Combine(Checkout.Root, "scripts/ci")).Order()
        .SelectMany(file => CallOfIobench().Matches(File.ReadAllText(file).Replace("\\\n", " ", StringComparison.Ordinal)).Select(call => (call.Groups[1].Value, call.Groups[2].Value)))];

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Every_option_that_a_script_passes_is_known(string verb, string words)
    {
        var all = await Cli.RunAsync("--help");
        Assert.SkipUnless(all.Output.Contains($"\n  {verb} ", StringComparison.Ordinal), $"this build has no verb '{verb}'");
        var help = await Cli.RunAsync(verb, "--help");
        Assert.All(LongOption().Matches(QuotedWords().Replace(words, "")).Select(option => option.Value), option => Assert.Matches($@"(?m)^\s+{option}\b", help.Output));
    }

    [Fact]
    public void The_image_pins_its_bases_names_its_stages_and_copies_what_is_there()
    {
        var lines = Continued().Replace(File.ReadAllText(Path.Combine(Checkout.Root, "Dockerfile")), " ").Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        Assert.All(lines, line => Assert.Contains(line[0], new[] { "FROM", "ARG", "RUN", "COPY", "WORKDIR", "USER", "ENV", "ENTRYPOINT", "CMD", "LABEL" }));
        var bases = lines.Where(line => line[0] == "FROM").ToList();
        Assert.Equal(["build", "iobench"], bases.Select(line => line[^1]));
        Assert.All(bases, line => Assert.Matches(@"^[a-z.]+/[a-z/-]+:[0-9][a-z0-9.-]+$", line[1]));
        Assert.All(bases, line => Assert.Equal("AS", line[2]));
        foreach (var copy in lines.Where(line => line[0] == "COPY"))
        {
            if (copy.FirstOrDefault(word => word.StartsWith("--from=", StringComparison.Ordinal)) is { } from)
                Assert.Contains(from["--from=".Length..], bases.Select(line => line[^1]));
            else
                Assert.All(copy[1..^1].Where(word => !word.StartsWith("--", StringComparison.Ordinal)), path => Assert.True(Path.Exists(Path.Combine(Checkout.Root, path)), $"COPY {path}: there is none"));
        }

        // Every file of the root that compiler and SDK look for above a project: without .editorconfig other warnings are errors.
        var copied = lines.Where(line => line[0] == "COPY").SelectMany(line => line[1..^1]).ToHashSet();
        Assert.Superset(new HashSet<string>([".editorconfig", "global.json", .. Directory.GetFiles(Checkout.Root, "Directory.*").Select(path => Path.GetFileName(path))]), copied);

        // Each publish is of a project that is copied, and the second stage takes all that the last of them leave.
        var published = lines.Where(line => line is ["RUN", "dotnet", "publish", ..]).ToList();
        Assert.Equal(["harness/IoBench.Cli", "harness/IoBench.Node"], published.Select(line => line[3]));
        Assert.All(published, line => Assert.True(Directory.Exists(Path.Combine(Checkout.Root, line[3])), $"there is no {line[3]}"));
        Assert.Contains(lines, line => line is ["COPY", "--from=build", "/out", "./bin"]);

        Assert.NotEqual("root", Assert.Single(lines, line => line[0] == "USER")[1]);
        Assert.Equal("ENTRYPOINT", lines[^1][0]);
    }

    [Fact]
    public void Crank_has_the_closed_loop_cells_of_the_plan_quick()
    {
        var crank = YamlFile.Read("bench/crank/iobench.benchmarks.yml", "crank");
        var plan = PlanReader.Read(Path.Combine(Checkout.Root, "bench/plans/quick.json"), ["blocking", "select", "poll", "epoll", "reactor", "sigio", "aio", "uring"]);
        var planned = plan.Sweeps.Where(sweep => !sweep.IsOpen).SelectMany(sweep => sweep.Models.SelectMany(model => sweep.Connections.Select(connections => (model, connections)))).Order();
        var scenarios = crank["scenarios"]!.AsObject();
        Assert.Equal(planned, scenarios.Select(s => ((string)s.Value!["server"]!["variables"]!["model"]!, (int)(double)s.Value["load"]!["variables"]!["connections"]!)).Order());
        Assert.All(scenarios, s => Assert.Equal(s.Key, $"{s.Value!["server"]!["variables"]!["model"]}-c{s.Value["load"]!["variables"]!["connections"]}"));
        var variables = crank["variables"]!;
        Assert.Equal((plan.WarmupSeconds, plan.WindowSeconds, 64), ((double)variables["warmup"]!, (double)variables["duration"]!, (double)variables["payloadBytes"]!));
        Assert.All(crank["jobs"]!.AsObject(), job => Assert.True(File.Exists(Path.Combine(Checkout.Root, "bench/crank", (string)job.Value!["source"]!["localFolder"]!, (string)job.Value["source"]!["project"]!))));
        var known = variables.AsObject().Select(v => v.Key).ToHashSet();
        Assert.All(crank["jobs"]!.AsObject(), job => Assert.Subset(known.Concat(job.Value!["variables"]!.AsObject().Select(v => v.Key)).ToHashSet(), Hole().Matches((string)job.Value["arguments"]!).Select(hole => hole.Groups[1].Value).ToHashSet()));
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Interoperability", "CA1416", Justification = "Linux only, as all of this is.")]
    private static bool Executable(string path) => File.GetUnixFileMode(path).HasFlag(UnixFileMode.UserExecute);

    private static IEnumerable<JsonObject> Steps(JsonObject workflow) => workflow["jobs"]!.AsObject().SelectMany(job => job.Value!["steps"]!.AsArray().Select(step => step!.AsObject()));

    [GeneratedRegex(@"""\$(?:iobench|IOBENCH)"" ([a-z]+)((?:'[^']*'|[^|;'\n])*)")]
    private static partial Regex CallOfIobench();

    // A command inside a word is a call of its own.
    [GeneratedRegex("'[^']*'")]
    private static partial Regex QuotedWords();

    [GeneratedRegex("--[a-z][a-z-]+")]
    private static partial Regex LongOption();

    [GeneratedRegex(@"\\\n\s*")]
    private static partial Regex Continued();

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex Hole();
}
