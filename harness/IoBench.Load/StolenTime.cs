using System.Globalization;

namespace IoBench.Load;

/// <summary>CPU time that the hypervisor gave to others (/proc/stat, steal, in hundredths of a second), between two looks.</summary>
public sealed class StolenTime
{
    private const int StealField = 8;

    private readonly HashSet<string> names;
    private long stolen, all;

    private StolenTime(IReadOnlyList<int> cpus)
    {
        names = cpus.Count == 0 ? ["cpu"] : [.. cpus.Select(c => string.Create(CultureInfo.InvariantCulture, $"cpu{c}"))];
        (stolen, all) = Read();
    }

    /// <summary>Null before <see cref="End"/>, and when too little time has passed to tell.</summary>
    public double? Share { get; private set; }

    /// <param name="cpus">Empty for the whole machine.</param>
    /// <returns>Null where /proc/stat cannot be read.</returns>
    public static StolenTime? Begin(IReadOnlyList<int> cpus)
    {
        try
        {
            return new StolenTime(cpus);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            return null;
        }
    }

    public void End()
    {
        var (stolenNow, allNow) = Read();
        if (allNow > all) Share = (double)(stolenNow - stolen) / (allNow - all);
    }

    private (long Stolen, long All) Read()
    {
        long steal = 0, sum = 0;
        foreach (var line in File.ReadLines("/proc/stat"))
        {
            var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length <= StealField || !names.Contains(fields[0])) continue;
            // user nice system idle iowait irq softirq steal; guest time stands in user already.
            for (var i = 1; i <= StealField; i++) sum += long.Parse(fields[i], CultureInfo.InvariantCulture);
            steal += long.Parse(fields[StealField], CultureInfo.InvariantCulture);
        }
        return (steal, sum);
    }
}
