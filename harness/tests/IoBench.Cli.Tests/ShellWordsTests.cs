using System.Diagnostics;
using CsCheck;
using IoBench.Cli.Running;

namespace IoBench.Cli.Tests;

public class ShellWordsTests
{
    // What parts, quotes and escapes, and two letters to be parted; nothing that a shell would replace.
    private static readonly Gen<string> Texts = Gen.String[Gen.Char["ab \t'\"\\"], 0, 12];

    [Theory]
    [InlineData("", new string[0])]
    [InlineData(" \t ", new string[0])]
    [InlineData("ip netns exec client", new[] { "ip", "netns", "exec", "client" })]
    [InlineData("  a\tb  ", new[] { "a", "b" })]
    [InlineData("ssh -o 'ProxyCommand nc -x p:1 %h %p' h", new[] { "ssh", "-o", "ProxyCommand nc -x p:1 %h %p", "h" })]
    [InlineData("a\"b c\"'d e'f", new[] { "ab cd ef" })]
    [InlineData("'' \"\"", new[] { "", "" })]
    [InlineData(@"a\ b \' \\", new[] { "a b", "'", @"\" })]
    [InlineData(@"""a\""b\\c\d""", new[] { @"a""b\c\d" })]
    [InlineData(@"'a\'", new[] { @"a\" })]
    // Nothing else of a shell happens.
    [InlineData("a $HOME * | b; c", new[] { "a", "$HOME", "*", "|", "b;", "c" })]
    public void Parts_as_a_shell_does_and_replaces_nothing(string text, string[] words) => Assert.Equal(words, ShellWords.Split(text));

    [Theory]
    [InlineData("ssh 'h", "a ' has no end")]
    [InlineData("ssh \"h", "a \" has no end")]
    [InlineData("ssh \"h\\\"", "a \" has no end")]
    [InlineData(@"ssh h\", @"nothing follows the last \")]
    public void Refuses_what_has_no_end(string text, string reason) =>
        Assert.Equal(reason, Assert.Throws<FormatException>(() => ShellWords.Split(text)).Message);

    [Fact]
    public void What_is_quoted_comes_back_whole() =>
        Gen.String.Array[0, 6].Sample(words => Assert.Equal(words, ShellWords.Split(string.Join(' ', words.Select(ShellWords.Quote)))));

    [Fact]
    public void Agrees_with_sh_on_blanks_quotes_and_backslashes() => Texts.Sample(
        text =>
        {
            if (Split(text) is { } words)
                Assert.Equal(words, Sh(text));
            // A shell takes the backslash for itself there; a typing error it is all the same.
            else if (!text.EndsWith('\\'))
                Assert.Null(Sh(text));
        },
        iter: 300, threads: 1);

    [Theory]
    [InlineData("epoll", true)]
    [InlineData("--connections", true)]
    [InlineData("0-3,8", true)]
    [InlineData("64:90,16384:10", true)]
    [InlineData("/opt/iobench/node/iobench-node", true)]
    [InlineData("", false)]
    [InlineData("a b", false)]
    [InlineData("$(id)", false)]
    [InlineData("a;b", false)]
    [InlineData("~/node", false)]
    [InlineData("=ls", false)]
    [InlineData("[::1]:7", false)]
    [InlineData("ü", false)]
    public void Knows_what_a_remote_shell_leaves_alone(string word, bool safe) => Assert.Equal(safe, ShellWords.IsSafe(word));

    private static IReadOnlyList<string>? Split(string text)
    {
        try
        {
            return ShellWords.Split(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    // The colon is a word of its own, so that no word at all can be told from an empty one.
    private static string[]? Sh(string text)
    {
        using var sh = Process.Start(new ProcessStartInfo("sh", ["-c", $"printf '%s\\001' : {text}"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = sh.StandardOutput.ReadToEnd();
        Assert.True(sh.WaitForExit(TimeSpan.FromSeconds(10)));
        return sh.ExitCode == 0 ? output.Split('\u0001')[1..^1] : null;
    }
}
