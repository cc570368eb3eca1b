using System.Diagnostics;
using System.Globalization;
using IoBench.Results;

namespace IoBench.Cli.Machine;

/// <summary>What others took of the machine between its making and <see cref="Read"/>: stolen time, and waiting for a CPU.</summary>
internal sealed class DisturbanceMeter(MachineFiles files)
{
    private readonly long _startedAt = Stopwatch.GetTimestamp();
    private readonly (double Steal, double Total)? _ticks = CpuTicks(files.Text("/proc/stat"));
    private readonly double? _waitedUs = SomeWaitedUs(files.Text("/proc/pressure/cpu"));

    public Disturbance Read()
    {
        var ticks = CpuTicks(files.Text("/proc/stat"));
        var total = ticks?.Total - _ticks?.Total;
        var waitedUs = SomeWaitedUs(files.Text("/proc/pressure/cpu")) - _waitedUs;
        return new Disturbance
        {
            StealShare = total > 0 ? (ticks?.Steal - _ticks?.Steal) / total : null,
            CpuPressureShare = waitedUs / Stopwatch.GetElapsedTime(_startedAt).TotalMicroseconds,
        };
    }

    /// <summary>
    /// The first line of /proc/stat: user, nice, system, idle, iowait, irq, softirq, steal; what follows is counted in user already.
    /// </summary>
    public static (double Steal, double Total)? CpuTicks(string? stat)
    {
        var columns = (stat ?? "").Split('\n')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (columns is not ["cpu", .. var numbers] || numbers.Length < 8)
            return null;

        var ticks = numbers.Take(8).Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        return (ticks[7], ticks.Sum());
    }

    /// <summary>The line <c>some avg10=... total=us</c> of a pressure file.</summary>
    public static double? SomeWaitedUs(string? pressure)
    {
        var some = (pressure ?? "").Split('\n').FirstOrDefault(line => line.StartsWith("some ", StringComparison.Ordinal));
        var total = some?.Split("total=");
        return total is [_, var us] ? double.Parse(us, CultureInfo.InvariantCulture) : null;
    }
}
