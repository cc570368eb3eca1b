using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace IoBench.Results.Store;

/// <summary>Reads a run back, also one that was cut off: what is whole counts, what is torn is told.</summary>
public static partial class RunReader
{
    /// <exception cref="BadInputException">There is no run, or one of its files is damaged: file and line are named.</exception>
    public static Run Read(string folder) => Read(folder, static invocation => invocation) with
    {
        Anatomy = ReadBeside(folder, AnatomyReport.FileName, FileJson.Default.AnatomyReport),
        Waits = ReadBeside(folder, WaitReport.FileName, FileJson.Default.WaitReport),
    };

    /// <summary>
    /// A run without its histograms, of which half of it is made, and without what other verbs put beside it: all that figures need.
    /// </summary>
    /// <exception cref="BadInputException">As <see cref="Read(string)"/>.</exception>
    public static Run ReadFigures(string folder) =>
        Read(folder, static i => i.Load is null ? i : i with { Load = i.Load with { Histogram = "", ServiceHistogram = null } });

    /// <summary>Whether a folder holds a run, whole or damaged.</summary>
    public static bool IsRun(string folder) => File.Exists(Path.Combine(folder, RunFiles.Manifest));

    /// <summary><c>run.json</c> alone.</summary>
    /// <exception cref="BadInputException">It is absent, damaged, or of another schema.</exception>
    public static RunManifest Manifest(string folder)
    {
        var file = Path.Combine(folder, RunFiles.Manifest);
        var text = Text(file);
        var manifest = Parse(text, file, line: 1, FileJson.Default.RunManifest);
        OfThisSchema(manifest.SchemaVersion, file);
        if (manifest is not
            {
                Environment: { Kernel: not null, KernelVersion: not null, Architecture: not null, DotNet: not null, IoBench: not null, Cpus: not null, Siblings: not null, Mitigations: not null },
                Plan: { Name: not null, Baseline: not null, Headline: not null, Sweeps: not null },
                Placement: { ServerCpus: not null, ClientCpus: not null, Network: not null },
                Name: not null, Command: not null, Models: not null, Skipped: not null,
            })
            throw Damaged($"{file}:1", "plan, placement or environment is null");
        return Seal.Holds(text) is false ? throw Damaged($"{file}:1", Changed) : manifest;
    }

    private const string Changed = "it is not what was written, its checksum (crc32c) says";

    /// <param name="folder">The run's.</param>
    /// <param name="keep">What is kept of an invocation, before the next is read.</param>
    private static Run Read(string folder, Func<Invocation, Invocation> keep)
    {
        if (!Directory.Exists(folder))
            throw new BadInputException("no such results folder", folder, "name one that 'iobench run' made");

        var manifest = Manifest(folder);
        var notes = new List<string>();
        List<Invocation> invocations = [.. Invocations(folder, notes).Select(keep)];
        return invocations.Count > 0
            ? new Run(manifest, invocations) { Floors = [.. Floors(folder, notes)], Notes = notes }
            : throw new BadInputException("the run has no finished invocation", $"{Path.Combine(folder, RunFiles.Invocations)}:1", "run it again");
    }

    /// <summary>What other verbs may have put into the folder; null where they did not.</summary>
    private static T? ReadBeside<T>(string folder, string name, JsonTypeInfo<T> type)
        where T : class
    {
        var file = Path.Combine(folder, name);
        return File.Exists(file) ? Parse(Text(file), file, line: 1, type) : null;
    }

    private static string Text(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(file, e);
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
            throw Damaged($"{file}:{line + e.LineNumber.GetValueOrDefault()}", e.Message.Split(" Path: ")[0].TrimEnd('.'));
        }
    }

    private static void OfThisSchema(int version, string where)
    {
        if (version != Schema.Version)
            throw new BadInputException(
                $"results of schema {version}", where, version > Schema.Version ? $"this IoBench reads up to {Schema.Version}, take a newer one" : $"this IoBench reads {Schema.Version}, and there was none before it");
    }

    private static BadInputException Damaged(string where, string why) => new("the results file is damaged", where, why);

    private static BadInputException Unreadable(string file, Exception e) => new("the results cannot be read", file, e.Message);
}
