using CsCheck;
using IoBench.Cli.Hosts;
using IoBench.Cli.Running;
using IoBench.Results;

namespace IoBench.Cli.Tests;

public class HostsOptionsTests
{
    private static readonly NodeProgram Node = new("/opt/iobench-node");

    [Fact]
    public void Totals_are_divided_without_a_rest() => Gen.Select(Gen.Int[1, 12], Gen.Int[0, 5000], Gen.Int[0, 5000]).Sample((hosts, more, idle) =>
    {
        var connections = hosts + more;
        var shares = Options(hosts) with { Connections = connections, Idle = idle, RatePerSecond = 1000 };

        var words = shares.Shares(Node).Select(share => share.Arguments).ToList();

        int[] each = [.. words.Select(share => int.Parse(After(share, "--connections"), null))];
        int[] silent = [.. words.Select(share => int.Parse(After(share, "--idle"), null))];
        Assert.Equal((connections, idle), (each.Sum(), silent.Sum()));
        Assert.InRange(each.Max() - each.Min(), 0, 1);
        Assert.InRange(silent.Max() - silent.Min(), 0, 1);
        double[] rates = [.. words.Select(share => double.Parse(After(share, "--rate"), System.Globalization.CultureInfo.InvariantCulture))];
        Assert.Equal(1000, rates.Sum(), 1e-6);
        Assert.All(rates.Zip(each), part => Assert.Equal(1000.0 / connections, part.First / part.Second, 1e-6));
    });

    [Fact]
    public void Each_host_draws_its_own_arrivals() =>
        Assert.Equal(["7", "8", "9"], (Options(3) with { Seed = 7 }).Shares(Node).Select(share => After(share.Arguments, "--seed")));

    [Fact]
    public void A_closed_loop_has_no_rate() => Assert.All(Options(2).Shares(Node), share => Assert.DoesNotContain("--rate", share.Arguments));

    [Fact]
    public void No_host_warms_up_for_longer_than_the_others_unless_it_is_asked_for()
    {
        Assert.All(Options(2).Shares(Node), share => Assert.Equal("1", After(share.Arguments, "--warmup-limit")));
        Assert.All((Options(2) with { WarmupLimitSeconds = 9 }).Shares(Node), share => Assert.Equal("9", After(share.Arguments, "--warmup-limit")));
    }

    [Fact]
    public void The_command_is_prefix_node_and_arguments()
    {
        var share = (Options(1) with { Nodes = ["/there/node"], Others = ["--payload", "128"] }).Shares(Node)[0];

        var command = share.Node.Command(share.Arguments);

        Assert.Equal(["ssh", "a b", "/there/node", "load", "--hold", "--json"], command.Take(6));
        Assert.Equal(["--payload", "128"], command.TakeLast(2));
        Assert.All(command.Skip(2), word => Assert.True(ShellWords.IsSafe(word), word));
    }

    [Fact]
    public void What_cannot_be_divided_is_refused()
    {
        Refuses("2 connections cannot be divided among 3 hosts, --connections; give at least one for each host; it is the total", Options(3) with { Connections = 2 });
        Refuses("2 paths for 3 hosts, --load-node; give one for all, or one for each --load-prefix", Options(3) with { Nodes = ["/a", "/b"] });
        Refuses("'$(id)' holds what a remote shell would take apart, load; leave it out", Options(1) with { Others = ["--payload", "$(id)"] });
        Refuses("'/my node' holds what a remote shell would take apart, --load-node; name a path without blanks and such letters", Options(1) with { Nodes = ["/my node"] });
    }

    [Fact]
    public void An_argument_that_a_shell_would_change_never_goes_through_a_prefix()
    {
        var there = Node.Behind(Prefix.Parse("ssh h", "--load-prefix"), null, "--load-node");

        Assert.Throws<ArgumentException>(() => there.Command(["--target", "[::1]:7"]));
        Assert.Equal(["/opt/iobench-node", "--target", "[::1]:7"], Node.Command(["--target", "[::1]:7"]));
    }

    private static void Refuses(string message, HostsOptions options) =>
        Assert.Equal(message, Assert.Throws<BadInputException>(() => options.Shares(Node)).Message);

    private static HostsOptions Options(int hosts) => new()
    {
        Prefixes = [.. Enumerable.Repeat(Prefix.Parse("ssh 'a b'", "--load-prefix"), hosts)],
        Target = "127.0.0.1:7",
        Connections = hosts,
    };

    private static string After(IReadOnlyList<string> words, string option) => words[words.ToList().IndexOf(option) + 1];
}
