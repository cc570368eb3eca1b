using System.Diagnostics;
using System.Text.Json;

namespace IoBench.Cli.Tests;

/// <summary>The command over a fake QEMU: a script that plays the guests, and fails as it is told on the guest's command line.</summary>
public sealed class KernelMatrixVerbTests : IDisposable
{
    private const string Qemu = """
        #!/usr/bin/env bash
        cd "$(dirname "$0")"
        if [ "$1" = --version ]; then echo 'QEMU emulator version 9.9.9 (fake)'; exit; fi
        echo "$*" >> started
        while [ $# -gt 0 ]; do
            case $1 in
                file:*) output=${1#file:} ;;
                -kernel) kernel=$(basename "$2") ;;
                -append) append=$2 ;;
            esac
            shift
        done
        case $append in
            *fake=panic*) echo '[    1.2] Kernel panic - not syncing: VFS: Unable to mount root'; exit ;;
            *fake=hang*) echo 'waiting for ever'; exec sleep 60 ;;
            *fake=torn*) head -c 300 "guest-$kernel" > "$output"; exit ;;
            *fake=damaged*) sed 's/honest/hornet/' "guest-$kernel" > "$output"; exit ;;
            *fake=refused*) echo 'qemu: no such machine' >&2; exit 1 ;;
        esac
        cat "guest-$kernel" > "$output"
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("iobench-kernels-").FullName;

    public KernelMatrixVerbTests()
    {
        File.WriteAllText(In("qemu"), Qemu);
        Process.Start("chmod", ["+x", In("qemu")]).WaitForExit();
        File.WriteAllText(Path.Combine(_folder, "busybox"), "#!/bin/true\n");
        foreach (var (name, release, perEcho) in new[] { ("old", "6.1.0-test", 33_000.0), ("new", "6.12.1-test", 30_000) })
        {
            File.WriteAllText(Path.Combine(_folder, name), name);
            File.WriteAllBytes(Path.Combine(_folder, $"guest-{name}"), GuestText.Of(release, perEcho, "skipped\tabsent\tiobench: absent does not run here: ENOSYS"));
        }
    }

    private string Out => Path.Combine(_folder, "out");

    private int Boots => File.Exists(Path.Combine(_folder, "started")) ? File.ReadAllLines(Path.Combine(_folder, "started")).Length : 0;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Kernels_are_compared_and_drawn_the_oldest_first()
    {
        var outcome = await RunAsync("new", "old", []);

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("10 of 10  job 10: old, seed 5", outcome.Error, StringComparison.Ordinal);
        Assert.Matches(@"honest\s+old\s+33.000\s+33.000 to 33.000\s+–\s+reference\n\s+new\s+30.000\s+30.000 to 30.000\s+−9\.1.%\s+differs", outcome.Output);
        Assert.Contains("skipped: absent on old and new (ENOSYS)", outcome.Output, StringComparison.Ordinal);
        Assert.All(outcome.Output.Split('\n'), static line => Assert.True(line.Length <= 80 || line.StartsWith(" report: ", StringComparison.Ordinal), line));
        foreach (var file in new[] { "kernel-matrix.json", "plan.json", "summary.json", "report.html", "report.md", "charts/kernels.png", "charts/kernels.svg", "jobs/0001.json" })
            Assert.True(File.Exists(Path.Combine(Out, file)), file);
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Out, "kernel-matrix.json"), TestContext.Current.CancellationToken));
        var job = json.RootElement.GetProperty("jobs")[0];
        Assert.Equal(
            (1, "tcg", "guest instructions per echo", "9.9.9 (fake)", "tsc", "6.12.1-test"),
            (json.RootElement.GetProperty("schemaVersion").GetInt32(), job.GetProperty("accelerator").GetString(), job.GetProperty("unit").GetString(), job.GetProperty("qemu").GetString(),
                job.GetProperty("guest").GetProperty("clockSource").GetString(), job.GetProperty("guest").GetProperty("release").GetString()));
    }

    [Fact]
    public async Task What_was_cut_off_is_gone_on_with()
    {
        Assert.Equal(0, (await RunAsync("old", "new", ["--job", "1-3"])).ExitCode);
        Assert.Equal(3, Boots);
        Assert.False(File.Exists(Path.Combine(Out, "kernel-matrix.json")));

        var outcome = await RunAsync("old", "new", []);

        Assert.Equal((0, 10), (outcome.ExitCode, Boots));
        Assert.StartsWith("3 of 10 jobs are done already\n", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("old", "new", [])).ExitCode);
        var drawn = await Cli.RunAsync("report", Out);
        Assert.Equal((0, outcome.Output, 10), (drawn.ExitCode, drawn.Output, Boots));
    }

    [Fact]
    public async Task Which_part_of_an_echo_moved_is_told_and_adds_up()
    {
        File.WriteAllBytes(In("guest-old"), GuestText.Of("6.1.0-test", 33_000, GuestText.Parts("honest", 12_000)));
        File.WriteAllBytes(In("guest-new"), GuestText.Of("6.12.1-test", 30_000, GuestText.Parts("honest", 11_000)));

        var outcome = await RunAsync("old", "new", ["--parts", "--seeds", "1"]);

        Assert.Equal(0, outcome.ExitCode);
        // Two sends, each a thousand less.
        Assert.Matches(@"model\s+write\s+rest\s+echo\n honest\s+−2.000\s+0\s+−2.000\n", outcome.Output);
        Assert.All(outcome.Output.Split('\n'), static line => Assert.True(line.Length <= 80 || line.StartsWith(" report: ", StringComparison.Ordinal), line));
        var page = await File.ReadAllTextAsync(Path.Combine(Out, "report.md"), TestContext.Current.CancellationToken);
        Assert.Contains("## Which part moved from old to new?", page, StringComparison.Ordinal);
        Assert.Contains("| recv, nothing there | 1\u202F100 | 1\u202F100 | 0.0\u202F% |", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("panic", "failed, the kernel gave up: Kernel panic - not syncing: VFS: Unable to mount root")]
    [InlineData("hang", "failed, the guest did not end within 0.5 s and was killed; its last words: waiting for ever")]
    [InlineData("torn", "failed, the guest's result is torn: its checksum is missing")]
    [InlineData("damaged", "failed, the guest's result was damaged on its way: its checksum is another")]
    [InlineData("refused", "failed, QEMU failed (exit code 1): qemu: no such machine")]
    public async Task Of_a_guest_that_fails_nothing_is_kept_and_the_reason_is_said(string how, string reason)
    {
        var outcome = await RunAsync("old", "new", ["--sweep", $"fake={how}", "--seeds", "1", "--limit", "0.5"]);

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains($"job 2: old fake={how}, seed 1: {reason}", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("2 jobs not done: the same command goes on with them", outcome.Output.ReplaceLineEndings(" ").Replace("   ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(["0001.json", "0003.json"], Directory.EnumerateFiles(Path.Combine(Out, "jobs")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Jobs_are_listed_without_a_boot()
    {
        var outcome = await RunAsync("old", "new", ["--dry-run", "--sweep", "mitigations=off", "--seeds", "2"]);

        Assert.Equal((0, 0), (outcome.ExitCode, Boots));
        Assert.Equal(["1", "2", "3", "4", "5", "6", "7", "8"], outcome.Output.TrimEnd().Split('\n').Select(static l => l.Split('\t')[0]));
        Assert.StartsWith("2\told\tmitigations=off\tseed 1\t", outcome.Output.Split('\n')[1], StringComparison.Ordinal);
        Assert.False(Directory.Exists(Out));
    }

    [Fact]
    public async Task A_folder_of_another_plan_is_refused()
    {
        await RunAsync("old", "new", ["--job", "1"]);

        var outcome = await RunAsync("old", "new", ["--seeds", "6"]);

        Assert.Equal((2, $"iobench: the folder holds a matrix of another number of seeds, {Out}; ask the same as its plan.json says, or name a new folder with --out\n"), (outcome.ExitCode, outcome.Error));
    }

    [Fact]
    public async Task A_damaged_job_is_named_and_not_taken_for_done()
    {
        await RunAsync("old", "new", ["--job", "1"]);
        var job = Path.Combine(Out, "jobs", "0001.json");
        await File.WriteAllTextAsync(job, (await File.ReadAllTextAsync(job, TestContext.Current.CancellationToken))[..200], TestContext.Current.CancellationToken);

        var outcome = await RunAsync("old", "new", []);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Matches(@"^iobench: the results file is damaged, \S+0001\.json:\d+; remove it", outcome.Error);
    }

    [Theory]
    [InlineData("--accel", "xen", "iobench: unknown accelerator 'xen', --accel; known: tcg, kvm")]
    [InlineData("--models", "dance", "iobench: unknown model 'dance', --models; ")]
    [InlineData("--sweep", "a;b", "iobench: 'a;b' is no set of kernel options, --sweep; ")]
    [InlineData("--job", "11", "iobench: no job 11, --job; there are 1 to 10")]
    [InlineData("--seeds", "0", "iobench: '0' is not a whole number of at least 1, --seeds; correct it")]
    [InlineData("--connections", "few", "iobench: 'few' is no list of connections, --connections; ")]
    [InlineData("--kernel", "/nowhere", "iobench: '/nowhere' cannot be read, --kernel; correct the path")]
    [InlineData("--qemu", "/nowhere", "iobench: '/nowhere' cannot be started, --qemu; ")]
    public async Task Bad_input_is_one_line(string option, string value, string complaint)
    {
        var outcome = await RunAsync("old", "new", [option, value]);

        Assert.Equal((2, 0), (outcome.ExitCode, Boots));
        Assert.StartsWith(complaint, outcome.Error, StringComparison.Ordinal);
        Assert.Single(outcome.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task An_accelerator_that_does_not_boot_a_guest_is_not_used()
    {
        File.WriteAllText(Path.Combine(_folder, "guest-old"), "");

        var outcome = await RunAsync("old", "new", ["--accel", "kvm"]);

        Assert.Equal((2, 1), (outcome.ExitCode, Boots));
        Assert.StartsWith("iobench: a trial boot of old failed (1 of 2), the guest sent nothing, --accel kvm; ", outcome.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Out));
    }

    private Task<Cli.Outcome> RunAsync(string first, string second, string[] more)
    {
        string[] words = ["kernel-matrix", "--kernel", In(first), "--kernel", In(second), "--node", Cli.FakeNode, "--busybox", In("busybox"), "--out", Out];
        if (!more.Contains("--models"))
            words = [.. words, "--models", "honest,absent"];
        if (!more.Contains("--qemu"))
            words = [.. words, "--qemu", In("qemu")];
        return Cli.RunAsync([.. words, .. more]);
    }

    private string In(string name) => Path.Combine(_folder, name);
}
