using IoBench.Results;

namespace IoBench.Cli.Running;

/// <summary>A command that starts another one elsewhere: <c>ip netns exec client</c>, <c>ssh host</c>, <c>taskset -c 3</c>.</summary>
internal sealed record Prefix(string Text, IReadOnlyList<string> Words)
{
    /// <param name="text">As it was typed.</param>
    /// <param name="option">Where it was typed, for the error.</param>
    /// <exception cref="BadInputException">It cannot be parted into words, or has none.</exception>
    public static Prefix Parse(string text, string option)
    {
        try
        {
            return ShellWords.Split(text) is [{ Length: > 0 }, ..] words
                ? new Prefix(text.Trim(), words)
                : throw new BadInputException("no command given", option, "name one, such as 'ip netns exec client' or 'ssh host'");
        }
        catch (FormatException e)
        {
            throw new BadInputException($"{e.Message} in: {text}", option, "correct the quotes");
        }
    }
}
