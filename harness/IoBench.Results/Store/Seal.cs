using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace IoBench.Results.Store;

/// <summary>
/// A checksum as the last field of a JSON object, over every byte before it: a digit that a disk, an editor or a merge changed is still good
/// JSON, and would otherwise be a figure.
/// </summary>
internal static class Seal
{
    private const string Field = "\"crc32c\"";

    /// <summary>The object with its seal; a line stays a line, an indented object stays indented.</summary>
    public static byte[] Put(ReadOnlySpan<byte> json)
    {
        var indented = json.Contains((byte)'\n');
        var body = json[..json.LastIndexOf((byte)'}')].TrimEnd(" \n"u8);
        var sum = Sum(body).ToString("x8", CultureInfo.InvariantCulture);
        return [.. body, .. Encoding.ASCII.GetBytes(indented ? $",\n  {Field}: \"{sum}\"\n}}" : $",{Field}:\"{sum}\"}}")];
    }

    /// <summary>Whether the bytes are those that were sealed; null for an object without a seal, as older IoBench wrote them.</summary>
    public static bool? Holds(string json)
    {
        var at = json.LastIndexOf(Field, StringComparison.Ordinal);
        var comma = at < 0 ? -1 : json.AsSpan(0, at).TrimEnd().Length - 1;
        if (comma < 0 || json[comma] != ',')
            return null;
        var tail = json.AsSpan(at + Field.Length).Trim().TrimStart(':').TrimStart().TrimEnd('}').TrimEnd();
        return tail is ['"', .. var sum, '"']
            && uint.TryParse(sum, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var expected)
            && Sum(Encoding.UTF8.GetBytes(json, 0, comma)) == expected;
    }

    // CRC-32C (Castagnoli; RFC 3720, appendix B.4), which CPUs compute by themselves.
    private static uint Sum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var b in bytes)
            crc = BitOperations.Crc32C(crc, b);
        return ~crc;
    }
}
