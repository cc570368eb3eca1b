using System.Globalization;
using System.Text.Json;
using IoBench.Linux;
using IoBench.Load;
using IoBench.Results;

namespace IoBench.Node;

/// <summary>What a load says while it runs: events for a parent, or a line that lives on a terminal.</summary>
/// <param name="hold">Waits, when all connections stand, for the parent's <c>go</c>, or <c>go NS</c>: the window then opens at that time (CLOCK_MONOTONIC).</param>
/// <param name="needsWindow">Nothing but <c>go NS</c> will do.</param>
internal sealed class LoadTalk(bool json, bool hold, bool needsWindow) : ILoadWatch
{
    private const string Go = "go";
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(500);

    /// <summary>Writes what will be written at the edge of the window, to nobody: compiled then, it would take the CPUs that are measured.</summary>
    internal void Rehearse()
    {
        if (json) _ = Describe(new Window(0, 1));
        Console.Out.Flush();
    }

    public long? Connected(int connections)
    {
        if (!hold) return null;
        Print(JsonSerializer.Serialize(new LoadConnected { Connections = connections }, LineJson.Default.LoadConnected));
        var line = Console.In.ReadLine();
        var windowNs = 0L;
        var agreed = line?.StartsWith($"{Go} ", StringComparison.Ordinal) == true && long.TryParse(line.AsSpan(Go.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out windowNs);
        if (line != Go && !agreed) throw new LoadException(line is null ? "the parent left before it said go" : $"'{line}' instead of go");
        if (needsWindow && !agreed) throw new LoadException("who takes turns must be told when the window opens: go CLOCK_MONOTONIC_NS");
        // From now on the end of input means that nobody wants the result.
        new Thread(LeaveWithParent) { IsBackground = true, Name = "parent" }.Start();
        return agreed ? windowNs : null;
    }

    public void Opened(Window window)
    {
        if (json) Print(Describe(window));
    }

    public void Accompany(Window window, LoadPulse pulse)
    {
        if (json || Console.IsErrorRedirected) return;
        Clock.SleepUntil(window.StartNs);
        long before = 0, beforeNs = window.StartNs;
        for (var atNs = window.StartNs + Beat.Ticks * 100; atNs < window.StopNs; atNs += Beat.Ticks * 100)
        {
            Clock.SleepUntil(atNs);
            var (answered, nowNs) = (pulse.Answered, Clock.NowNs());
            var perSecond = (answered - before) * 1e9 / (nowNs - beforeNs);
            var p99 = pulse.P99Ns is { } ns ? string.Create(CultureInfo.InvariantCulture, $"{ns / 1e3:0.0} us") : "-";
            Console.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r  {(nowNs - window.StartNs) / 1e9,5:0.0} s  {perSecond,12:N0} messages/s  p99 {p99,-14}"));
            (before, beforeNs) = (answered, nowNs);
        }
        Console.Error.Write("\r" + new string(' ', 60) + "\r");
    }

    internal static void Print(string line)
    {
        Console.Out.WriteLine(line);
        Console.Out.Flush();
    }

    private static string Describe(Window window) => JsonSerializer.Serialize(
        new LoadWindow { LeadNs = Math.Max(0, window.StartNs - Clock.NowNs()), StartNs = window.StartNs, StopNs = window.StopNs, BootId = Machine.BootId },
        LineJson.Default.LoadWindow);

    private static void LeaveWithParent()
    {
        while (Console.In.ReadLine() is not null) { }
        Environment.Exit(1);
    }
}
