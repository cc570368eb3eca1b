using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace IoBench.Results.Store;

/// <summary>A file of whole lines, one sealed JSON object each: a line goes out in one write, before anything else is measured.</summary>
internal sealed class LineFile<T> : IDisposable
{
    private readonly FileStream _stream;
    private readonly JsonTypeInfo<T> _type;

    private LineFile(FileStream stream, JsonTypeInfo<T> type) => (_stream, _type) = (stream, type);

    /// <exception cref="IOException">It is there already.</exception>
    public static LineFile<T> New(string path, JsonTypeInfo<T> type) => new(Open(path, FileMode.CreateNew, FileShare.Read), type);

    /// <summary>Goes on behind the last whole line; what was cut off within a line is cut away.</summary>
    /// <exception cref="IOException">Somebody writes it at this moment.</exception>
    public static LineFile<T> Continued(string path, JsonTypeInfo<T> type)
    {
        // Alone for a moment: the one who still writes holds it.
        using (var whole = Open(path, FileMode.OpenOrCreate, FileShare.None))
            whole.SetLength(WholeBytes(whole));
        var stream = Open(path, FileMode.Open, FileShare.Read);
        stream.Seek(0, SeekOrigin.End);
        return new(stream, type);
    }

    public void Append(T record)
    {
        byte[] line = [.. Seal.Put(JsonSerializer.SerializeToUtf8Bytes(record, _type)), (byte)'\n'];
        _stream.Write(line);
        _stream.Flush();
    }

    public void Dispose() => _stream.Dispose();

    private static FileStream Open(string path, FileMode mode, FileShare share) => new(path, mode, FileAccess.ReadWrite, share, bufferSize: 0);

    /// <summary>Up to the last line feed and with it.</summary>
    private static long WholeBytes(FileStream file)
    {
        var bytes = new byte[4096];
        for (var end = file.Length; end > 0;)
        {
            var start = Math.Max(0, end - bytes.Length);
            file.Seek(start, SeekOrigin.Begin);
            var piece = bytes.AsSpan(0, (int)(end - start));
            file.ReadExactly(piece);
            if (piece.LastIndexOf((byte)'\n') is var at and >= 0)
                return start + at + 1;
            end = start;
        }

        return 0;
    }
}
