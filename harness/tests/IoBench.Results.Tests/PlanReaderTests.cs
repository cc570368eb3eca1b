using System.Text;
using IoBench.Results.Plans;

namespace IoBench.Results.Tests;

public class PlanReaderTests
{
    [Fact]
    public void A_whole_plan_is_read()
    {
        var plan = Sample.Plan;

        Assert.Equal(("sample", 6, 0.1, 0.3, "epoll"), (plan.Name, plan.Blocks, plan.WarmupSeconds, plan.WindowSeconds, plan.Baseline));
        var sweep = Assert.Single(plan.Sweeps);
        Assert.Equal([1, 16], sweep.Connections);
        Assert.Equal([64], sweep.PayloadBytes);
        Assert.True(sweep.Aa);
    }

    [Theory]
    [InlineData("\"aa\": true", "\"anatomy\": true", "'sweeps[0].anatomy' is an unknown field, plan.json:14; known: name, models, aa, connections, idle, payloadBytes, depth, threads, processes, loads, equalLoads, rates, engines, churn, work, blocks")]
    [InlineData("\"blocks\"", "\"anatomy\": 1, \"blocks\"", "'anatomy' is not a truth value, plan.json:5; write true or false")]
    [InlineData("\"blocks\"", "\"bloks\"", "'bloks' is an unknown field, plan.json:5; did you mean 'blocks'?")]
    [InlineData("\"aa\": true", "\"zzz\": true",
        "'sweeps[0].zzz' is an unknown field, plan.json:14; known: name, models, aa, connections, idle, payloadBytes, depth, threads, processes, loads, equalLoads, rates, engines, churn, work, blocks")]
    [InlineData("\"aa\": true", "\"processes\": [1, 257]", "'sweeps[0].processes[1]' is not a whole number from 1 to 256, plan.json:14; correct it")]
    [InlineData("\"aa\": true", "\"processes\": [0]", "'sweeps[0].processes[0]' is not a whole number from 1 to 256, plan.json:14; correct it")]
    [InlineData("\"aa\": true", "\"processes\": [2, 2]", "'sweeps[0].processes[1]' repeats 2, plan.json:14; leave it out")]
    [InlineData("\"aa\": true", "\"processes\": 2", "'sweeps[0].processes' is not a list, plan.json:14; write it as [ ... ]")]
    [InlineData("\"aa\": true", "\"loads\": [0.5, 80]", "'sweeps[0].loads[1]' is not a share of the capacity, plan.json:14; write a number above 0, at most 2 (0.8 is 80 %)")]
    [InlineData("\"aa\": true", "\"loads\": [0]", "'sweeps[0].loads[0]' is not a share of the capacity, plan.json:14; write a number above 0, at most 2 (0.8 is 80 %)")]
    [InlineData("\"aa\": true", "\"equalLoads\": [\"0.5\"]", "'sweeps[0].equalLoads[0]' is not a share of the capacity, plan.json:14; write a number above 0, at most 2 (0.8 is 80 %)")]
    [InlineData("\"aa\": true", "\"loads\": [0.5, 0.50]", "'sweeps[0].loads[1]' repeats 0.5, plan.json:14; leave it out")]
    [InlineData("\"aa\": true", "\"loads\": []", "'sweeps[0].loads' is an empty list, plan.json:14; name at least one value")]
    [InlineData("\"aa\": true", "\"loads\": 0.5", "'sweeps[0].loads' is not a list, plan.json:14; write it as [ ... ]")]
    [InlineData("\"aa\": true", "\"rates\": [-1000]", "'sweeps[0].rates[0]' is not a rate in messages a second, plan.json:14; write a number above 0, at most 50000000")]
    [InlineData("\"aa\": true", "\"rates\": [1000], \"loads\": [0.5]", "'sweeps[0]' gives both 'rates' and 'loads', plan.json:11; keep one, or make two sweeps")]
    [InlineData("\"aa\": true", "\"rates\": [1000], \"equalLoads\": [0.5]", "'sweeps[0]' gives both 'rates' and 'equalLoads', plan.json:11; keep one, or make two sweeps")]
    [InlineData("\"aa\": true", "\"engines\": [\"urign\"]", "'sweeps[0].engines[0]' is an unknown engine 'urign', plan.json:14; did you mean 'uring'?")]
    [InlineData("\"aa\": true", "\"churn\": [-1]", "'sweeps[0].churn[0]' is not a whole number of at least 0, plan.json:14; correct it")]
    [InlineData("\"aa\": true", "\"work\": [\"none\", \"gpu:5\"]",
        "'sweeps[0].work[1]' cannot be read, plan.json:14; 'gpu:5' is no work; write none, cpu:US or wait:US, in microseconds (cpu:20)")]
    [InlineData("\"aa\": true", "\"work\": [\"cpu:0.01\"]",
        "'sweeps[0].work[0]' cannot be read, plan.json:14; '0.01' in 'cpu:0.01' is no number of microseconds from 0.1 to 1000000")]
    [InlineData("\"aa\": true", "\"work\": [\"cpu:5\", \"cpu:5.0\"]", "'sweeps[0].work[1]' repeats cpu:5, plan.json:14; leave it out")]
    [InlineData("\"aa\": true", "\"work\": [20]", "'sweeps[0].work[0]' is not a text, plan.json:14; write it in quotes")]
    [InlineData("\"aa\": true", "\"work\": \"cpu:5\"", "'sweeps[0].work' is not a list, plan.json:14; write it as [ ... ]")]
    [InlineData("\"aa\": true", "\"work\": [\"cpu:5\"]", "'headline' is a load that no sweep measures, plan.json:9; choose one that a closed-loop sweep has")]
    [InlineData("\"aa\": true", "\"blocks\": 0", "'sweeps[0].blocks' is not a whole number of at least 1, plan.json:14; correct it")]
    [InlineData("\"blocks\": 6", "\"blocks\": 6, \"calibrations\": 2", "'calibrations' is even, and the median counts, plan.json:5; write an odd number")]
    [InlineData("\"aa\": true", "\"loads\": [0.5]", "'headline' is a load that no sweep measures, plan.json:9; choose one that a closed-loop sweep has")]
    [InlineData("\"aa\": true", "\"engines\": [\"uring\"]", "'headline' is a load that no sweep measures, plan.json:9; choose one that a closed-loop sweep has")]
    [InlineData("\"blocks\": 6,", "", "missing field 'blocks', plan.json:1; add it")]
    [InlineData("\"name\": \"connections\",", "", "missing field 'sweeps[0].name', plan.json:11; add it")]
    [InlineData("\"blocks\": 6,", "\"blocks\": 6, \"blocks\": 7,", "'blocks' is given twice, plan.json:5; keep one")]
    [InlineData("\"blocks\": 6", "\"blocks\": 0", "'blocks' is not a whole number of at least 1, plan.json:5; correct it")]
    [InlineData("\"blocks\": 6", "\"blocks\": 6.5", "'blocks' is not a whole number of at least 1, plan.json:5; correct it")]
    [InlineData("\"blocks\": 6", "\"blocks\": \"6\"", "'blocks' is not a whole number of at least 1, plan.json:5; correct it")]
    [InlineData("\"blocks\": 6", "\"blocks\": 99999999999", "'blocks' is not a whole number of at least 1, plan.json:5; correct it")]
    [InlineData("[1, 16]", "[1, -16]", "'sweeps[0].connections[1]' is not a whole number of at least 1, plan.json:15; correct it")]
    [InlineData("[1, 16]", "[]", "'sweeps[0].connections' is an empty list, plan.json:15; name at least one value")]
    [InlineData("[1, 16]", "16", "'sweeps[0].connections' is not a list, plan.json:15; write it as [ ... ]")]
    [InlineData("[1, 16]", "[16, 16]", "'sweeps[0].connections[1]' repeats 16, plan.json:15; leave it out")]
    [InlineData("\"select\"]", "\"selcet\"]",
        "'sweeps[0].models[1]' is an unknown model 'selcet', plan.json:13; did you mean 'select'?")]
    [InlineData("\"select\"]", "7]", "'sweeps[0].models[1]' is not a name, plan.json:13; write it in quotes")]
    [InlineData("\"baseline\": \"epoll\"", "\"baseline\": \"kqueue\"",
        "'baseline' is an unknown model 'kqueue', plan.json:8; known: epoll, select, uring")]
    [InlineData("\"baseline\": \"epoll\"", "\"baseline\": \"uring\"",
        "'sweeps[0]' lacks the baseline 'uring', plan.json:11; add it to its models, or name another baseline")]
    [InlineData("\"connections\": 16,", "\"connections\": 17,",
        "'headline' is a load that no sweep measures, plan.json:9; choose one that a closed-loop sweep has")]
    [InlineData("0.3", "0", "'windowSeconds' is not a time in seconds, plan.json:7; write a number above 0")]
    [InlineData("0.1", "-1", "'warmupSeconds' is not a time in seconds, plan.json:6; write a number of at least 0")]
    [InlineData("\"aa\": true", "\"aa\": 1", "'sweeps[0].aa' is not a truth value, plan.json:14; write true or false")]
    [InlineData("\"sample\"", "\"../sample\"", "'name' is not fit for a folder's name, plan.json:3; use a-z, 0-9 and '-'")]
    [InlineData("\"A plan to spoil.\"", "\" \"", "'description' is not a text, plan.json:4; write some words in quotes")]
    [InlineData("{ \"connections\": 16, \"payloadBytes\": 64 }", "16", "'headline' is not an object, plan.json:9; write it as { ... }")]
    [InlineData("\"schemaVersion\": 1", "\"schemaVersion\": 2",
        "'schemaVersion' is not a version that this IoBench reads, plan.json:2; write 1")]
    public void A_mistake_is_one_line_with_file_line_and_field(string right, string wrong, string expected) =>
        Assert.Equal(expected, Error(Sample.PlanText.Replace(right, wrong, StringComparison.Ordinal)));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{ \"schemaVersion\": 1,\n \"name\" \"x\" }")]
    [InlineData("{ \"schemaVersion\": 1,\n \"name\": ")]
    [InlineData("{} {}")]
    public void What_is_no_plan_at_all_is_one_line_too(string text)
    {
        var error = Error(text);

        Assert.StartsWith("the plan is not ", error, StringComparison.Ordinal);
        Assert.Contains("plan.json:", error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error);
    }

    [Fact]
    public void A_sweep_of_loads_is_read_and_what_it_does_not_say_has_its_default()
    {
        const string loads = """, { "name": "load", "models": ["epoll"], "connections": [16], "loads": [0.2, 1.1], "equalLoads": [0.7], "engines": ["epoll", "uring"], "churn": [0, 100], "processes": [1, 4], "work": ["none", "cpu:2.50", "wait:100"], "blocks": 3 }""";
        var plan = Parse(Sample.PlanText.Replace("    }\n  ]", $"    }}{loads}\n  ]", StringComparison.Ordinal));

        var (closed, open) = (plan.Sweeps[0], plan.Sweeps[1]);
        Assert.Equal((false, true), (closed.IsOpen, open.IsOpen));
        Assert.Equal([0.2, 1.1], open.Loads);
        Assert.Equal([0.7], open.EqualLoads);
        Assert.Equal(["epoll", "uring"], open.Engines);
        Assert.Equal([0, 100], open.Churn);
        Assert.Equal(["epoll"], closed.Engines);
        Assert.Equal([0], closed.Churn);
        Assert.Equal([1, 4], open.Processes);
        Assert.Equal([1], closed.Processes);
        Assert.Equal(["none", "cpu:2.5", "wait:100"], open.Work);
        Assert.Equal(["none"], closed.Work);
        Assert.Equal((6, 3, 3), (plan.BlocksOf("connections"), plan.BlocksOf("load"), plan.Calibrations));
        Assert.Equal(2, (plan with { Blocks = 2 }).BlocksOf("load"));
    }

    [Fact]
    public void A_plan_of_an_earlier_version_has_defaults_for_what_it_does_not_know()
    {
        var json = System.Text.Json.JsonSerializer.Serialize(Sample.Plan, FileJson.Default.Plan);
        var older = System.Text.RegularExpressions.Regex.Replace(json, """,?\s*"(processes|loads|equalLoads|rates|engines|churn|work)":\s*\[[^\]]*\]|,\s*"calibrations": 3""", "");

        var plan = System.Text.Json.JsonSerializer.Deserialize(older, FileJson.Default.Plan)!;

        Assert.DoesNotContain("engines", older, StringComparison.Ordinal);
        Assert.Equal(["epoll"], plan.Sweeps[0].Engines);
        Assert.Equal(["none"], plan.Sweeps[0].Work);
        Assert.Equal([1], plan.Sweeps[0].Processes);
        Assert.Equal((0, 0, 3), (plan.Sweeps[0].Churn[0], plan.Sweeps[0].Loads.Count, plan.Calibrations));
    }

    [Fact]
    public void Comments_and_trailing_commas_are_fine() =>
        Assert.Equal(6, Parse(Sample.PlanText.Replace("[1, 16]", "[1, /* few */ 16,]", StringComparison.Ordinal)).Blocks);

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Equal(
            "no such plan, /nowhere/plan.json; name quick, ci, full, work, tasks, or a file that exists",
            Assert.Throws<BadInputException>(() => PlanReader.Read("/nowhere/plan.json", Sample.ModelNames)).Message);

    private static Plan Parse(string text) => PlanReader.Parse(Encoding.UTF8.GetBytes(text), "plan.json", Sample.ModelNames);

    private static string Error(string text) => Assert.Throws<BadInputException>(() => Parse(text)).Message;
}
