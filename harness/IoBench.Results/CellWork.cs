using System.Globalization;

namespace IoBench.Results;

/// <summary>
/// What the server's handler does for each message beside echoing it, as users and plans write it: <c>cpu:US</c> computes, <c>wait:US</c>
/// blocks, in microseconds; <c>none</c> is the absence of any.
/// </summary>
public sealed record CellWork
{
    public const string None = "none";

    public const string Cpu = "cpu";

    public const string Wait = "wait";

    public const double LeastUs = 0.1;

    public const double MostUs = 1_000_000;

    /// <summary><see cref="Cpu"/> or <see cref="Wait"/>.</summary>
    public required string Kind { get; init; }

    public required double Us { get; init; }

    public bool Computes => Kind == Cpu;

    public long Ns => (long)Math.Round(Us * 1000);

    /// <summary>Null for <c>none</c>.</summary>
    /// <exception cref="FormatException">What is wrong with the text.</exception>
    public static CellWork? Parse(string text)
    {
        if (text == None)
            return null;
        var parts = text.Split(':');
        if (parts is not [Cpu or Wait, var us])
            throw new FormatException($"'{text}' is no work; write none, cpu:US or wait:US, in microseconds (cpu:20)");
        if (!double.TryParse(us, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) || number is not (>= LeastUs and <= MostUs))
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"'{us}' in '{text}' is no number of microseconds from {LeastUs} to {MostUs}"));
        // Whole nanoseconds, so that what is written one way is one work.
        return new CellWork { Kind = parts[0], Us = Math.Round(number * 1000) / 1000 };
    }

    /// <summary>That of a cell; null where it has none, or one of another version that nobody here can read.</summary>
    public static CellWork? Of(string? text)
    {
        try
        {
            return text is null ? null : Parse(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Kind}:{Us}");
}
