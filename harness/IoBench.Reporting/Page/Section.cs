using IoBench.Reporting.Charts;

namespace IoBench.Reporting.Page;

/// <summary>One question, the chart that answers it, two sentences that read it, and the figures behind it.</summary>
internal sealed record Section
{
    /// <summary>The chart's name too.</summary>
    public required string Id { get; init; }

    public required string Question { get; init; }

    /// <summary>The page that explains what its figures are; null on a page that stands alone.</summary>
    public string? Explained { get; init; }

    public required IReadOnlyList<FormattableString> Reading { get; init; }

    /// <summary>Null where the run has no data for it, as the reading says, or where a table says it all.</summary>
    public Drawing? Chart { get; init; }

    /// <summary>What the reading rests on, shown and not folded.</summary>
    public Table? Findings { get; init; }

    public Table? Data { get; init; }
}
