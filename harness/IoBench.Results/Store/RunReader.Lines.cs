using System.IO.Compression;
using System.Text;
using System.Text.Json.Serialization.Metadata;

namespace IoBench.Results.Store;

/// <summary>The same files one line at a time: who looks at many runs keeps none of them in memory.</summary>
public static partial class RunReader
{
    /// <summary>Every whole line, read while it is asked for.</summary>
    /// <param name="folder">A run's folder.</param>
    /// <param name="notes">Is told of a last line that was cut off.</param>
    /// <exception cref="BadInputException">While reading: the file is absent or damaged; file and line are named.</exception>
    public static IEnumerable<Invocation> Invocations(string folder, ICollection<string> notes) => Once(
        Lines(FileOf(folder, RunFiles.Invocations), LineJson.Default.Invocation, static i => i.SchemaVersion, WholeRecord.Lacks, notes),
        FileOf(folder, RunFiles.Invocations), static i => (i.Block, i.Order, i.Cell.Key));

    /// <summary>The same for floors; none in a run made before they were measured.</summary>
    /// <exception cref="BadInputException">While reading: the file is damaged; file and line are named.</exception>
    public static IEnumerable<FloorInvocation> Floors(string folder, ICollection<string> notes)
    {
        var file = FileOf(folder, RunFiles.Floors);
        // Every block of a run that has such a file measures some.
        if (File.Exists(file) && new FileInfo(file).Length == 0)
            notes.Add($"{file} is empty");
        return File.Exists(file)
            ? Once(Lines(file, LineJson.Default.FloorInvocation, static f => f.SchemaVersion, WholeRecord.Lacks, notes), file, static f => (f.Block, f.Order, FloorPoint.Of(f)))
            : [];
    }

    private static IEnumerable<T> Lines<T>(string file, JsonTypeInfo<T> type, Func<T, int> schema, Func<T, string?> lacks, ICollection<string> notes)
    {
        using var reader = Open(file, out var whole);
        bool? isSealed = null;
        for (var number = 1; Line(reader, file) is { } line; number++)
        {
            // What follows the last line feed was being written when the run was cut off.
            if (!whole && reader.Peek() < 0)
            {
                notes.Add($"{file}:{number} was cut off and is left out");
                continue;
            }

            var record = Parse(line, file, number, type);
            OfThisSchema(schema(record), $"{file}:{number}");
            if (lacks(record) is { } field)
                throw Damaged($"{file}:{number}", $"{field} is null");
            if (Seal.Holds(line) is var holds && holds is false)
                throw Damaged($"{file}:{number}", Changed);
            // One program wrote them all: with seals, or before there were any.
            isSealed ??= holds is true;
            if (isSealed != (holds is true))
                throw Damaged($"{file}:{number}", "some lines have a checksum (crc32c) and some have none");
            yield return record;
        }
    }

    /// <summary>A line that stands twice would count twice.</summary>
    private static IEnumerable<T> Once<T, TKey>(IEnumerable<T> records, string file, Func<T, TKey> key)
    {
        var seen = new HashSet<TKey>();
        foreach (var (at, record) in records.Index())
            yield return seen.Add(key(record)) ? record : throw Damaged($"{file}:{at + 1}", "it says again what a line before it says");
    }

    /// <summary>The file, or what <c>gzip</c> made of it for keeping.</summary>
    private static string FileOf(string folder, string name) =>
        Path.Combine(folder, name) is var plain && !File.Exists(plain) && File.Exists(plain + RunFiles.Compressed) ? plain + RunFiles.Compressed : plain;

    private static StreamReader Open(string file, out bool whole)
    {
        try
        {
            var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1 << 16);
            // Nobody appends to it any more.
            whole = stream.Length == 0 || file.EndsWith(RunFiles.Compressed, StringComparison.Ordinal);
            if (whole && stream.Length > 0)
                return new StreamReader(new GZipStream(stream, CompressionMode.Decompress), Encoding.UTF8);
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
        catch (InvalidDataException e)
        {
            throw Damaged(file, e.Message.TrimEnd('.'));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(file, e);
        }
    }
}
