using System.Globalization;
using IoBench.Results;

namespace IoBench.Cli.Running;

/// <summary>Options of <c>serve</c> that one side's servers get beside those of the cell. What both give, the side has the last word on.</summary>
/// <param name="Text">As they were typed.</param>
/// <param name="Words">Those that no cell knows, as the node gets them.</param>
internal sealed record ServerWords(string Text, IReadOnlyList<string> Words)
{
    private static readonly string[] Ours = ["--model", "--bind", "--port", "--cpus", "--share-port"];

    public static ServerWords None { get; } = new("", []);

    private int? Threads { get; init; }

    private int? Processes { get; init; }

    private (bool IsGiven, string? Value) Work { get; init; }

    /// <param name="text">As it was typed; blank is no option at all.</param>
    /// <param name="option">Where it was typed, for the error.</param>
    /// <exception cref="BadInputException">It cannot be parted into options, or one of them is not the user's to give.</exception>
    public static ServerWords Parse(string text, string option)
    {
        IReadOnlyList<string> words;
        try
        {
            words = ShellWords.Split(text);
        }
        catch (FormatException e)
        {
            throw new BadInputException($"{e.Message} in: {text}", option, "correct the quotes");
        }

        var parsed = None with { Text = text.Trim() };
        for (var at = 0; at < words.Count; at++)
        {
            if (!words[at].StartsWith("--", StringComparison.Ordinal))
                throw new BadInputException($"'{words[at]}' is not an option of a server", option, "write e.g. '--threads 2'");
            var parts = words[at].Split('=', 2);
            var value = parts.Length == 2 ? parts[1] : at + 1 < words.Count && !words[at + 1].StartsWith("--", StringComparison.Ordinal) ? words[++at] : null;
            parsed = parsed.With(parts[0], value, option);
        }

        return parsed;
    }

    /// <summary>The cell as this side's server is to serve it.</summary>
    public Cell Served(Cell cell) => cell with { Threads = Threads ?? cell.Threads, Processes = Processes ?? cell.Processes, Work = Work.IsGiven ? Work.Value : cell.Work };

    private ServerWords With(string name, string? value, string option) => (name, value) switch
    {
        _ when Ours.Contains(name) => throw new BadInputException($"'{name}' is the same for both sides", option, "leave it out"),
        ("--threads", { } threads) => this with { Threads = Count(name, threads, option) },
        ("--processes", { } processes) => this with { Processes = Count(name, processes, option) },
        ("--work", { } work) => this with { Work = (true, WorkOf(work, option)) },
        (_, null) => this with { Words = [.. Words, name] },
        _ => this with { Words = [.. Words, name, value!] },
    };

    private static int Count(string name, string text, string option) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0
            ? count
            : throw new BadInputException($"'{text}' is not a whole number of at least 1 in '{name}'", option, "correct it");

    private static string? WorkOf(string text, string option)
    {
        try
        {
            return CellWork.Parse(text)?.ToString();
        }
        catch (FormatException e)
        {
            throw new BadInputException(e.Message, option, "correct it");
        }
    }
}
