using System.Globalization;
using System.Text;

namespace IoBench.Reporting.Page;

/// <summary>A table in a box that scrolls by itself, so that a small screen never scrolls the page sideways.</summary>
internal static class HtmlTable
{
    /// <param name="html">Where it goes.</param>
    /// <param name="table">Nothing is written for one without rows.</param>
    /// <param name="name">For who does not see it; also the name of its CSV file.</param>
    /// <param name="sortable">False where the order means something.</param>
    public static void Write(StringBuilder html, Table table, string name, bool sortable = true)
    {
        if (table.Rows.Count == 0)
            return;
        html.Append(CultureInfo.InvariantCulture, $"<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{HtmlText.Escape(name)}\"><table{(sortable ? " class=\"sortable\"" : "")}>\n<thead><tr>");
        foreach (var column in table.Columns)
            html.Append("<th scope=\"col\"").Append(column.Numeric ? " class=\"n\">" : ">").Append(HtmlText.Escape(column.Head)).Append("</th>");
        html.Append("</tr></thead>\n<tbody>\n");
        foreach (var row in table.Rows)
        {
            html.Append(row.Muted ? "<tr class=\"muted\">" : "<tr>");
            for (var i = 0; i < row.Cells.Count; i++)
                Cell(html, row.Cells[i], table.Columns[i]);
            html.Append("</tr>\n");
        }

        html.Append("</tbody></table></div>\n");
    }

    private static void Cell(StringBuilder html, TableCell cell, Column column)
    {
        // Six digits: enough for any order, and for a CSV that is read on.
        var sort = cell.Sort is { } key ? string.Create(CultureInfo.InvariantCulture, $" data-sort=\"{key:G6}\"") : "";
        var text = cell.Model is { } model
            ? $"<b class=\"{ModelMarks.Class(model)}\">{HtmlText.Escape(cell.Text)}</b>"
            : HtmlText.Escape(cell.Text);
        if (cell.Href is { } href)
            text = $"<a href=\"{HtmlText.Escape(href)}\">{text}</a>";
        html.Append(CultureInfo.InvariantCulture, $"<td{(column.Numeric ? " class=\"n\"" : "")}{sort}>");
        if (cell.Runs is { } runs)
            html.Append("<details class=\"runs\"><summary>").Append(text).Append("</summary><div>").Append(RunStrip.Svg(runs)).Append("</div></details>");
        else
            html.Append(text);
        html.Append("</td>");
    }
}
