using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace IoBench.Results.Store;

/// <summary>A file of whole lines, one sealed JSON object each: a line goes out in one write, before anything else is measured.</summary>
internal sealed class LineFile<T>(string path, JsonTypeInfo<T> type) : IDisposable
{
    private readonly FileStream _stream = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);

    public void Append(T record)
    {
        byte[] line = [.. Seal.Put(JsonSerializer.SerializeToUtf8Bytes(record, type)), (byte)'\n'];
        _stream.Write(line);
        _stream.Flush();
    }

    public void Dispose() => _stream.Dispose();
}
