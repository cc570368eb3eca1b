using IoBench.Analysis;
using IoBench.Cli.Running;
using IoBench.Results;
using IoBench.Results.Plans;

namespace IoBench.Cli.Tests;

public class ProgressTests
{
    [Fact]
    public void A_log_gets_a_line_at_each_tenth()
    {
        var talk = new StringWriter();
        var progress = new LineProgress(talk, new Pace(200), grows: false, static () => ", A/A 1.01");

        for (var order = 1; order <= 200; order++)
            progress.Finish(new CellTurn(1, order, new Cell { Label = "", Model = "", Sweep = "", Connections = 1, PayloadBytes = 1 }));

        var lines = talk.ToString().TrimEnd().Split('\n');
        Assert.Equal(10, lines.Length);
        Assert.StartsWith(" 10 %  20 of 200, block 1, ", lines[0], StringComparison.Ordinal);
        Assert.Equal("100 %  200 of 200, block 1, 0 s left, A/A 1.01", lines[^1]);
    }

    [Fact]
    public void A_run_that_was_taken_up_again_goes_on_counting_where_it_was()
    {
        var talk = new StringWriter();
        var progress = new LineProgress(talk, new Pace(20, before: 11), grows: false, static () => "");

        progress.Finish(new CellTurn(1, 3, new Cell { Label = "", Model = "", Sweep = "", Connections = 1, PayloadBytes = 1 }));

        Assert.StartsWith(" 60 %  12 of 20, ", talk.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_grows_is_told_with_its_limit_and_with_what_it_learns()
    {
        var talk = new StringWriter();
        var progress = new LineProgress(talk, new Pace(10), grows: true, static () => "");

        progress.Finish(new CellTurn(1, 1, new Cell { Label = "", Model = "", Sweep = "", Connections = 1, PayloadBytes = 1 }));
        progress.Tell("6 blocks: aio is known to 3.1 %");

        Assert.Matches("^ 10 %  1 of at most 10, block 1, at most .* left\n6 blocks: aio is known to 3.1 %\n$", talk.ToString());
    }

    [Fact]
    public void A_a_is_told_with_its_interval_once_it_has_one() => Assert.Equal(
        ("", ", A/A 1.01", ", A/A 1.01 [0.97, 1.05]"),
        (RunTalk.Aa(null), RunTalk.Aa(new Estimate(1.012, null, 2)), RunTalk.Aa(new Estimate(1.012, new Interval(0.971, 1.049, 0.95, 0.97), 8))));

    [Theory]
    [InlineData(0.4, "0 s")]
    [InlineData(48, "48 s")]
    [InlineData(108, "1 min 48 s")]
    [InlineData(7500, "2 h 05 min")]
    public void Durations_are_for_people(double seconds, string expected) => Assert.Equal(expected, Pace.Text(TimeSpan.FromSeconds(seconds)));
}
