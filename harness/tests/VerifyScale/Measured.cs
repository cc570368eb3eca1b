using System.Diagnostics;
using System.Globalization;

namespace IoBench.VerifyScale;

/// <summary>One verb of the command line as a process of its own: how long it took, and the most memory that it held.</summary>
internal sealed record Measured(string Words, double Seconds, double CpuSeconds, double PeakMegabytes)
{
    private const double MostSeconds = 10, MostMegabytes = 500;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    public bool Holds => Seconds <= MostSeconds && PeakMegabytes <= MostMegabytes;

    public static Measured Of(string verb, params string[] arguments)
    {
        var start = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "iobench"), [verb, .. arguments]) { RedirectStandardOutput = true })!;
        var said = process.StandardOutput.ReadToEndAsync();
        var (peak, cpu) = (0.0, 0.0);
        while (!process.WaitForExit(10))
        {
            (peak, cpu) = Look(process.Id) ?? (peak, cpu);
            if (Stopwatch.GetElapsedTime(start) > Limit)
                process.Kill();
        }

        var measured = new Measured(verb, Stopwatch.GetElapsedTime(start).TotalSeconds, cpu, peak);
        Console.WriteLine($"{measured.Words,-34} {measured.Seconds,8:0.0} {MostSeconds,6} {measured.CpuSeconds,8:0.0} {measured.PeakMegabytes,8:0} {MostMegabytes,6}{(measured.Holds ? "" : "  BROKEN")}");
        if (process.ExitCode is not 0)
            throw new InvalidOperationException($"iobench {verb} ended with {process.ExitCode}; it said {said.Result.Length} letters");
        return measured;
    }

    // The kernel's own high-water mark of resident memory (proc_pid_status(5)), so that nothing between two looks is missed; and the CPU time
    // (fields 14 and 15 of proc_pid_stat(5), in hundredths of a second), which is what it costs where others work beside it.
    private static (double Peak, double Cpu)? Look(int process)
    {
        try
        {
            var times = File.ReadAllText($"/proc/{process}/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(static l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? null : (double.Parse(line["VmHWM:".Length..^2], CultureInfo.InvariantCulture) * 1024 / 1e6, (Number(times[11]) + Number(times[12])) / 100);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
