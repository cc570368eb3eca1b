using System.Globalization;
using IoBench.Cli.Running;

namespace IoBench.Cli.Sides;

/// <summary>What the command line asks of a comparison of two servers.</summary>
internal sealed record AbOptions
{
    public required SideOptions A { get; init; }

    public required SideOptions B { get; init; }

    public required string Plan { get; init; }

    public IReadOnlyList<string>? Models { get; init; }

    public int? Blocks { get; init; }

    public ulong? Seed { get; init; }

    public string? Out { get; init; }

    public bool Json { get; init; }

    public bool Gate { get; init; }

    /// <summary>Each side has a window of its own; else they share one, by turns.</summary>
    public bool Apart { get; init; }

    /// <summary>A file for the same as Markdown; null for none.</summary>
    public string? Markdown { get; init; }

    /// <summary>A file for the same as tests; null for none.</summary>
    public string? JUnit { get; init; }

    /// <summary>The command that asks for the same again, as it is typed into a shell.</summary>
    public string Command(ulong seed)
    {
        List<string> words = ["scripts/iobench", "ab", "--plan", Plan];
        Add("--models", Models is null ? null : string.Join(',', Models));
        Add("--blocks", Blocks?.ToString(CultureInfo.InvariantCulture));
        if (Apart)
            words.Add("--apart");
        Add("--seed", seed.ToString(CultureInfo.InvariantCulture));
        foreach (var side in (SideOptions[])[A, B])
        {
            // In one word: what begins with a dash would else be taken for an option of ours.
            if (side.Words.Text.Length > 0)
                words.Add($"{side.WordsOption}={side.Words.Text}");
            Add(side.CheckoutOption, side.Checkout);
            Add(side.NodeOption, side.Node);
        }

        return string.Join(' ', words.Select(ShellWords.Quote));

        void Add(string option, string? value)
        {
            if (value is not null)
                words.AddRange([option, value]);
        }
    }
}
