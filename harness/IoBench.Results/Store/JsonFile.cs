using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace IoBench.Results.Store;

/// <summary>A file that is one JSON record, as it is or as <c>gzip</c> left it.</summary>
internal static class JsonFile
{
    /// <param name="file">Its path.</param>
    /// <param name="type">How it is read.</param>
    /// <param name="mend">What to do where it is damaged, given what is wrong; null says only what is wrong.</param>
    /// <exception cref="BadInputException">It is absent or damaged; file and line are named.</exception>
    public static T Read<T>(string file, JsonTypeInfo<T> type, Func<string, string>? mend = null)
    {
        try
        {
            using var stream = File.OpenRead(file);
            using var plain = file.EndsWith(RunFiles.Compressed, StringComparison.Ordinal) ? new GZipStream(stream, CompressionMode.Decompress) : (Stream)stream;
            return JsonSerializer.Deserialize(plain, type) ?? throw new JsonException("it says null");
        }
        catch (JsonException e)
        {
            var why = e.Message.Split(" Path: ")[0].ReplaceLineEndings(" ").TrimEnd('.');
            throw new BadInputException("the results file is damaged", $"{file}:{1 + e.LineNumber.GetValueOrDefault()}", mend?.Invoke(why) ?? why);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new BadInputException("the results cannot be read", file, e.Message);
        }
    }
}
