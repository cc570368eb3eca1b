using System.Globalization;
using System.Text.Json;

namespace IoBench.Results.Store;

/// <summary>
/// Writes a run as it happens. A reader, or the next run after a power cut, finds each file whole or not at all, and each line of
/// invocations and floors likewise: the manifest is renamed into place, a line goes out in one write.
/// </summary>
public sealed class RunWriter : IDisposable
{
    private readonly LineFile<Invocation> _invocations;
    private readonly LineFile<FloorInvocation> _floors;

    private RunWriter(string folder, LineFile<Invocation> invocations, LineFile<FloorInvocation> floors) => (Folder, _invocations, _floors) = (folder, invocations, floors);

    public string Folder { get; }

    /// <summary>Where a run of this plan goes when nobody says: a name that sorts by time and is not taken.</summary>
    public static string DefaultFolder(string results, string plan, DateTimeOffset startedAt)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{startedAt:yyyy-MM-dd-HHmm}-{plan}");
        var folder = Path.Combine(results, name);
        for (var again = 2; Directory.Exists(folder); again++)
            folder = Path.Combine(results, string.Create(CultureInfo.InvariantCulture, $"{name}-{again}"));
        return folder;
    }

    /// <exception cref="BadInputException">The folder holds something already, or cannot be written.</exception>
    public static RunWriter Create(string folder, RunManifest manifest)
    {
        try
        {
            if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
                throw new BadInputException("the results folder is not empty", folder, "name a new one, nothing is overwritten");

            Directory.CreateDirectory(folder);
            var writer = new RunWriter(
                folder, LineFile<Invocation>.New(InvocationsOf(folder), LineJson.Default.Invocation), LineFile<FloorInvocation>.New(FloorsOf(folder), LineJson.Default.FloorInvocation));
            writer.Describe(manifest);
            return writer;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException("the results folder cannot be written", folder, $"choose another with --out ({e.Message})");
        }
    }

    /// <summary>Goes on with a run that was cut off, behind its last whole line.</summary>
    /// <exception cref="BadInputException">Somebody writes it at this moment, or it cannot be written.</exception>
    public static RunWriter Continue(string folder, RunManifest manifest)
    {
        LineFile<Invocation>? invocations = null;
        try
        {
            invocations = LineFile<Invocation>.Continued(InvocationsOf(folder), LineJson.Default.Invocation);
            var writer = new RunWriter(folder, invocations, LineFile<FloorInvocation>.Continued(FloorsOf(folder), LineJson.Default.FloorInvocation));
            writer.Describe(manifest);
            return writer;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            invocations?.Dispose();
            throw new BadInputException("the run cannot be gone on with", folder, $"wait until nobody writes or reads it ({e.Message})");
        }
    }

    /// <summary>Writes the manifest in place of the one before, when more is known than at the start.</summary>
    public void Describe(RunManifest manifest) =>
        WriteWhole(Path.Combine(Folder, RunFiles.Manifest), Seal.Put(JsonSerializer.SerializeToUtf8Bytes(manifest, FileJson.Default.RunManifest)));

    public void Append(Invocation invocation) => _invocations.Append(invocation);

    public void Append(FloorInvocation floor) => _floors.Append(floor);

    public void Dispose()
    {
        _invocations.Dispose();
        _floors.Dispose();
    }

    private static string InvocationsOf(string folder) => Path.Combine(folder, RunFiles.Invocations);

    private static string FloorsOf(string folder) => Path.Combine(folder, RunFiles.Floors);

    private static void WriteWhole(string path, byte[] content)
    {
        var draft = path + ".tmp";
        File.WriteAllBytes(draft, content);
        File.Move(draft, path, overwrite: true);
    }
}
