using System.Text;
using IoBench.Analysis.Kernels;

namespace IoBench.Reporting;

/// <summary>A kernel matrix on a terminal.</summary>
public static class KernelText
{
    public static string Render(KernelMatrixSummary summary, TerminalStyle style, string reportPath)
    {
        var text = new StringBuilder();
        foreach (var c in summary.Cells)
            text.Append($"{c.Model} {c.Connections} {summary.Columns[c.Column].Name} {c.Centre} {c.Low} {c.High} {c.Ratio} {c.Verdict} {c.RelativeRange}\n");
        return text.ToString();
    }
}
