using System.Text;
using IoBench.Cli.Kernels;

namespace IoBench.Cli.Tests;

public class GuestOutputTests
{
    private static readonly byte[] Whole = GuestText.Of("6.12.1-test", 30_000, "skipped\turing\tiobench: uring does not run here: ENOSYS", "skipped\taio\t", "failed\tpoll\t16\texit code 1: no connection");

    [Fact]
    public void A_whole_result_is_read()
    {
        var output = GuestOutput.Parse(Whole, payloadBytes: 64);

        Assert.Equal(("6.12.1-test", "tsc", "console=ttyS0 quiet"), (output.Guest.Release, output.Guest.ClockSource, output.Guest.CommandLine));
        Assert.Equal("Mitigation: Retpolines", output.Guest.Mitigations["spectre_v2"]);
        Assert.Equal([("honest", 1, 30_000), ("honest", 16, 27_000)], output.Figures.Select(static f => (f.Model, f.Connections, Math.Round(f.PerEcho))));
        Assert.Equal(1667, output.Figures[0].Echoes);
        Assert.Equal(
            [("uring", null, "ENOSYS"), ("aio", null, "its server did not begin"), ("poll", 16, "exit code 1: no connection")],
            output.Skipped.Select(static s => (s.Model, s.Connections, s.Reason)));
    }

    [Fact]
    public void A_result_that_ends_early_is_torn_wherever_it_ends()
    {
        for (var length = 0; length < Whole.Length; length += 7)
        {
            var message = Assert.Throws<GuestException>(() => GuestOutput.Parse(Whole[..length], 64)).Message;
            Assert.Matches("^(the guest sent nothing|the guest's result is torn: its checksum is missing)$", message);
        }
    }

    [Fact]
    public void One_changed_byte_is_seen()
    {
        for (var at = 0; at < Whole.Length - 80; at += 11)
        {
            byte[] damaged = [.. Whole];
            damaged[at] ^= 0x20;
            Assert.Contains("damaged on its way", Assert.Throws<GuestException>(() => GuestOutput.Parse(damaged, 64)).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("guest\t6.1\n", "the guest did not say which kernel it runs")]
    [InlineData("mitigation\tx\ty\n", "the guest did not say which kernel it runs")]
    [InlineData("load\thonest\t1\t{\"event\":\n", "the guest sent a line 'load' that cannot be read")]
    [InlineData("load\thonest\tone\t{}\n", "the guest sent a line 'load' that cannot be read")]
    [InlineData("load\thonest\n", "the guest sent a line 'load' that cannot be read")]
    [InlineData("costs\tnull\n", "the guest sent a line 'costs' that cannot be read")]
    public void Lines_that_say_something_else_are_refused(string lines, string why) =>
        Assert.StartsWith(why, Assert.Throws<GuestException>(() => GuestOutput.Parse(GuestText.Sealed(lines), 64)).Message, StringComparison.Ordinal);

    [Fact]
    public void What_the_load_found_wrong_is_kept_with_the_figure()
    {
        var text = Encoding.UTF8.GetString(GuestText.Of("6.1", 1));
        var output = GuestOutput.Parse(GuestText.Sealed(text[..text.IndexOf("sha256", StringComparison.Ordinal)] + GuestText.Load("honest", 2, 5, valid: false) + "\n"), 64);

        Assert.Equal((false, "a byte was wrong"), (output.Figures[^1].Verdict.Valid, output.Figures[^1].Verdict.Reasons[0]));
    }
}
