using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace IoBench.Cli.Tests;

/// <summary>The real doctor under conditions that are really there: a limit, a filter of system calls, a network of our own, a quota.</summary>
public sealed class DoctorVerbTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_low_limit_of_descriptors_is_found()
    {
        var ailments = await FoundAsync("bash", "-c", "ulimit -n 1000; exec \"$@\"", "-");
        Assert.Equal("1000 open files at most", ailments["descriptors"]);
        Assert.False((await FoundAsync("env")).TryGetValue("descriptors", out var usual) && usual.StartsWith("1000 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_filter_that_refuses_io_uring_is_found()
    {
        using var program = new RefusingProgram();
        var ailments = await FoundAsync(program.Path);
        Assert.Contains("uring-oneshot", ailments["io_uring"], StringComparison.Ordinal);
        Assert.Contains("EPERM", ailments["io_uring"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tiny_range_of_ports_is_found()
    {
        var ailments = await FoundAsync("unshare", "-n", "bash", "-c", "echo '40000 40099' > /proc/sys/net/ipv4/ip_local_port_range && exec \"$@\"", "-");
        Assert.Equal("100 local ports (40000 to 40099)", ailments["ports"]);
    }

    [Fact]
    public async Task A_quota_is_found()
    {
        const string Root = "/sys/fs/cgroup";
        var controllers = File.Exists($"{Root}/cgroup.subtree_control") ? await File.ReadAllTextAsync($"{Root}/cgroup.subtree_control", TestContext.Current.CancellationToken) : "";
        Assert.SkipUnless(controllers.Split((char[])[' ', '\n']).Contains("cpu") && Environment.IsPrivilegedProcess, "no control group with the cpu controller that we may write (root, cgroup v2)");
        var group = Directory.CreateDirectory($"{Root}/iobench-doctor-{Environment.ProcessId}").FullName;
        try
        {
            await File.WriteAllTextAsync($"{group}/cpu.max", "150000 100000", TestContext.Current.CancellationToken);
            var ailments = await FoundAsync("bash", "-c", $"echo $$ > {group}/cgroup.procs && exec \"$@\"", "-");
            Assert.Equal("cpu.max 150000 100000: 1.5 CPUs a period", ailments["quota"]);
        }
        finally
        {
            Directory.Delete(group);
        }
    }

    [Fact]
    public async Task For_people_it_ends_with_what_to_do_next()
    {
        var outcome = await Cli.RunWithNodeAsync(RealNode.Path, "doctor");
        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.StartsWith("IoBench doctor · Linux ", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("--calibrate measures", outcome.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    /// <summary>What was found, by name, with the command started behind these words; skips where they are not permitted.</summary>
    private static async Task<Dictionary<string, string>> FoundAsync(params string[] prefix)
    {
        using var process = Started([.. prefix, Path.Combine(AppContext.BaseDirectory, "iobench"), "doctor", "--json"]);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Limit, TestContext.Current.CancellationToken);
        var complaint = await error;
        Assert.SkipWhen(complaint.Contains("not permitted", StringComparison.Ordinal) || complaint.Contains("Read-only file system", StringComparison.Ordinal), $"not permitted here: {complaint.Trim()}");
        Assert.Equal((0, ""), (process.ExitCode, complaint));
        using var examination = JsonDocument.Parse(await output);
        return examination.RootElement.GetProperty("ailments").EnumerateArray().ToDictionary(static a => a.GetProperty("name").GetString()!, static a => a.GetProperty("found").GetString()!);
    }

    private static Process Started(string[] command)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["IOBENCH_NODE"] = RealNode.Path } })!;
        }
        catch (Win32Exception e)
        {
            Assert.Skip($"{command[0]}: {e.Message}");
            throw new UnreachableException();
        }
    }

    /// <summary>A program that forbids io_uring_setup to itself, as containers do (seccomp(2)), and becomes another.</summary>
    private sealed class RefusingProgram : IDisposable
    {
        private const string Source = """
            #include <errno.h>
            #include <stddef.h>
            #include <linux/filter.h>
            #include <linux/seccomp.h>
            #include <sys/prctl.h>
            #include <sys/syscall.h>
            #include <unistd.h>
            int main(int argc, char **argv)
            {
                struct sock_filter rules[] = {
                    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
                    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_io_uring_setup, 0, 1),
                    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
                    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
                };
                struct sock_fprog program = { sizeof rules / sizeof *rules, rules };
                if (argc < 2 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program)) return 9;
                execvp(argv[1], argv + 1);
                return 9;
            }
            """;

        private readonly string _folder = Directory.CreateTempSubdirectory("iobench-refusing-").FullName;

        public RefusingProgram()
        {
            File.WriteAllText(System.IO.Path.Combine(_folder, "refusing.c"), Source);
            foreach (var compiler in (string[])["cc", "gcc", "clang"])
            {
                try
                {
                    using var compiling = Process.Start(new ProcessStartInfo(compiler, ["-o", Path, System.IO.Path.Combine(_folder, "refusing.c")]) { RedirectStandardError = true })!;
                    var complaint = compiling.StandardError.ReadToEnd();
                    compiling.WaitForExit();
                    Assert.True(compiling.ExitCode == 0, complaint);
                    return;
                }
                catch (Win32Exception)
                {
                    // Not this one.
                }
            }

            Assert.Skip("no C compiler, so nothing refuses io_uring here");
        }

        public string Path => System.IO.Path.Combine(_folder, "refusing");

        public void Dispose() => Directory.Delete(_folder, recursive: true);
    }
}
