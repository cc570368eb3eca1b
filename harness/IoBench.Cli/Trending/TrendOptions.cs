using IoBench.Analysis.Trends;
using IoBench.Cli.Running;

namespace IoBench.Cli.Trending;

/// <summary>What <c>trend</c> is asked.</summary>
internal sealed record TrendOptions
{
    /// <summary>Folders of runs, or folders that hold such.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>The model that others are followed relative to; null for the one that the plans declare.</summary>
    public string? Baseline { get; init; }

    public TrendAxis By { get; init; }

    public TrendScope Scope { get; init; }

    /// <summary>The folder of the report; null for one of its own under results/.</summary>
    public string? Out { get; init; }

    /// <summary>The command that asks for the same again, as it is typed into a shell.</summary>
    public string Command()
    {
        List<string> words = ["scripts/iobench", "trend", .. Paths];
        Add("--baseline", Baseline);
        Add("--by", By == TrendAxis.Time ? null : By.ToString().ToLowerInvariant());
        Add("--points", Scope == TrendScope.Headline ? null : Scope.ToString().ToLowerInvariant());
        return string.Join(' ', words.Select(ShellWords.Quote));

        void Add(string option, string? value)
        {
            if (value is not null)
                words.AddRange([option, value]);
        }
    }
}
