using System.Globalization;

namespace IoBench.Load;

/// <summary>
/// Whose turn it is, where several loads measure side by side: each asks in its own part of every slice of the window and waits in the
/// others. What a shared machine does to one it then does to all, as each comes to its turn every few tens of milliseconds; two loads that
/// follow each other meet two different machines. (Bulej et al., Duet Benchmarking, ICPE 2020, have them run at one time, where each has
/// CPUs of its own to spare.)
/// </summary>
/// <param name="Place">Counted from 1.</param>
/// <param name="Count">Loads that take turns.</param>
public sealed record Turns(int Place, int Count)
{
    public const int Most = 16;

    // The last part of a turn asks nothing: what is under way comes home before the next load begins.
    private const double AskingShare = 0.9;

    /// <summary>Of the window's time, in which this load asks. As many messages come back as in so much time without turns: the first ones of a turn meet no line, the last ones come when it is over.</summary>
    public double Share => AskingShare / Count;

    /// <param name="text"><c>1/2</c>: the first of two.</param>
    /// <exception cref="FormatException">Not so.</exception>
    public static Turns Parse(string text)
    {
        var parts = text.Split('/');
        return parts.Length == 2 && Number(parts[0]) is { } place && Number(parts[1]) is >= 2 and <= Most and { } count && place >= 1 && place <= count
            ? new Turns(place, count)
            : throw new FormatException($"'{text}' is no turn; the first of two is 1/2, at most {Most} take turns");

        static int? Number(string digits) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>The turn that goes on at <paramref name="nowNs"/>, or else the next one; also before the window, as if it had always been.</summary>
    public Window Next(Window window, long nowNs)
    {
        var sliceNs = SliceNs(window);
        var firstNs = window.StartNs + (Place - 1) * sliceNs / Count;
        var askingNs = Math.Max(1, (long)(Share * sliceNs));
        // Rounded down, and the window may lie ahead.
        var turn = Math.DivRem(nowNs - firstNs, sliceNs, out var passedNs);
        if (passedNs < 0) (turn, passedNs) = (turn - 1, passedNs + sliceNs);
        if (passedNs >= askingNs) turn++;
        return new Window(firstNs + turn * sliceNs, firstNs + turn * sliceNs + askingNs);
    }

    public override string ToString() => $"{Place}/{Count}";

    private static long SliceNs(Window window) => Math.Max(1, (window.StopNs - window.StartNs) / WindowRecorder.Slices);
}
