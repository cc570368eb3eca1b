using IoBench.Cli.Running;

namespace IoBench.Cli.Comparing;

/// <summary>What <c>compare</c> is asked.</summary>
internal sealed record CompareOptions
{
    public required string Base { get; init; }

    public required IReadOnlyList<string> Candidates { get; init; }

    /// <summary>The model that the others are held against in each block; null for the one that the base's plan declares.</summary>
    public string? Baseline { get; init; }

    /// <summary>The folder of the report; null for one of its own under results/.</summary>
    public string? Out { get; init; }

    public bool Json { get; init; }

    /// <summary>The command that asks for the same again, as it is typed into a shell.</summary>
    public string Command()
    {
        string[] words = ["scripts/iobench", "compare", Base, .. Candidates, .. Baseline is null ? (string[])[] : ["--baseline", Baseline]];
        return string.Join(' ', words.Select(ShellWords.Quote));
    }
}
