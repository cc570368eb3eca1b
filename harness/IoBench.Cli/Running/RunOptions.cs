namespace IoBench.Cli.Running;

/// <summary>What the command line asks of a run; null leaves it to the plan, or to chance for the seed.</summary>
internal sealed record RunOptions
{
    public required string Plan { get; init; }

    public IReadOnlyList<string>? Models { get; init; }

    public int? Blocks { get; init; }

    public ulong? Seed { get; init; }

    public string? Out { get; init; }

    /// <summary>The command that asks for the same again.</summary>
    public string Command(ulong seed)
    {
        List<string> words = ["scripts/iobench", "run", "--plan", Plan];
        if (Models is not null)
            words.AddRange(["--models", string.Join(',', Models)]);
        if (Blocks is not null)
            words.AddRange(["--blocks", FormattableString.Invariant($"{Blocks}")]);
        words.AddRange(["--seed", FormattableString.Invariant($"{seed}")]);
        return string.Join(' ', words);
    }
}
