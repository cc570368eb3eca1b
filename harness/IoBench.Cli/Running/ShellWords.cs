using System.Buffers;
using System.Text;

namespace IoBench.Cli.Running;

/// <summary>
/// Words as sh(1) parts them by blanks, quotes and backslashes, and nothing else of a shell: no variable, pattern or pipe means
/// anything, so what is typed is what is started.
/// </summary>
internal static class ShellWords
{
    /// <summary>Letters that no shell takes apart or replaces. An equals sign begins something special in some, and stands inside only.</summary>
    private static readonly SearchValues<char> Safe =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-./:,@%+=");

    /// <exception cref="FormatException">A quote without its end, or nothing behind the last backslash.</exception>
    public static IReadOnlyList<string> Split(string text)
    {
        var words = new List<string>();
        StringBuilder? word = null;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] is ' ' or '\t' or '\n')
            {
                if (word is not null)
                    words.Add(word.ToString());
                word = null;
                continue;
            }

            // Quotes with nothing in them are a word too.
            word ??= new StringBuilder();
            at = text[at] switch
            {
                '\'' => Single(text, at, word),
                '"' => Double(text, at, word),
                '\\' => Escaped(text, at, word),
                _ => Plain(text, at, word),
            };
        }

        if (word is not null)
            words.Add(word.ToString());
        return words;
    }

    /// <summary>True for a word that also a remote shell, to which ssh(1) hands one joined line, leaves as it is.</summary>
    public static bool IsSafe(string word) => word.Length > 0 && word[0] != '=' && !word.AsSpan().ContainsAnyExcept(Safe);

    /// <summary>The word as it is typed into a shell.</summary>
    public static string Quote(string word) => IsSafe(word) ? word : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    private static int Plain(string text, int at, StringBuilder word)
    {
        word.Append(text[at]);
        return at;
    }

    private static int Escaped(string text, int at, StringBuilder word)
    {
        if (at + 1 == text.Length)
            throw new FormatException(@"nothing follows the last \");
        return Plain(text, at + 1, word);
    }

    private static int Single(string text, int at, StringBuilder word)
    {
        var end = text.IndexOf('\'', at + 1);
        if (end < 0)
            throw new FormatException("a ' has no end");
        word.Append(text, at + 1, end - at - 1);
        return end;
    }

    private static int Double(string text, int at, StringBuilder word)
    {
        for (at++; at < text.Length; at++)
        {
            if (text[at] == '"')
                return at;
            // Before any other letter the backslash stands for itself.
            if (text[at] == '\\' && at + 1 < text.Length && text[at + 1] is '"' or '\\' or '$' or '`')
                at++;
            word.Append(text[at]);
        }

        throw new FormatException("a \" has no end");
    }
}
