using System.Text.Json;
using IoBench.Analysis.Kernels;
using IoBench.Results;
using IoBench.Results.Kernels;

namespace IoBench.Reporting;

/// <summary>Draws a kernel matrix.</summary>
public static class KernelReport
{
    /// <summary>The summary, for programs.</summary>
    public static string Json(KernelMatrixSummary summary) => JsonSerializer.Serialize(summary, SummaryJson.Default.KernelMatrixSummary);

    /// <summary>Writes <see cref="KernelMatrix.FileName"/>, each file whole or not at all.</summary>
    public static void Write(KernelMatrixSummary summary, KernelMatrix matrix, string folder)
    {
        AtomicFile.Write(Path.Combine(folder, KernelMatrix.FileName), JsonSerializer.Serialize(matrix, FileJson.Default.KernelMatrix) + "\n");
        AtomicFile.Write(Path.Combine(folder, "summary.json"), Json(summary) + "\n");
    }
}
