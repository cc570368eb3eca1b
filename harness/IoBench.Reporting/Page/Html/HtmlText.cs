using System.Net;
using System.Text;
using IoBench.Reporting.Text;

namespace IoBench.Reporting.Page;

/// <summary>Text on its way into markup.</summary>
internal static class HtmlText
{
    public static string Escape(string text) => WebUtility.HtmlEncode(text);

    /// <summary>Sentences, each in an element of its own; nothing at all where there are none.</summary>
    public static string Lines(IReadOnlyList<FormattableString> lines, string tag, string open = "", string close = "") => lines.Count == 0
        ? ""
        : open + string.Concat(lines.Select(l => $"<{tag}>{Prose.Html(l)}</{tag}>\n")) + close;

    /// <summary>What is folded until somebody asks for it, without a script.</summary>
    public static void Details(StringBuilder html, string summary, Action content)
    {
        html.Append("<details>\n<summary>").Append(Escape(summary)).Append("</summary>\n");
        content();
        html.Append("</details>\n");
    }
}
