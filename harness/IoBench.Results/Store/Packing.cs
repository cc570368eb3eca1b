using System.IO.Compression;

namespace IoBench.Results.Store;

/// <summary>A whole run, written at once and compressed, as it is kept.</summary>
public static class Packing
{
    private static readonly string[] Beside = [AnatomyReport.FileName, WaitReport.FileName];

    /// <param name="run">All of it.</param>
    /// <param name="from">Its folder, for what other verbs put beside it.</param>
    /// <param name="folder">New or empty.</param>
    /// <exception cref="BadInputException">The folder holds something already, or cannot be written.</exception>
    public static void Write(Run run, string from, string folder)
    {
        using (var writer = RunWriter.Create(folder, run.Manifest))
        {
            foreach (var invocation in run.Invocations)
                writer.Append(invocation);
            foreach (var floor in run.Floors)
                writer.Append(floor);
        }

        foreach (var name in (string[])[RunFiles.Invocations, RunFiles.Floors])
            Compress(Path.Combine(folder, name));
        foreach (var name in Beside.Where(name => File.Exists(Path.Combine(from, name))))
            File.Copy(Path.Combine(from, name), Path.Combine(folder, name));
    }

    private static void Compress(string file)
    {
        // Floors are absent from old runs, and an empty file says that some are missing.
        if (new FileInfo(file).Length > 0)
        {
            using var plain = File.OpenRead(file);
            using var compressed = new GZipStream(File.Create(file + RunFiles.Compressed), CompressionLevel.SmallestSize);
            plain.CopyTo(compressed);
        }

        File.Delete(file);
    }
}
