using System.Globalization;

namespace IoBench.Cli.Machine;

/// <summary>How many descriptors a process may open (/proc/self/limits). Children raise the soft limit, nobody the hard one.</summary>
internal static class DescriptorLimit
{
    public static long Hard(string? limits)
    {
        const string Row = "Max open files";
        var line = (limits ?? "").Split('\n').FirstOrDefault(line => line.StartsWith(Row, StringComparison.Ordinal));
        var columns = line?[Row.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        return columns.Length >= 2 && long.TryParse(columns[1], CultureInfo.InvariantCulture, out var hard) ? hard : long.MaxValue;
    }
}
