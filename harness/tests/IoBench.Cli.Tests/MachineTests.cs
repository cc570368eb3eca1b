using IoBench.Cli.Machine;

namespace IoBench.Cli.Tests;

/// <summary>Each reader against texts that were captured on real machines.</summary>
public sealed class MachineTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("iobench-machine-").FullName;

    private MachineFiles Files => new(_root);

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData("processor\t: 0\nvendor_id\t: AuthenticAMD\nmodel name\t: AMD EPYC 7763 64-Core Processor\n", "AMD EPYC 7763 64-Core Processor")]
    [InlineData("processor\t: 0\nCPU implementer\t: 0x41\nCPU part\t: 0xd0c\n", "ARM implementer 0x41 part 0xd0c")]
    [InlineData("processor\t: 0\n", null)]
    [InlineData(null, null)]
    public void Cpu_model(string? cpuinfo, string? expected) => Assert.Equal(expected, Processor.Model(cpuinfo));

    [Fact]
    public void Allowed_cpus() =>
        Assert.Equal([0, 1, 2, 8], Processor.Allowed("Name:\tcat\nCpus_allowed:\t107\nCpus_allowed_list:\t0-2,8\nMems_allowed:\t1\n"));

    [Fact]
    public void Siblings_governor_and_mitigations()
    {
        Given("/sys/devices/system/cpu/cpu0/topology/thread_siblings_list", "0,4\n");
        Given("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "performance\n");
        Given("/sys/devices/system/cpu/cpu4/cpufreq/scaling_governor", "powersave\n");
        Given("/sys/devices/system/cpu/vulnerabilities/meltdown", "Not affected\n");

        Assert.Equal(new Dictionary<string, string> { ["0"] = "0,4" }, Processor.Siblings(Files, [0, 4]));
        Assert.Equal("performance, powersave", Processor.Governor(Files, [0, 4]));
        Assert.Null(Processor.Governor(Files, [1]));
        Assert.Equal(new Dictionary<string, string> { ["meltdown"] = "Not affected" }, Processor.Mitigations(Files));
    }

    [Theory]
    [InlineData("tsc kvm-clock acpi_pm", "fpu hypervisor sse", null, "KVM")]
    [InlineData("tsc kvm-clock", "fpu hypervisor", "Amazon EC2", "KVM, Amazon EC2")]
    [InlineData("hyperv_clocksource_tsc_page tsc", "fpu hypervisor", "Microsoft Corporation", "Hyper-V, Microsoft Corporation")]
    [InlineData("tsc hpet", "fpu hypervisor", "VMware, Inc.", "unnamed hypervisor, VMware, Inc.")]
    [InlineData("tsc hpet acpi_pm", "fpu sse", "Dell Inc.", null)]
    public void Hypervisor_name(string clocks, string flags, string? vendor, string? expected)
    {
        Given("/sys/devices/system/clocksource/clocksource0/available_clocksource", clocks + " \n");
        Given("/proc/cpuinfo", $"processor\t: 0\nflags\t\t: {flags}\n");
        if (vendor is not null)
            Given("/sys/class/dmi/id/sys_vendor", vendor + "\n");

        Assert.Equal(expected, Hypervisor.Name(Files));
    }

    [Fact]
    public void Unified_control_group_takes_the_tightest_of_all_ancestors()
    {
        Given("/proc/self/cgroup", "0::/user.slice/session-1.scope\n");
        Given("/sys/fs/cgroup/user.slice/cpu.max", "150000 100000\n");
        Given("/sys/fs/cgroup/user.slice/session-1.scope/cpu.max", "max 100000\n");
        Given("/sys/fs/cgroup/user.slice/memory.max", "max\n");
        Given("/sys/fs/cgroup/user.slice/session-1.scope/memory.max", "1073741824\n");

        Assert.Equal("150000 100000", new ControlGroup(Files).CpuMax());
        Assert.Equal("1073741824", new ControlGroup(Files).MemoryMax());
    }

    [Fact]
    public void A_container_finds_its_group_at_the_mounts_root()
    {
        Given("/proc/self/cgroup", "0::/\n");
        Given("/sys/fs/cgroup/cpu.max", "200000 100000\n");

        Assert.Equal("200000 100000", new ControlGroup(Files).CpuMax());
        Assert.Null(new ControlGroup(Files).MemoryMax());
    }

    [Fact]
    public void Legacy_control_groups_are_read_in_the_same_form()
    {
        Given("/proc/self/cgroup", "5:memory:/docker/ab\n4:cpu,cpuacct:/docker/ab\n0::/\n");
        Given("/sys/fs/cgroup/cpu/cpu.cfs_quota_us", "-1\n");
        Given("/sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000\n");
        Given("/sys/fs/cgroup/cpu/docker/ab/cpu.cfs_quota_us", "50000\n");
        Given("/sys/fs/cgroup/cpu/docker/ab/cpu.cfs_period_us", "100000\n");
        Given("/sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");

        Assert.Equal("50000 100000", new ControlGroup(Files).CpuMax());
        Assert.Equal("max", new ControlGroup(Files).MemoryMax());
    }

    [Theory]
    [InlineData("Limit                     Soft Limit           Hard Limit           Units     \nMax open files            1024                 524288               files     \n", 524288)]
    [InlineData("Max open files            1024                 unlimited            files     \n", long.MaxValue)]
    [InlineData(null, long.MaxValue)]
    public void Hard_limit_of_descriptors(string? limits, long expected) => Assert.Equal(expected, DescriptorLimit.Hard(limits));

    [Fact]
    public void Distribution_and_memory()
    {
        Assert.Equal("Debian GNU/Linux 12 (bookworm)", KeyedText.Value("NAME=\"Debian\"\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n", "PRETTY_NAME", '='));
        Assert.Equal(16384L * 1024, EnvironmentReader.MemoryBytes("MemTotal:          16384 kB\nMemFree:  1 kB\n"));
        Assert.Null(EnvironmentReader.MemoryBytes(null));
    }

    [Fact]
    public void Stolen_time_and_pressure()
    {
        Assert.Equal((488.0, 312945.0), DisturbanceMeter.CpuTicks("cpu  24988 0 7348 278229 1665 0 227 488 7 7\ncpu0 1 2\n"));
        Assert.Null(DisturbanceMeter.CpuTicks("intr 1 2 3"));
        Assert.Equal(60170982, DisturbanceMeter.SomeWaitedUs("some avg10=0.00 avg60=0.21 avg300=1.56 total=60170982\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=0\n"));
        Assert.Null(DisturbanceMeter.SomeWaitedUs(null));
    }

    [Fact]
    public void Disturbance_is_the_difference_over_the_time()
    {
        Given("/proc/stat", "cpu 100 0 0 100 0 0 0 0 0 0\n");
        var meter = new DisturbanceMeter(Files);
        Given("/proc/stat", "cpu 150 0 0 125 0 0 0 25 0 0\n");

        var disturbance = meter.Read();

        Assert.Equal(0.25, disturbance.StealShare);
        Assert.Null(disturbance.CpuPressureShare);
    }

    [Fact]
    public void This_very_machine_can_be_read()
    {
        var environment = EnvironmentReader.Read(new MachineFiles(), commit: null);

        Assert.NotEmpty(environment.Cpus);
        Assert.NotEmpty(environment.Kernel);
        Assert.Null(environment.GitCommit);
    }

    [Fact]
    public void A_command_that_fails_or_is_missing_says_nothing()
    {
        Assert.Equal("42", CommandOutput.Of("echo", "42"));
        Assert.Null(CommandOutput.Of("false"));
        Assert.Null(CommandOutput.Of("no-such-command-here"));
    }

    private void Given(string path, string text)
    {
        var file = Path.Combine(_root, path[1..]);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
