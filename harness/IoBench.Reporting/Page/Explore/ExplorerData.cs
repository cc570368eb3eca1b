using System.Text.Json.Serialization;

namespace IoBench.Reporting.Page;

/// <summary>Everything that the explorer of a page can draw, with its texts: the script places and joins, and rounds nothing.</summary>
internal sealed record ExplorerData
{
    /// <summary>Of saved files.</summary>
    public required string File { get; init; }

    public required string Baseline { get; init; }

    /// <summary>Where and by what it was measured: the foot of every chart.</summary>
    public required IReadOnlyList<string> Foot { get; init; }

    public required ExplorerInk Ink { get; init; }

    public required IReadOnlyList<ExplorerModel> Models { get; init; }

    public required IReadOnlyList<ExplorerMetric> Metrics { get; init; }

    public required IReadOnlyList<ExplorerAxis> Axes { get; init; }

    public required IReadOnlyList<ExplorerCell> Cells { get; init; }

    public required IReadOnlyList<ExplorerTick> RatioTicks { get; init; }

    /// <summary>What is drawn before anybody chose.</summary>
    public required ExplorerView First { get; init; }
}

/// <summary>The colours that charts are drawn with; a rule of the page turns them where the ground is dark.</summary>
internal sealed record ExplorerInk(string Text, string Muted, string Faint, string Bound, string Paper);

/// <param name="Label">Its name.</param>
/// <param name="Colour">As in every chart.</param>
/// <param name="Marker">An SVG path around 0, 0 with a radius of about 5.</param>
internal sealed record ExplorerModel(string Label, string Colour, string Marker);

/// <param name="Id">As in <c>summary.json</c>.</param>
/// <param name="Title">In a sentence.</param>
/// <param name="Upwards">At the axis, with the unit.</param>
/// <param name="Unit">Behind a figure.</param>
/// <param name="Compared">False where a run holds no ratios of it.</param>
/// <param name="Ticks">Round values over the whole range of the run, with their texts.</param>
internal sealed record ExplorerMetric(string Id, string Title, string Upwards, string Unit, bool Compared, IReadOnlyList<ExplorerTick> Ticks);

internal sealed record ExplorerTick(double At, string Text);

/// <param name="Id">As in plans, or the kind of an offered load.</param>
/// <param name="Noun">What it counts.</param>
/// <param name="Values">Those measured, ascending.</param>
/// <param name="Loads">What else the load is; the points of one share all but this axis.</param>
internal sealed record ExplorerAxis(string Id, string Noun, IReadOnlyList<ExplorerTick> Values, IReadOnlyList<ExplorerLoad> Loads);

/// <param name="Id">Short and the same in every drawing of the run, for links.</param>
/// <param name="Title">In words.</param>
/// <param name="Points">By place on the axis.</param>
internal sealed record ExplorerLoad(string Id, string Title, IReadOnlyList<ExplorerPoint> Points);

/// <param name="At">On the axis.</param>
/// <param name="Cell">Its place among the cells.</param>
internal sealed record ExplorerPoint(double At, int Cell);

/// <param name="Model">Its place among the models.</param>
/// <param name="N">Valid invocations.</param>
/// <param name="Bound">The client was the limit.</param>
/// <param name="Values">One per metric; null where it was not measured.</param>
/// <param name="Ratios">The same, over the baseline.</param>
internal sealed record ExplorerCell(int Model, int N, bool Bound, IReadOnlyList<ExplorerValue?> Values, IReadOnlyList<ExplorerValue?> Ratios);

/// <summary>In the page it is an array, since there are thousands.</summary>
/// <param name="Centre">Of the figure or ratio.</param>
/// <param name="Low">Of its interval; null where there is none.</param>
/// <param name="High">Of its interval.</param>
/// <param name="Text">All of it as text.</param>
[JsonConverter(typeof(ExplorerValueJson))]
internal sealed record ExplorerValue(double Centre, double? Low, double? High, string Text);

/// <param name="Metric">Its id.</param>
/// <param name="Axis">Its id.</param>
/// <param name="Load">Its id.</param>
/// <param name="Models">Their labels.</param>
internal sealed record ExplorerView(string Metric, string Axis, string Load, IReadOnlyList<string> Models);
