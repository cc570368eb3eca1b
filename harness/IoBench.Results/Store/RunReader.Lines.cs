using System.Text;
using System.Text.Json.Serialization.Metadata;

namespace IoBench.Results.Store;

/// <summary>The same files one line at a time: who looks at many runs keeps none of them in memory.</summary>
public static partial class RunReader
{
    /// <summary>Whether a folder holds a run, whole or damaged.</summary>
    public static bool IsRun(string folder) => File.Exists(Path.Combine(folder, RunFiles.Manifest));

    /// <summary><c>run.json</c> alone.</summary>
    /// <exception cref="BadInputException">It is absent, damaged, or of a newer schema.</exception>
    public static RunManifest Manifest(string folder)
    {
        var file = Path.Combine(folder, RunFiles.Manifest);
        // Required fields may still be null in JSON.
        return ReadManifest(file) is { Environment: { Kernel: not null, DotNet: not null, Siblings: not null }, Plan: { Name: not null, Baseline: not null, Headline: not null, Sweeps: not null }, Placement: { ServerCpus: not null, ClientCpus: not null } } manifest
            ? manifest
            : throw new BadInputException("the results file is damaged", $"{file}:1", "plan, placement or environment is null");
    }

    /// <summary>
    /// A run without its histograms, of which nine tenths of it are made, and without what other verbs put beside it: all that figures need.
    /// </summary>
    /// <exception cref="BadInputException">As <see cref="Read"/>.</exception>
    public static Run ReadFigures(string folder)
    {
        if (!Directory.Exists(folder))
            throw new BadInputException("no such results folder", folder, "name one that 'iobench run' made");
        var manifest = Manifest(folder);
        var notes = new List<string>();
        List<Invocation> invocations = [.. Invocations(folder, notes).Select(static i => i.Load is null ? i : i with { Load = i.Load with { Histogram = "", ServiceHistogram = null } })];
        return invocations.Count > 0
            ? new Run(manifest, invocations) { Floors = [.. Floors(folder, notes)], Notes = notes }
            : throw new BadInputException("the run has no finished invocation", $"{Path.Combine(folder, RunFiles.Invocations)}:1", "run it again");
    }

    /// <summary>Every whole line, read while it is asked for.</summary>
    /// <param name="folder">A run's folder.</param>
    /// <param name="notes">Is told of a last line that was cut off.</param>
    /// <exception cref="BadInputException">While reading: the file is absent or damaged; file and line are named.</exception>
    public static IEnumerable<Invocation> Invocations(string folder, ICollection<string> notes) =>
        Lines(Path.Combine(folder, RunFiles.Invocations), LineJson.Default.Invocation, notes);

    /// <summary>The same for floors; none in a run made before they were measured.</summary>
    /// <exception cref="BadInputException">While reading: the file is damaged; file and line are named.</exception>
    public static IEnumerable<FloorInvocation> Floors(string folder, ICollection<string> notes)
    {
        var file = Path.Combine(folder, RunFiles.Floors);
        return File.Exists(file) ? Lines(file, LineJson.Default.FloorInvocation, notes) : [];
    }

    private static IEnumerable<T> Lines<T>(string file, JsonTypeInfo<T> type, ICollection<string> notes)
    {
        using var reader = Open(file, out var whole);
        for (var number = 1; Line(reader, file) is { } line; number++)
        {
            // What follows the last line feed was being written when the run was cut off.
            if (whole || reader.Peek() >= 0)
                yield return Parse(line, file, number, type);
            else
                notes.Add($"{file}:{number} was cut off and is left out");
        }
    }

    private static StreamReader Open(string file, out bool whole)
    {
        try
        {
            var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1 << 16);
            whole = stream.Length == 0;
            if (!whole)
            {
                stream.Seek(-1, SeekOrigin.End);
                whole = stream.ReadByte() == '\n';
                stream.Seek(0, SeekOrigin.Begin);
            }

            return new StreamReader(stream, Encoding.UTF8);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(file, e);
        }
    }

    private static string? Line(StreamReader reader, string file)
    {
        try
        {
            return reader.ReadLine();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(file, e);
        }
    }

    private static BadInputException Unreadable(string file, Exception e) => new("the results cannot be read", file, e.Message);
}
