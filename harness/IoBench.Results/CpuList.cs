using System.Globalization;

namespace IoBench.Results;

/// <summary>CPU numbers as the kernel lists them: <c>0-3,8</c>.</summary>
public static class CpuList
{
    /// <summary>The numbers in ascending order; an empty list for an empty text.</summary>
    public static IReadOnlyList<int> Parse(string text)
    {
        var cpus = new SortedSet<int>();
        foreach (var range in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var ends = range.Split('-');
            var first = int.Parse(ends[0], CultureInfo.InvariantCulture);
            var last = int.Parse(ends[^1], CultureInfo.InvariantCulture);
            cpus.UnionWith(Enumerable.Range(first, last - first + 1));
        }

        return [.. cpus];
    }

    public static string Format(IReadOnlyList<int> cpus)
    {
        var ranges = new List<(int First, int Last)>();
        foreach (var cpu in cpus.Order())
        {
            if (ranges.Count > 0 && ranges[^1].Last + 1 == cpu)
                ranges[^1] = (ranges[^1].First, cpu);
            else
                ranges.Add((cpu, cpu));
        }

        return string.Join(',', ranges.Select(range => range.First == range.Last
            ? string.Create(CultureInfo.InvariantCulture, $"{range.First}")
            : string.Create(CultureInfo.InvariantCulture, $"{range.First}-{range.Last}")));
    }
}
