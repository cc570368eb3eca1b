using IoBench.Reporting;
using IoBench.Results;
using IoBench.Tests.Synthetic;

namespace IoBench.Tests.Reporting;

public sealed class WaitTextTests
{
    private static readonly RunManifest Manifest = new SyntheticRun().Build().Manifest;
    private static readonly ModelWaits Plain = SyntheticAnatomy.Waiting("half-sync-half-async", new WaitedCall("epoll_wait", 0.5, 2300, 1), new WaitedCall("futex", 0.49, 2200, 1));
    private static readonly ThreadWaits Other = new() { Name = ".NET TP Worker", Threads = 3, Stamped = false, SwitchesPerEcho = 2.4, CpuUsPerEcho = 30 };

    private static string[] Lines(params ModelWaits[] models) => WaitText.Render(SyntheticAnatomy.Waits(Manifest, models), new TerminalStyle(80)).Split('\n');

    [Fact]
    public void A_thread_has_a_row_for_each_call_that_it_waits_in()
    {
        var lines = Lines(Plain);
        Assert.Contains(" half-sync-half-async  half-sync-half-async  epoll_wait     50\u202F%     2.30", lines);
        Assert.Contains("                                             futex          49\u202F%     2.20", lines);
        Assert.All(lines, static l => Assert.True(l.Length <= 80, l));
    }

    [Fact]
    public void A_thread_that_waits_in_no_call_is_said_to() =>
        Assert.Contains(" nonblocking  nonblocking  no call", Lines(SyntheticAnatomy.Waiting("nonblocking")));

    [Theory]
    [InlineData("recv send", "", "thread: recv, send")]
    [InlineData("aio_read aio_write", "", "threads *: .NET TP Worker, by aio_read, aio_write")]
    [InlineData("", "uring:recv uring:send", "kernel in .NET TP Worker *: recv, send")]
    [InlineData("", "", "threads *: .NET TP Worker")]
    public void Who_copies_is_told_by_what_was_seen(string calls, string completions, string told) =>
        Assert.Contains(Lines(Plain with { Threads = [.. Plain.Threads, Other], CopyingCallsPerEcho = Ones(calls), CompletionsPerEcho = Ones(completions) }), l => l.Contains($"  {told}  ", StringComparison.Ordinal));

    [Fact]
    public void A_ring_without_helpers_copies_in_the_thread_that_waits() => Assert.Contains(
        Lines(Plain with { CopyingCallsPerEcho = Ones(""), CompletionsPerEcho = Ones("uring:recv uring:send") }), static l => l.Contains("kernel in thread: recv, send", StringComparison.Ordinal));

    [Fact]
    public void Threads_that_stamp_nothing_are_starred()
    {
        Assert.Contains(Lines(Plain with { Threads = [Other] }), static l => l.Contains("3 × .NET TP Worker *  2.4 sleeps", StringComparison.Ordinal));
        Assert.Contains(Lines(Plain with { Threads = [Other with { SwitchesPerEcho = 0.01 }] }), static l => l.Contains("runs all the time", StringComparison.Ordinal));
    }

    [Fact]
    public void Calls_have_a_time_in_a_unit_that_fits()
    {
        Assert.Contains(" recv  yes     nothing has come  ok        30.0 ms  sends a byte", Lines(Plain));
        Assert.Contains(Lines(Plain), static l => l.StartsWith(" recv  no      nothing has come  EAGAIN  ", StringComparison.Ordinal) && l.EndsWith("µs", StringComparison.Ordinal));
    }

    private static Dictionary<string, double> Ones(string names) => names.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToDictionary(static n => n, static _ => 1.0);
}
