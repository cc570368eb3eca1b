using IoBench.Cli.Hosts;
using IoBench.Results;

namespace IoBench.Cli.Tests;

public class SkewTests
{
    private const long Second = 1_000_000_000, Ms = 1_000_000;

    [Theory]
    [InlineData(0, 0, 1.0)]
    [InlineData(50, 0, 0.95)]
    [InlineData(51, 0, 0.949)]
    [InlineData(2000, 0, 0.0)]
    // What is not known counts against it: either start may be off.
    [InlineData(0, 20, 0.96)]
    [InlineData(20, 20, 0.94)]
    public void Overlap_is_what_is_certain(long apartMs, long errorMs, double overlap)
    {
        var skew = new Skew([new HostWindow(7, errorMs * Ms, Second), new HostWindow(7 + (apartMs * Ms), errorMs * Ms, Second)]);

        Assert.Equal(overlap, skew.Overlap, 1e-9);
        Assert.Equal(apartMs * Ms, skew.DifferenceNs);
        Assert.Equal(overlap >= 0.95, skew.Reason is null);
    }

    [Fact]
    public void A_longer_window_is_the_measure() =>
        Assert.Equal(0.5, new Skew([new HostWindow(0, 0, Second), new HostWindow(0, 0, 2 * Second)]).Overlap);

    [Fact]
    public void One_host_has_no_skew() => Assert.Null(new Skew([new HostWindow(0, Second, Second)]).Reason);

    [Fact]
    public void The_reason_says_how_far_apart() =>
        Assert.Equal(
            "skew: the hosts' windows have 80 % in common at worst; they began 200.0 ms apart, known to 0.0 ms; let them be longer",
            new Skew([new HostWindow(0, 0, Second), new HostWindow(200 * Ms, 0, Second)]).Reason);

    [Fact]
    public void A_window_of_this_kernel_is_taken_as_it_is() =>
        Assert.Equal(new HostWindow(500, 0, 1000), HostWindow.Of(Window("here"), "here", TimeSpan.FromSeconds(1), 10, 20));

    [Fact]
    public void A_window_of_another_kernel_lies_between_go_and_answer() =>
        // Not before the warm-up that began at 100 is over, not later after it was told than it was told ahead.
        Assert.Equal(
            new HostWindow(Second + 100 + (15 * Ms), 15 * Ms, 1000),
            HostWindow.Of(Window("there"), "here", TimeSpan.FromSeconds(1), 100, Second + (5 * Ms) + 100));

    private static LoadWindow Window(string bootId) => new() { LeadNs = 25 * Ms, StartNs = 500, StopNs = 1500, BootId = bootId };
}
