using System.Text;

namespace IoBench.Reporting.Text;

/// <summary>Plain text inside Markdown: what would be markup, in a cell or a sentence, is shown as it is.</summary>
internal static class MarkdownText
{
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text.ReplaceLineEndings(" "))
            escaped.Append(c switch
            {
                '<' => "&lt;",
                '>' => "&gt;",
                '&' => "&amp;",
                '\\' or '`' or '*' or '_' or '[' or ']' or '|' => $"\\{c}",
                _ => c.ToString(),
            });
        return escaped.ToString();
    }
}
