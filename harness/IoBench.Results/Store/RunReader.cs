using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace IoBench.Results.Store;

/// <summary>Reads a run back, also one that was cut off: what is whole counts, what is torn is told.</summary>
public static partial class RunReader
{
    /// <exception cref="BadInputException">There is no run, or one of its files is damaged: file and line are named.</exception>
    public static Run Read(string folder)
    {
        if (!Directory.Exists(folder))
            throw new BadInputException("no such results folder", folder, "name one that 'iobench run' made");

        var manifest = ReadManifest(Path.Combine(folder, RunFiles.Manifest));
        var file = Path.Combine(folder, RunFiles.Invocations);
        var notes = new List<string>();
        var invocations = ReadLines(file, LineJson.Default.Invocation, notes);
        var floors = Path.Combine(folder, RunFiles.Floors);
        // Runs made before floors were measured have no such file.
        var measured = File.Exists(floors) ? ReadLines(floors, LineJson.Default.FloorInvocation, notes) : [];
        return invocations.Count > 0
            ? new Run(manifest, invocations) {
                Floors = measured,
                Notes = notes,
                Anatomy = ReadBeside(folder, AnatomyReport.FileName, FileJson.Default.AnatomyReport),
                Waits = ReadBeside(folder, WaitReport.FileName, FileJson.Default.WaitReport),
            }
            : throw new BadInputException("the run has no finished invocation", $"{file}:1", "run it again");
    }

    private static RunManifest ReadManifest(string file)
    {
        var manifest = Parse(Text(file), file, line: 1, FileJson.Default.RunManifest);
        return manifest.SchemaVersion <= Schema.Version
            ? manifest
            : throw new BadInputException(
                $"results of schema {manifest.SchemaVersion}", file, $"this IoBench reads up to {Schema.Version}, take a newer one");
    }

    /// <summary>What other verbs may have put into the folder; null where they did not.</summary>
    private static T? ReadBeside<T>(string folder, string name, JsonTypeInfo<T> type)
        where T : class
    {
        var file = Path.Combine(folder, name);
        return File.Exists(file) ? Parse(Text(file), file, line: 1, type) : null;
    }

    private static List<T> ReadLines<T>(string file, JsonTypeInfo<T> type, List<string> notes)
    {
        var lines = Text(file).Split('\n');
        var records = new List<T>(lines.Length);
        for (var i = 0; i < lines.Length; i++)
        {
            // What follows the last line feed is nothing, or a line that was being written when the run was cut off.
            var torn = i == lines.Length - 1;
            if (torn && lines[i].Length > 0)
                notes.Add($"{file}:{i + 1} was cut off and is left out");
            else if (!torn)
                records.Add(Parse(lines[i], file, i + 1, type));
        }

        return records;
    }

    private static string Text(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException("the results cannot be read", file, e.Message);
        }
    }

    private static T Parse<T>(string json, string file, int line, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(json, type) ?? throw new JsonException("it says null");
        }
        catch (JsonException e)
        {
            var why = e.Message.Split(" Path: ")[0].TrimEnd('.');
            throw new BadInputException("the results file is damaged", $"{file}:{line + e.LineNumber.GetValueOrDefault()}", why);
        }
    }
}
