using System.Text.Json;
using IoBench.Results;

namespace IoBench.Cli.Tests;

public class ModelsVerbTests
{
    [Fact]
    public async Task People_get_a_table_with_limits_and_reasons()
    {
        var outcome = await Cli.RunAsync("models");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Contains(" honest         fake       fake     nothing               yes\n", outcome.Output, StringComparison.Ordinal);
        Assert.EndsWith("""

             does not run here:
               absent  ENOSYS: this kernel is of today

             limits:
               small  at most 8 connections

            """, outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Programs_get_JSON()
    {
        var outcome = await Cli.RunAsync("models", "--json");

        var models = JsonSerializer.Deserialize(outcome.Output, FileJson.Default.IReadOnlyListModelInfo)!;
        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Equal("ENOSYS: this kernel is of today", models.Single(model => model.Name == "absent").Reason);
    }
}
