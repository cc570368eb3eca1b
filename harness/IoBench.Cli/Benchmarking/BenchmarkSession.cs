using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using IoBench.Cli.Machine;
using IoBench.Cli.Running;
using IoBench.Reporting;
using IoBench.Results;
using IoBench.Results.Benchmarks;
using IoBench.Results.Store;

namespace IoBench.Cli.Benchmarking;

/// <summary>Runs the suite of single operations as a child, and keeps its files with an account of the machine, which they lack.</summary>
internal sealed partial class BenchmarkSession(string program, MachineFiles files)
{
    private const string Log = "benchmarkdotnet.log";

    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(1);

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _toldAt;
    private int _cases;

    /// <summary>Where the build puts the suite.</summary>
    public static string Built => Environment.GetEnvironmentVariable("IOBENCH_BENCHMARKS") ?? Path.Combine(Checkout.Root, "artifacts/bin/IoBench.Benchmarks/release/iobench-benchmarks");

    /// <exception cref="FailedException">The suite is not built, or a case failed; what it said is in the folder.</exception>
    public async Task<BenchmarkRun> RunAsync(BenchmarkOptions options, string folder, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder);
        var manifest = new BenchmarkManifest
        {
            Name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))),
            StartedAt = DateTimeOffset.Now,
            Job = options.Name,
            Command = options.Command,
            Environment = EnvironmentReader.Read(files, Checkout.Commit),
        };
        var artifacts = Path.Combine(folder, "artifacts");
        var exitCode = await MeasureAsync([options.Name, "--filter", .. options.Filters.DefaultIfEmpty("*"), "--artifacts", artifacts], Path.Combine(folder, Log), cancel);
        var results = Path.Combine(artifacts, "results");
        foreach (var file in Directory.Exists(results) ? Directory.GetFiles(results, BenchmarkReader.Files) : [])
            File.Move(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        if (Directory.Exists(artifacts))
            Directory.Delete(artifacts, recursive: true);
        manifest = manifest with { ElapsedSeconds = cancel.IsCancellationRequested ? null : _clock.Elapsed.TotalSeconds };
        AtomicFile.Write(Path.Combine(folder, BenchmarkManifest.FileName), JsonSerializer.Serialize(manifest, FileJson.Default.BenchmarkManifest) + "\n");
        if (exitCode != 0 && !cancel.IsCancellationRequested)
            throw new FailedException($"a benchmark failed or none was found, exit code {exitCode}; {Checkout.Shown(Path.Combine(folder, Log))} says more");
        return BenchmarkReader.Read(folder);
    }

    private async Task<int> MeasureAsync(IReadOnlyList<string> words, string log, CancellationToken cancel)
    {
        using var process = Start(words);
        // A signal of the terminal reaches the child too; one that was sent to us alone does not.
        await using var ending = cancel.Register(() => End(process));
        await using var written = new StreamWriter(log);
        var complaints = process.StandardError.ReadToEndAsync(CancellationToken.None);
        while (await process.StandardOutput.ReadLineAsync(CancellationToken.None) is { } line)
        {
            await written.WriteLineAsync(line);
            Tell(line);
        }

        await written.WriteAsync(await complaints);
        await process.WaitForExitAsync(CancellationToken.None);
        return process.ExitCode;
    }

    private Process Start(IReadOnlyList<string> words)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, words) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (Win32Exception e)
        {
            throw new FailedException($"the benchmarks cannot be started, {program}; build them with scripts/benchmarks ({e.Message})");
        }
    }

    private static void End(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // It has ended.
        }
    }

    /// <summary>A line a minute of the many that it says.</summary>
    private void Tell(string line)
    {
        if (Remained().Match(line) is not { Success: true } remained)
            return;
        var left = int.Parse(remained.Groups[1].Value, CultureInfo.InvariantCulture);
        _cases = Math.Max(_cases, left + 1);
        if (left > 0 && _clock.Elapsed - _toldAt < LongestSilence)
            return;
        _toldAt = _clock.Elapsed;
        var done = _cases - left;
        Console.Error.WriteLine(FormattableString.Invariant($"{done} of {_cases} cases, {Pace.Text(_clock.Elapsed / done * left)} left"));
    }

    [GeneratedRegex(@"^// \*\* Remained (\d+) ")]
    private static partial Regex Remained();
}
