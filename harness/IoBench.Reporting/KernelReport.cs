using System.Text.Json;
using IoBench.Analysis.Kernels;
using IoBench.Reporting.Charts;
using IoBench.Reporting.Page;
using IoBench.Results;
using IoBench.Results.Kernels;

namespace IoBench.Reporting;

/// <summary>Draws a kernel matrix.</summary>
public static class KernelReport
{
    /// <summary>The summary, for programs.</summary>
    public static string Json(KernelMatrixSummary summary) => JsonSerializer.Serialize(summary, SummaryJson.Default.KernelMatrixSummary);

    /// <summary>Writes <see cref="KernelMatrix.FileName"/>, <c>summary.json</c>, <c>charts/</c>, <c>report.md</c> and <c>report.html</c> into the folder, each file whole or not at all.</summary>
    public static void Write(KernelMatrixSummary summary, KernelMatrix matrix, string folder)
    {
        AtomicFile.Write(Path.Combine(folder, KernelMatrix.FileName), JsonSerializer.Serialize(matrix, FileJson.Default.KernelMatrix) + "\n");
        var chart = KernelChart.Of(summary);
        ReportFiles.Write(folder, new("summary.json", Json(summary), [chart], KernelPage.Of(summary, chart)));
    }
}
