using IoBench.Cli.Doctoring;
using IoBench.Cli.Machine;
using IoBench.Cli.Running;
using IoBench.Results;

namespace IoBench.Cli.Tests;

/// <summary>Each check against files as such machines have them; a machine without faults is the measure.</summary>
public sealed class DoctorTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("iobench-doctor-").FullName;

    private static readonly RunEnvironment Sound = FakeManifest.Of("x").Environment with
    {
        Cpus = [0, 1], Siblings = new Dictionary<string, string> { ["0"] = "0", ["1"] = "1" }, Governor = "performance", ClockSource = "tsc", Hypervisor = null, Mitigations = new Dictionary<string, string> { ["meltdown"] = "Not affected" },
        CgroupCpuMax = "max 100000", CgroupMemoryMax = "max", DescriptorLimit = 20_000, IoUringDisabled = "0",
    };

    [Fact]
    public void A_sound_machine_has_no_ailment() => Assert.Empty(Found(Sound));

    [Theory]
    [InlineData("/proc/sys/net/ipv4/ip_local_port_range", "40000\t40099", "ports", nameof(Weight.Prevents), "100 local ports (40000 to 40099)")]
    [InlineData("/proc/sys/net/core/somaxconn", "128", "backlog", nameof(Weight.Distorts), "net.core.somaxconn 128")]
    [InlineData("/proc/self/limits", "Max pending signals       64                   64                   signals", "pending-signals", nameof(Weight.Distorts), "64 pending signals at most")]
    [InlineData("/proc/sys/kernel/sched_autogroup_enabled", "1", "autogroup", nameof(Weight.Note), "kernel.sched_autogroup_enabled 1")]
    [InlineData("/sys/devices/system/cpu/cpufreq/boost", "1", "boost", nameof(Weight.Distorts), "on")]
    [InlineData("/sys/devices/system/cpu/intel_pstate/no_turbo", "0", "boost", nameof(Weight.Distorts), "on")]
    public void A_file_tells(string path, string text, string name, string weight, string found)
    {
        Given(path, text);

        var ailment = Assert.Single(Found(Sound));
        Assert.Equal((name, weight, found), (ailment.Name, ailment.Weight.ToString(), ailment.Found));
        Assert.NotNull(ailment.Mend);
    }

    [Fact]
    public void Only_an_idle_state_that_is_slow_to_leave_and_not_disabled_counts()
    {
        Given("/sys/devices/system/cpu/cpu0/cpuidle/state0/name", "POLL");
        Given("/sys/devices/system/cpu/cpu0/cpuidle/state0/latency", "0");
        Given("/sys/devices/system/cpu/cpu0/cpuidle/state1/name", "C6");
        Given("/sys/devices/system/cpu/cpu0/cpuidle/state1/latency", "133");
        Assert.Equal("C6 takes 133 µs to leave", Assert.Single(Found(Sound)).Found);

        Given("/sys/devices/system/cpu/cpu0/cpuidle/state1/disable", "1");
        Assert.Empty(Found(Sound));
    }

    [Fact]
    public void The_environment_tells()
    {
        (string Name, RunEnvironment Environment)[] planted =
        [
            ("cpus", Sound with { Cpus = [0] }),
            ("smt", Sound with { Siblings = new Dictionary<string, string> { ["0"] = "0,1", ["1"] = "0,1" } }),
            ("quota", Sound with { CgroupCpuMax = "150000 100000" }),
            ("governor", Sound with { Governor = "powersave" }),
            ("mitigations", Sound with { Mitigations = new Dictionary<string, string> { ["meltdown"] = "Mitigation: PTI" } }),
            ("descriptors", Sound with { DescriptorLimit = 1024 }),
            ("memory", Sound with { CgroupMemoryMax = "268435456" }),
            ("clock", Sound with { ClockSource = "hpet" }),
            ("virtual", Sound with { Hypervisor = "KVM" }),
        ];
        Assert.All(planted, p => Assert.Equal(p.Name, Assert.Single(Found(p.Environment)).Name));
        Assert.Contains("1.5 CPUs a period", Assert.Single(Found(Sound with { CgroupCpuMax = "150000 100000" })).Found, StringComparison.Ordinal);
    }

    [Fact]
    public void Models_that_do_not_run_are_told_once_for_each_reason_with_what_lets_them()
    {
        ModelInfo[] models = [Model("uring", "EPERM: forbidden"), Model("uring-oneshot", "EPERM: forbidden"), Model("epoll", null)];

        var bySysctl = Assert.Single(Found(Sound with { IoUringDisabled = "2" }, models));
        Assert.Equal(("io_uring", Weight.Prevents, "uring, uring-oneshot: EPERM: forbidden", "sudo sysctl -w kernel.io_uring_disabled=0"), (bySysctl.Name, bySysctl.Weight, bySysctl.Found, bySysctl.Mend));
        Assert.Contains("seccomp", Assert.Single(Found(Sound, models)).Mend, StringComparison.Ordinal);
    }

    [Fact]
    public void Neighbours_and_the_host_tell()
    {
        Assert.Equal("busy", Assert.Single(Found(Sound, rest: new Disturbance { CpuPressureShare = 0.1 })).Name);
        Assert.Equal("stolen", Assert.Single(Found(Sound, rest: new Disturbance { StealShare = 0.02 })).Name);
    }

    [Fact]
    public void The_worst_comes_first_and_no_line_but_a_command_is_wider_than_a_terminal()
    {
        var ailments = Found(Sound with { Hypervisor = "KVM", Governor = "powersave", DescriptorLimit = 100, ClockSource = "hpet" });

        Assert.Equal([Weight.Prevents, Weight.Distorts, Weight.Distorts, Weight.Note], ailments.Select(static a => a.Weight));
        var text = DoctorText.Render(new Examination { Environment = Sound, Ailments = ailments });
        Assert.All(text.Split('\n'), static line => Assert.True(line.Length <= 80 || line.Contains("> ", StringComparison.Ordinal), line));
        Assert.Contains("                   > sudo cpupower frequency-set -g performance\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.004, "A")]
    [InlineData(0.02, "A")]
    [InlineData(0.021, "B")]
    [InlineData(0.1, "C")]
    [InlineData(0.5, "D")]
    public void Grades(double smallest, string grade) => Assert.Equal(grade, Resolution.GradeOf(smallest));

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private IReadOnlyList<Ailment> Found(RunEnvironment environment, IReadOnlyList<ModelInfo>? models = null, Disturbance? rest = null) =>
        Examination.Of(new Patient(new MachineFiles(_root), environment, Placing.Of(environment.Cpus, environment.Siblings), models ?? [], rest ?? new Disturbance())).Ailments;

    private static ModelInfo Model(string name, string? reason) => new()
    {
        Name = name, IoModel = "", Pattern = "", Threads = ModelInfo.Loops, Needs = "", Signature = [], Limits = [], Available = reason is null, Reason = reason,
    };

    private void Given(string path, string text)
    {
        var file = Path.Combine(_root, path.TrimStart('/'));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
