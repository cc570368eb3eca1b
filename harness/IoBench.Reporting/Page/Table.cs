using IoBench.Analysis;

namespace IoBench.Reporting.Page;

/// <summary>A table without a form: the page, the Markdown and the terminal each give it theirs.</summary>
internal sealed record Table(IReadOnlyList<Column> Columns, IReadOnlyList<Row> Rows);

internal sealed record Column(string Head, bool Numeric = true);

internal sealed record Row(IReadOnlyList<TableCell> Cells)
{
    public bool Muted { get; init; }
}

/// <param name="Text">As printed.</param>
/// <param name="Sort">As sorted by; null sorts last.</param>
internal readonly record struct TableCell(string Text, double? Sort = null)
{
    /// <summary>A model, whose name has its colour.</summary>
    public string? Model { get; init; }

    /// <summary>The cell of the run that the row is about: a page shows its invocations on demand.</summary>
    public CellSummary? Runs { get; init; }

    /// <summary>Where the cell leads to; null leads nowhere.</summary>
    public string? Href { get; init; }
}
