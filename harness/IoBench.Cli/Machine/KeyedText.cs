namespace IoBench.Cli.Machine;

/// <summary>Texts of <c>key: value</c> or <c>KEY=value</c> lines, as in /proc/self/status, /proc/cpuinfo and /etc/os-release.</summary>
internal static class KeyedText
{
    /// <summary>The first value of a key; null when there is none.</summary>
    public static string? Value(string? text, string key, char separator = ':')
    {
        foreach (var line in (text ?? "").Split('\n'))
        {
            var end = line.IndexOf(separator, StringComparison.Ordinal);
            if (end > 0 && line[..end].Trim() == key)
                return line[(end + 1)..].Trim().Trim('"');
        }

        return null;
    }
}
