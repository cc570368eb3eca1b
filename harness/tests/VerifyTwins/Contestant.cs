using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using IoBench.Results;

namespace IoBench.VerifyTwins;

/// <summary>A server in one of the two languages, or in C# without counters: pinned, spoken to over a port, its CPU time read from outside in the same way.</summary>
internal sealed class Contestant : IDisposable
{
    internal const int GraceMs = 10_000;

    private readonly Process process;

    private Contestant(Process process, int port) => (this.process, Port) = (process, port);

    internal int Port { get; }

    internal static Contestant Node(string model, int cpu) => Serving(NodeProgram.Path, [], model, cpu);

    /// <exception cref="InvalidOperationException">It counts all the same, so there is nothing to compare.</exception>
    internal static Contestant Bare(string model, int cpu)
    {
        var bare = Serving("dotnet", ["exec", "--runtimeconfig", NodeProgram.BareConfiguration, NodeProgram.Path + ".dll"], model, cpu);
        bare.process.StandardInput.WriteLine("mark");
        if (JsonSerializer.Deserialize(Line(bare.process), LineJson.Default.ServerSnapshot)!.Syscalls.Values.Any(static made => made > 0))
            throw new InvalidOperationException("the node without counters counts");
        return bare;
    }

    internal static Contestant Twin(string program, string model, int cpu)
    {
        var process = Start(program, [model, Threads(model), Text(cpu)]);
        return new(process, int.Parse(Line(process), CultureInfo.InvariantCulture));
    }

    /// <summary>What each of its threads has used, by its directory in /proc.</summary>
    internal IReadOnlyDictionary<string, double> CpuUs() => Directory.EnumerateDirectories($"/proc/{process.Id}/task").ToDictionary(static task => task, TaskUs);

    /// <summary>What was used between two readings. A thread that ended meanwhile takes its part with it: the runtime's own do, and use little.</summary>
    internal static double CpuUs(IReadOnlyDictionary<string, double> start, IReadOnlyDictionary<string, double> stop) =>
        stop.Sum(task => Math.Max(0, task.Value - start.GetValueOrDefault(task.Key)));

    public void Dispose()
    {
        process.StandardInput.Close();
        if (!process.WaitForExit(GraceMs)) process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
    }

    private static Contestant Serving(string program, string[] before, string model, int cpu)
    {
        var process = Start(program, [.. before, "serve", "--model", model, "--threads", Threads(model), "--cpus", Text(cpu)]);
        return new(process, JsonSerializer.Deserialize(Line(process), LineJson.Default.ServerReady)!.Port);
    }

    // Loops have one CPU, patterns two workers, in both languages.
    private static string Threads(string model) => NodeProgram.Models.Single(m => m.Name == model).Threads switch
    {
        "workers" when model != "blocking-pool" => "2",
        "loops" => "1",
        _ => "0",
    };

    private static double TaskUs(string task)
    {
        try
        {
            return long.Parse(File.ReadAllText(Path.Combine(task, "schedstat")).Split(' ')[0], CultureInfo.InvariantCulture) / 1e3;
        }
        catch (IOException)
        {
            return 0; // it has ended
        }
    }

    private static Process Start(string program, string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;

    private static string Line(Process process) => process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"{process.StartInfo.FileName} did not start");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
