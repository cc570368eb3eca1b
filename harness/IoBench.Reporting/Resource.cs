namespace IoBench.Reporting;

/// <summary>What the assembly carries, so that a report needs nothing from the machine it is drawn on.</summary>
internal static class Resource
{
    public static byte[] Bytes(string name)
    {
        using var stream = typeof(Resource).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not in the assembly");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    public static string Text(string name) => System.Text.Encoding.UTF8.GetString(Bytes(name));

    /// <summary>All names that begin so, in the order of their characters.</summary>
    public static IReadOnlyList<string> Names(string start) =>
        [.. typeof(Resource).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(start, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
}
