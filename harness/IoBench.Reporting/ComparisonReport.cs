using System.Text.Json;
using IoBench.Analysis.Comparing;
using IoBench.Reporting.Charts;
using IoBench.Reporting.Page;
using IoBench.Results;

namespace IoBench.Reporting;

/// <summary>Draws a comparison of runs.</summary>
public static class ComparisonReport
{
    public const string FileName = "comparison.json";

    /// <summary>The whole record, for programs.</summary>
    public static string Json(ComparedRuns runs) => JsonSerializer.Serialize(runs, SummaryJson.Default.ComparedRuns);

    /// <summary>Writes <c>charts/</c>, <see cref="FileName"/>, <c>report.md</c> and <c>report.html</c> into the folder, each file whole or not at all.</summary>
    public static void Write(ComparedRuns runs, string folder) => ReportFiles.Write(folder, Parts(runs, folder));

    /// <summary>Reads back what was compared.</summary>
    /// <exception cref="BadInputException">The folder holds no comparison, or a damaged one, or one of another schema.</exception>
    public static ComparedRuns Read(string folder)
    {
        var file = Path.Combine(folder, FileName);
        if (!File.Exists(file))
            throw new BadInputException("no comparison is in this folder", folder, "name one that 'iobench compare' made");
        try
        {
            var runs = JsonSerializer.Deserialize(File.ReadAllText(file), SummaryJson.Default.ComparedRuns) ?? throw new JsonException("it says null");
            return runs.SchemaVersion == Schema.Version && runs is { Runs.Count: > 1, Comparisons.Count: > 0 }
                ? runs
                : throw new BadInputException("a comparison of nothing, or of another schema", file, "make it again with 'iobench compare'");
        }
        catch (JsonException e)
        {
            throw new BadInputException("the comparison is damaged", $"{file}:{1 + e.LineNumber.GetValueOrDefault()}", "make it again with 'iobench compare'");
        }
    }

    /// <param name="runs">What was compared.</param>
    /// <param name="folder">Where the page will stand.</param>
    internal static ReportParts Parts(ComparedRuns runs, string folder)
    {
        var drawings = Gallery.Of(runs);
        return new(FileName, Json(runs), drawings, ComparisonPage.Of(runs, folder, drawings));
    }
}
