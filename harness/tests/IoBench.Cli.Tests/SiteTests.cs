using IoBench.Cli.Machine;
using IoBench.Cli.Running;
using IoBench.Results;

namespace IoBench.Cli.Tests;

public class SiteTests
{
    private const string Boot = "b2a1e0a4-3f5e-4a51-9a7b-6f3f2c4f0c11", Other = "00000000-3f5e-4a51-9a7b-6f3f2c4f0c11";
    private static readonly RunEnvironment Environment = EnvironmentReader.Read(new MachineFiles(), commit: null);
    private static readonly Prefix There = Prefix.Parse("ssh there", "--server-prefix");
    private static readonly RunEnvironment Here = Environment with { BootId = Boot, Cpus = [0, 1], Siblings = new Dictionary<string, string>() };

    [Fact]
    public void A_boot_id_and_a_status_tell_where_one_stands()
    {
        var site = Site.Of(There, $"{Boot}\nName:\tcat\nCpus_allowed:\tff\nCpus_allowed_list:\t0-3,6\n")!;

        Assert.Equal(Boot, site.BootId);
        Assert.Equal([0, 1, 2, 3, 6], site.Cpus);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Welcome to this host!\nCpus_allowed_list:\t0\n")]
    [InlineData(Boot + "\nName:\tcat\n")]
    public void Anything_else_is_no_answer(string answer) => Assert.Null(Site.Of(There, answer));

    [Fact]
    public async Task A_prefix_is_asked()
    {
        var site = await Site.OfAsync(Prefix.Parse($"taskset -c {Environment.Cpus[^1]}", "--load-prefix"), Environment);

        Assert.Equal(Environment.BootId, site.BootId);
        Assert.Equal([Environment.Cpus[^1]], site.Cpus);
    }

    [Theory]
    [InlineData("false", "no answer, false cat /proc/sys/kernel/random/boot_id /proc/self/status; it failed (exit code 1)")]
    [InlineData("echo", "no answer, echo cat /proc/sys/kernel/random/boot_id /proc/self/status; it printed something else")]
    public async Task A_prefix_that_leads_nowhere_is_a_failure(string prefix, string message) =>
        Assert.Equal(message, (await Assert.ThrowsAsync<FailedException>(() => Site.OfAsync(Prefix.Parse(prefix, "--load-prefix"), Environment))).Message);

    [Fact]
    public void Without_prefixes_the_network_is_loopback() =>
        Assert.Equal(("0", "1", true, Placement.Loopback), Facts(Placing.Of(At(null, Boot, 0, 1), At(null, Boot, 0, 1), Here)));

    [Fact]
    public void Two_namespaces_of_one_machine_share_its_cpus_as_two_processes_do() =>
        Assert.Equal(
            ("0", "1", true, "server here, load through 'ssh there'"),
            Facts(Placing.Of(At(null, Boot, 0, 1), At(There, Boot, 0, 1), Here)));

    [Fact]
    public void Two_machines_have_all_their_cpus() =>
        Assert.Equal(
            ("0-1", "0-7", true, "server through 'ssh there' (another kernel), load here"),
            Facts(Placing.Of(At(There, Other, 0, 1, 2, 3, 4, 5, 6, 7), At(null, Boot, 0, 1), Here)));

    [Fact]
    public void Who_is_kept_to_fewer_cpus_leaves_the_rest_to_the_other()
    {
        Assert.Equal("0/1", Cpus(Placing.Of(At(null, Boot, 0, 1), At(There, Boot, 0), Here)));
        Assert.Equal("1/0", Cpus(Placing.Of(At(There, Boot, 0), At(null, Boot, 0, 1), Here)));
        Assert.Equal("1/0", Cpus(Placing.Of(At(There, Boot, 0), At(There, Boot, 1), Here)));
    }

    [Fact]
    public void What_overlaps_otherwise_is_shared()
    {
        var placement = Placing.Of(At(There, Boot, 0, 1), At(There, Boot, 1, 2), Here);

        Assert.False(placement.Disjoint);
        Assert.Equal("1-2/0-1", Cpus(placement));
    }

    private static Site At(Prefix? prefix, string bootId, params int[] cpus) => new(prefix, bootId, cpus);

    private static string Cpus(Placement placement) => $"{CpuList.Format(placement.ClientCpus)}/{CpuList.Format(placement.ServerCpus)}";

    private static (string Client, string Server, bool Disjoint, string Network) Facts(Placement placement) =>
        (CpuList.Format(placement.ClientCpus), CpuList.Format(placement.ServerCpus), placement.Disjoint, placement.Network);
}
