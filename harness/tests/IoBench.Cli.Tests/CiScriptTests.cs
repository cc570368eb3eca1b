using System.Diagnostics;

namespace IoBench.Cli.Tests;

/// <summary>The steps of the workflows, with an <c>iobench</c> beside them that writes down what it is asked and ends as it is told.</summary>
public sealed class CiScriptTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly string _folder = Directory.CreateTempSubdirectory("iobench-ci-").FullName;

    public CiScriptTests()
    {
        var scripts = Directory.CreateDirectory(Path.Combine(_folder, "scripts/ci")).FullName;
        foreach (var file in Directory.GetFiles(Path.Combine(Checkout.Root, "scripts/ci")))
            File.Copy(file, Path.Combine(scripts, Path.GetFileName(file)));
        foreach (var program in new[] { "iobench", "kernel-matrix" })
        {
            var path = Path.Combine(_folder, "scripts", program);
            // A copy may be executed, as what it was copied from.
            File.Copy(Cli.FakeNode, path);
            File.WriteAllText(path, $$"""
                #!/usr/bin/env bash
                # Notes its words, leaves what such a command leaves, and ends with the next of $ENDS.
                printf '%s\n' "{{program}} $*" >> "$NOTES"
                verb=$1 out="" markdown="" junit=""
                while [ $# -gt 0 ]; do
                    case $1 in --out) out=$2 ;; --markdown) markdown=$2 ;; --junit) junit=$2 ;; esac
                    shift
                done
                [ -z "$out" ] || { mkdir -p "$out/export"; echo "table of $verb" > "$out/export/summary.md"; }
                [ -z "$markdown" ] || echo "what changed" > "$markdown"
                [ -z "$junit" ] || echo "<testsuites/>" > "$junit"
                echo "said by $verb"
                exit "$(sed -n "$(grep -c . "$NOTES")p" <<< "${ENDS// /$'\n'}" | grep . || echo 0)"

                """);
        }
    }

    [Theory]
    [InlineData("0", 0, "passed")]
    [InlineData("1", 1, "error")]
    [InlineData("2", 2, "error")]
    [InlineData("3", 0, "untrusted")]
    public async Task Run_shows_its_table_and_fails_on_errors_alone(string ends, int exitCode, string verdict)
    {
        var step = await StepAsync("run", ends, [], "quick", "epoll,poll");

        Assert.Equal(exitCode, step.ExitCode);
        Assert.Equal(["table of run"], step.Summary);
        Assert.Equal([$"report={_folder}/temp/run", $"verdict={verdict}"], step.Outputs);
        Assert.Equal([$"iobench run --plan quick --out {_folder}/temp/run --models epoll,poll"], step.Notes);
        Assert.Equal(ends == "3", step.Error.Contains("::warning::", StringComparison.Ordinal) || step.Output.Contains("::warning::", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("0", 0, "passed")]
    [InlineData("1", 1, "regression")]
    [InlineData("2", 2, "error")]
    [InlineData("3", 0, "untrusted")]
    public async Task Gate_shows_what_changed_and_fails_on_a_confirmed_regression(string ends, int exitCode, string verdict)
    {
        var step = await StepAsync("gate", ends, [], "/base", "/head run", "ci");

        Assert.Equal(exitCode, step.ExitCode);
        Assert.Equal(["what changed"], step.Summary);
        Assert.Equal([$"junit={_folder}/temp/compare.xml", $"verdict={verdict}"], step.Outputs);
        Assert.StartsWith("iobench compare /base /head run --gate --confirm-with \"$IOBENCH\" run --plan \"$PLAN\"", Assert.Single(step.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", 0, "passed")]
    [InlineData("1", 1, "regression")]
    [InlineData("3", 0, "untrusted")]
    public async Task Ab_shows_what_it_said(string ends, int exitCode, string verdict)
    {
        var step = await StepAsync("ab", ends, [], "/base", "/head", "epoll");

        Assert.Equal(exitCode, step.ExitCode);
        Assert.Equal([$"## Base against head: {verdict}", "what changed"], step.Summary);
        Assert.Equal([$"junit={_folder}/temp/ab.xml", $"verdict={verdict}"], step.Outputs);
        Assert.Equal([$"iobench ab --a-checkout /base --b-checkout /head --models epoll --gate --markdown {_folder}/temp/ab.md --junit {_folder}/temp/ab.xml"], step.Notes);
    }

    [Theory]
    [InlineData("", "true", "0", 0, "passed", 1)]
    [InlineData("", "true", "1", 1, "error", 1)]
    [InlineData("", "true", "3", 0, "untrusted", 1)]
    [InlineData("/base", "true", "0 0", 0, "passed", 2)]
    [InlineData("/base", "true", "0 1", 1, "regression", 2)]
    [InlineData("/base", "false", "0 1", 0, "regression", 2)]
    [InlineData("/base", "false", "1", 1, "error", 1)]
    [InlineData("/base", "false", "0 2", 2, "error", 2)]
    public async Task The_action_measures_and_where_there_is_a_base_compares(string baseline, string gate, string ends, int exitCode, string verdict, int commands)
    {
        var step = await StepAsync("action", ends, [("INPUT_BASELINE", baseline), ("INPUT_GATE", gate), ("INPUT_MODELS", "epoll; rm -rf x")]);

        Assert.Equal((exitCode, commands), (step.ExitCode, step.Notes.Count));
        Assert.Equal($"verdict={verdict}", step.Outputs[^1]);
        // An input stays one word, whatever it holds.
        Assert.Equal($"iobench run --plan quick --out {_folder}/temp/run --models epoll; rm -rf x", step.Notes[0]);
    }

    [Fact]
    public async Task The_action_refuses_a_gate_that_is_neither()
    {
        var step = await StepAsync("action", "", [("INPUT_GATE", "maybe")]);

        Assert.Equal((2, "iobench: 'maybe' is neither true nor false, gate; correct it\n"), (step.ExitCode, step.Error));
        Assert.Empty(step.Notes);
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("1", 1)]
    public async Task Kernels_shows_what_the_matrix_said_and_ends_as_it_does(string ends, int exitCode)
    {
        var step = await StepAsync("kernels", ends, [], "6.1,6.12");

        Assert.Equal(exitCode, step.ExitCode);
        Assert.Equal(["```text", "said by --install", "```"], step.Summary);
        Assert.Equal([$"kernel-matrix --install --kernels 6.1,6.12 --out {_folder}/temp/kernels"], step.Notes);
    }

    [Fact]
    public async Task Pages_keep_the_history_of_each_machine_and_link_what_is_published()
    {
        var (history, site) = (Path.Combine(_folder, "history"), Path.Combine(_folder, "site"));
        var stale = Path.Combine(Directory.CreateDirectory(Path.Combine(site, "ubuntu-24.04/latest")).FullName, "of-yesterday");
        await File.WriteAllTextAsync(stale, "", TestContext.Current.CancellationToken);
        foreach (var hour in new[] { 10, 11, 11 })
        {
            var run = Directory.CreateDirectory(Path.Combine(_folder, "runs/ubuntu-24.04")).FullName;
            await File.WriteAllTextAsync(Path.Combine(run, "run.json"), $"{{\n  \"startedAt\": \"2026-11-28T{hour}:00:00.5+00:00\"\n}}\n", TestContext.Current.CancellationToken);
            var step = await StepAsync("pages", "", [], history, site, run);
            Assert.Equal((0, $"site={site}"), (step.ExitCode, step.Outputs[^1]));
            Assert.Equal([$"iobench site {run} --out {site}/ubuntu-24.04/latest", $"iobench trend {history}/ubuntu-24.04 --out {site}/ubuntu-24.04/trend"], step.Notes);
        }

        // The third was the second again.
        Assert.Equal(["2026-11-28T100000", "2026-11-28T110000"], Directory.GetDirectories(Path.Combine(history, "ubuntu-24.04")).Select(Path.GetFileName).Order());
        var index = await File.ReadAllTextAsync(Path.Combine(site, "index.html"), TestContext.Current.CancellationToken);
        Assert.Contains("<a href=\"ubuntu-24.04/latest/index.html\">", index, StringComparison.Ordinal);
        // What is published is made anew.
        Assert.False(File.Exists(stale));
    }

    [Fact]
    public async Task Pages_name_what_is_no_run()
    {
        var foreign = Directory.CreateDirectory(Path.Combine(_folder, "foreign")).FullName;
        await File.WriteAllTextAsync(Path.Combine(foreign, "run.json"), "{}", TestContext.Current.CancellationToken);
        var step = await StepAsync("pages", "", [], Path.Combine(_folder, "history"), Path.Combine(_folder, "site"), foreign);

        Assert.Equal((2, $"iobench: no run, {foreign}; name a folder that 'iobench run' made\n"), (step.ExitCode, step.Error));
    }

    [Theory]
    [InlineData("run")]
    [InlineData("gate", "/base")]
    [InlineData("ab", "/base", "/head")]
    [InlineData("kernels")]
    [InlineData("pages", "/history")]
    public async Task A_word_that_is_missing_is_named(string script, params string[] words)
    {
        var step = await StepAsync(script, "", [], words);

        Assert.Equal(1, step.ExitCode);
        Assert.Contains($"ci/{script}: no ", step.Error, StringComparison.Ordinal);
        Assert.Empty(step.Notes);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<Step> StepAsync(string script, string ends, IReadOnlyList<(string Name, string Value)> variables, params string[] words)
    {
        var temp = Directory.CreateDirectory(Path.Combine(_folder, "temp")).FullName;
        var (summary, output, notes) = (Path.Combine(_folder, "summary"), Path.Combine(_folder, "output"), Path.Combine(_folder, "notes"));
        foreach (var file in new[] { summary, output, notes })
            await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        var start = new ProcessStartInfo(Path.Combine(_folder, "scripts/ci", script), words) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in (IEnumerable<(string, string)>)[("RUNNER_TEMP", temp), ("GITHUB_STEP_SUMMARY", summary), ("GITHUB_OUTPUT", output), ("NOTES", notes), ("ENDS", ends), .. variables])
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Limit, TestContext.Current.CancellationToken);
        return new(process.ExitCode, await said, await complained, Lines(summary), Lines(output), Lines(notes));

        static List<string> Lines(string file) => [.. File.ReadAllLines(file)];
    }

    private sealed record Step(int ExitCode, string Output, string Error, List<string> Summary, List<string> Outputs, List<string> Notes);
}
