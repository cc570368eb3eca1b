using System.Text.Json;

namespace IoBench.Results.Tests;

public class CellWorkTests
{
    [Theory]
    [InlineData("cpu:20", true, 20_000, "cpu:20")]
    [InlineData("wait:100", false, 100_000, "wait:100")]
    [InlineData("cpu:2.50", true, 2_500, "cpu:2.5")]
    [InlineData("wait:0.1", false, 100, "wait:0.1")]
    [InlineData("wait:1000000", false, 1_000_000_000, "wait:1000000")]
    // Finer than a nanosecond is no finer.
    [InlineData("cpu:1.23456", true, 1_235, "cpu:1.235")]
    public void Kind_and_microseconds_are_read_and_written_in_one_way(string text, bool computes, long ns, string written)
    {
        var work = CellWork.Parse(text)!;

        Assert.Equal((computes, ns, written), (work.Computes, work.Ns, work.ToString()));
        Assert.Equal(work, CellWork.Parse(written));
    }

    [Fact]
    public void None_is_the_absence_of_work() => Assert.Null(CellWork.Parse("none"));

    [Theory]
    [InlineData("")]
    [InlineData("cpu")]
    [InlineData("cpu:")]
    [InlineData("CPU:5")]
    [InlineData("cpu:5:5")]
    [InlineData("cpu:5us")]
    [InlineData("cpu:1e3")]
    [InlineData("cpu: 5")]
    [InlineData("cpu:-5")]
    [InlineData("cpu:0")]
    [InlineData("cpu:0.09")]
    [InlineData("cpu:NaN")]
    [InlineData("wait:1000000.1")]
    [InlineData("wait:99999999999999999999")]
    [InlineData("none:5")]
    public void What_is_no_work_is_refused_with_the_text(string text)
    {
        Assert.Contains($"'{text}'", Assert.Throws<FormatException>(() => CellWork.Parse(text)).Message, StringComparison.Ordinal);
        Assert.Null(CellWork.Of(text));
    }

    [Fact]
    public void A_cell_is_written_with_its_work_and_an_older_one_has_none()
    {
        var cell = new Cell { Label = "epoll", Model = "epoll", Sweep = "work", Connections = 50, PayloadBytes = 64, Work = "wait:20" };
        var plain = cell with { Work = null };

        var there = JsonSerializer.Deserialize(JsonSerializer.Serialize(Of(cell), LineJson.Default.Invocation), LineJson.Default.Invocation)!.Cell;
        var older = JsonSerializer.Serialize(Of(plain), LineJson.Default.Invocation);

        Assert.Equal((cell, "epoll c50 i0 p64 d1 t0 wait:20"), (there, there.Key));
        Assert.DoesNotContain("work\":\"", older, StringComparison.Ordinal);
        Assert.Equal(plain, JsonSerializer.Deserialize(older, LineJson.Default.Invocation)!.Cell);
        Assert.NotEqual(cell.Point, plain.Point);
        Assert.Equal(cell.Point, (cell with { RatePerSecond = 1000 }).Closed.Point);

        static Invocation Of(Cell cell) => new() { Block = 1, Order = 1, Cell = cell, StartedAt = DateTimeOffset.UnixEpoch, ElapsedSeconds = 1, Verdict = Verdict.Good };
    }
}
