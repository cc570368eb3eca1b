using System.Text;

namespace IoBench.Reporting;

/// <summary>Columns in a terminal: words to the left, numbers to the right, two blanks between.</summary>
internal static class TerminalTable
{
    /// <param name="left">Columns of words.</param>
    internal static void Append(StringBuilder text, TerminalStyle style, string[] head, IReadOnlyList<string[]> rows, int[] left)
    {
        var grid = rows.Prepend(head).Select(r => r.Select(c => TerminalSummary.Plain(c, style)).ToArray()).ToList();
        var widths = Enumerable.Range(0, head.Length).Select(i => grid.Max(r => r[i].Length)).ToArray();
        foreach (var row in grid)
            text.Append((" " + string.Join("  ", row.Select((cell, i) => left.Contains(i) ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i])))).TrimEnd()).Append('\n');
    }
}
