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
    [InlineData("\"blocks\"", "\"bloks\"", "'bloks' is an unknown field, plan.json:5; did you mean 'blocks'?")]
    [InlineData("\"aa\": true", "\"zzz\": true",
        "'sweeps[0].zzz' is an unknown field, plan.json:14; known: name, models, aa, connections, idle, payloadBytes, depth, threads")]
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
        "'headline' is a load that no sweep measures, plan.json:9; choose one that a sweep has")]
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
    public void Comments_and_trailing_commas_are_fine() =>
        Assert.Equal(6, Parse(Sample.PlanText.Replace("[1, 16]", "[1, /* few */ 16,]", StringComparison.Ordinal)).Blocks);

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Equal(
            "no such plan, /nowhere/plan.json; name quick, ci, full, or a file that exists",
            Assert.Throws<BadInputException>(() => PlanReader.Read("/nowhere/plan.json", Sample.ModelNames)).Message);

    private static Plan Parse(string text) => PlanReader.Parse(Encoding.UTF8.GetBytes(text), "plan.json", Sample.ModelNames);

    private static string Error(string text) => Assert.Throws<BadInputException>(() => Parse(text)).Message;
}
