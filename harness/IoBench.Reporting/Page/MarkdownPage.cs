using System.Globalization;
using System.Text;
using IoBench.Reporting.Text;

namespace IoBench.Reporting.Page;

/// <summary>The same report for a repository or a CI summary; charts by relative path, verdicts first.</summary>
internal static class MarkdownPage
{
    public static string Render(ReportPage page)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# {MarkdownText.Escape(page.Title)}\n\n{MarkdownText.Escape(page.Place)}  \n{MarkdownText.Escape(page.When)}\n\n");
        foreach (var sentence in page.Answer)
            text.Append(Prose.Markdown(sentence)).Append("\n\n");
        Section(text, page.Sections[0]);
        text.Append(CultureInfo.InvariantCulture, $"## {MarkdownText.Escape(page.ModelsHead)}\n\n");
        Table(text, page.Models);
        foreach (var skipped in page.Skipped)
            text.Append("- skipped: ").Append(Prose.Markdown(skipped)).Append('\n');
        text.Append(page.Skipped.Count > 0 ? "\n" : "");
        foreach (var section in page.Sections.Skip(1))
            Section(text, section);
        text.Append(CultureInfo.InvariantCulture, $"## {MarkdownText.Escape(page.TrustHead)}\n\n");
        List(text, page.Trust, "- ");
        Table(text, page.Blocks);
        text.Append("## How was it measured?\n\n");
        List(text, page.Method, "1. ");
        text.Append(CultureInfo.InvariantCulture, $"## {MarkdownText.Escape(page.CommandHead)}\n\n```sh\n").Append(page.Command.ReplaceLineEndings(" ")).Append("\n```\n\n");
        text.Append("Raw files: ").AppendJoin(", ", page.RawFiles.Select(static f => $"[{MarkdownText.Escape(f)}]({f})")).Append(".\n");
        return text.ToString();
    }

    private static void Section(StringBuilder text, Section section)
    {
        text.Append(CultureInfo.InvariantCulture, $"## {MarkdownText.Escape(section.Question)}\n\n");
        text.AppendJoin(' ', section.Reading.Select(Prose.Markdown)).Append("\n\n");
        if (section.Chart is { } chart)
            text.Append(CultureInfo.InvariantCulture, $"![{MarkdownText.Escape(chart.Title)}](charts/{chart.Name}.png)\n\n");
        if (section.Findings is { Rows.Count: > 0 } findings)
            Table(text, findings);
        if (section.Data is not { Rows.Count: > 0 } data)
            return;
        text.Append("<details><summary>The figures behind it</summary>\n\n");
        Table(text, data);
        text.Append("</details>\n\n");
    }

    private static void List(StringBuilder text, IReadOnlyList<FormattableString> lines, string bullet)
    {
        foreach (var line in lines)
            text.Append(bullet).Append(Prose.Markdown(line)).Append('\n');
        text.Append('\n');
    }

    private static void Table(StringBuilder text, Table table)
    {
        if (table.Rows.Count == 0)
            return;
        text.Append(TableHead(table));
        foreach (var row in table.Rows)
            text.Append(TableRow(row));
        text.Append('\n');
    }

    internal static string TableHead(Table table) =>
        $"| {string.Join(" | ", table.Columns.Select(static c => MarkdownText.Escape(c.Head)))} |\n|{string.Join('|', table.Columns.Select(static c => c.Numeric ? "--:" : "---"))}|\n";

    internal static string TableRow(Row row) => $"| {string.Join(" | ", row.Cells.Select(static c => MarkdownText.Escape(c.Text)))} |\n";
}
