using System.Diagnostics;

namespace IoBench.Cli.Tests;

/// <summary>What a terminal sees, which no pipe does: <c>script</c> lends a pseudo-terminal.</summary>
public class TerminalTests
{
    private const string Script = "/usr/bin/script";

    [Fact]
    public async Task A_bar_tells_the_cell_under_way_and_the_time_left()
    {
        Assert.SkipUnless(File.Exists(Script), "needs script(1) of util-linux for a pseudo-terminal");
        using var plan = new FakePlan();
        var cancel = TestContext.Current.CancellationToken;
        var command = $"{Path.Combine(AppContext.BaseDirectory, "iobench")} run --plan {plan.PlanFile} --out {plan.Out}";
        using var terminal = Process.Start(new ProcessStartInfo(Script, ["-qec", command, "/dev/null"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["IOBENCH_NODE"] = Cli.FakeNode, ["TERM"] = "xterm", ["NO_COLOR"] = "1" },
        })!;

        var screen = await terminal.StandardOutput.ReadToEndAsync(cancel).WaitAsync(Cli.Limit, cancel);
        await terminal.WaitForExitAsync(cancel).WaitAsync(Cli.Limit, cancel);

        Assert.Equal(0, terminal.ExitCode);
        Assert.Contains("━", screen, StringComparison.Ordinal);
        Assert.Matches("\\d+ s left +block 2, A/A \\d\\.\\d\\d  honest( \\(A/A\\))? (1|16) conn", screen);
        Assert.Matches("block 2, A/A \\d\\.\\d\\d  floor (1|16) conn", screen);
        Assert.DoesNotContain("   at ", screen, StringComparison.Ordinal);
    }
}
