using IoBench.Results;

namespace IoBench.Cli.Verbs;

/// <summary>
/// The models for people: a row each, then what bounds them. Written by hand, as loading a table library takes longer than the answer.
/// </summary>
internal static class ModelsTable
{
    public static void Write(TextWriter output, IReadOnlyList<ModelInfo> models)
    {
        string[][] rows =
        [
            ["model", "I/O model", "pattern", "needs", "here"],
            .. models.Select(model => new[] { model.Name, model.IoModel, model.Pattern, model.Needs, model.Available ? "yes" : "no" }),
        ];
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
            output.WriteLine((" " + string.Join("  ", row.Select((text, column) => text.PadRight(widths[column])))).TrimEnd());

        var missing = models.Where(model => !model.Available);
        WriteNotes(output, "does not run here", missing.Select(model => (model.Name, model.Reason ?? "no reason given")));
        WriteNotes(output, "limits", models.SelectMany(model => model.Limits.Select(limit => (model.Name, limit))));
    }

    private static void WriteNotes(TextWriter output, string heading, IEnumerable<(string Model, string Text)> notes)
    {
        var lines = notes.ToList();
        if (lines.Count == 0)
            return;

        var width = lines.Max(line => line.Model.Length);
        output.WriteLine();
        output.WriteLine($" {heading}:");
        foreach (var (model, text) in lines)
            output.WriteLine($"   {model.PadRight(width)}  {text}");
    }
}
