using System.Text;
using IoBench.Reporting.Page;
using IoBench.Reporting.Text;

namespace IoBench.Reporting.Export;

/// <summary>
/// Markdown that stays under a size, whatever stands in it: GitHub refuses the summary of a step from 1024 KiB on, whole. What comes first is
/// kept; where no more fits, a sentence says what was left out.
/// </summary>
internal sealed class BoundedMarkdown(int limitBytes = BoundedMarkdown.StepSummaryBytes)
{
    /// <summary>1024 KiB less 24 for what else a step writes there, and for the last sentence.</summary>
    public const int StepSummaryBytes = 1000 * 1024;

    private const int MostNamed = 5;

    private readonly StringBuilder _text = new();
    private readonly List<string> _omitted = [];
    private int _bytes;
    private int _omittedRows;

    public void Line(string line) => Try(line + "\n\n", "a line");

    /// <param name="title">How the sentence at the end names it, if it must.</param>
    public void Table(string title, Table table)
    {
        if (table.Rows.Count == 0)
            return;
        if (!Try(MarkdownPage.TableHead(table), title))
        {
            _omittedRows += table.Rows.Count;
            return;
        }

        var kept = table.Rows.TakeWhile(row => Try(MarkdownPage.TableRow(row), title)).Count();
        _omittedRows += table.Rows.Count - kept;
        Try("\n", title);
    }

    public void Heading(string heading) => Try($"## {MarkdownText.Escape(heading)}\n\n", heading);

    /// <param name="whole">Where everything stands.</param>
    public string Render(string whole)
    {
        if (_omitted.Count == 0)
            return _text.ToString().TrimEnd('\n') + "\n";
        var names = string.Join("; ", _omitted.Distinct().Take(MostNamed).Select(Short)) + (_omitted.Distinct().Count() > MostNamed ? "; and more" : "");
        return $"{_text.ToString().TrimEnd('\n')}\n\n**Cut here**, since a summary may not grow to 1024 KiB. Left out: {Words.Plural(_omittedRows, "row")} of tables ({names}). {whole}\n";
    }

    // After the first thing that is left out nothing follows: a reader of the rest would take it for whole.
    private bool Try(string text, string title)
    {
        var bytes = Encoding.UTF8.GetByteCount(text);
        if (_omitted.Count > 0 || _bytes + bytes > limitBytes)
        {
            _omitted.Add(title);
            return false;
        }

        _text.Append(text);
        _bytes += bytes;
        return true;
    }

    private static string Short(string title) => MarkdownText.Escape(title.Length > 200 ? title[..200] + "…" : title);
}
