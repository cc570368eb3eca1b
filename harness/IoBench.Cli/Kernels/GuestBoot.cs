using System.ComponentModel;
using System.Diagnostics;
using IoBench.Results.Kernels;

namespace IoBench.Cli.Kernels;

/// <summary>One boot of one guest, in a folder that goes with it.</summary>
internal sealed class GuestBoot(Emulator emulator, GuestRoot root, MatrixPlan plan, TimeSpan limit)
{
    // Of what the guest writes on its console, this much is kept to say why it failed.
    private const int MostConsole = 1 << 16;

    /// <exception cref="GuestException">It panicked, hung, or sent nothing that can be believed.</exception>
    public async Task<MatrixJobResult> RunAsync(MatrixJob job, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("iobench-guest-");
        try
        {
            var (archive, output) = (Path.Combine(folder.FullName, "root.cpio"), Path.Combine(folder.FullName, "output"));
            await File.WriteAllBytesAsync(archive, root.With(plan, job), cancel);
            var kernel = plan.Kernels.Single(k => k.Name == job.Kernel);
            var began = Stopwatch.GetTimestamp();
            var console = await BootAsync(emulator.Arguments(kernel, job, archive, output), cancel);
            var elapsed = Stopwatch.GetElapsedTime(began);
            var told = Understand(File.Exists(output) ? await File.ReadAllBytesAsync(output, cancel) : [], console);
            return new MatrixJobResult
            {
                Job = job,
                Accelerator = emulator.Accelerator,
                Unit = Accelerators.Unit(emulator.Accelerator),
                Qemu = emulator.Version,
                CpuModel = emulator.CpuModel,
                Guest = told.Guest,
                Figures = told.Figures,
                Skipped = told.Skipped,
                Anatomies = told.Anatomies,
                Calls = told.Calls,
                ElapsedSeconds = Math.Round(elapsed.TotalSeconds, 1),
            };
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private GuestOutput Understand(byte[] output, string console)
    {
        try
        {
            return GuestOutput.Parse(output, plan.PayloadBytes);
        }
        catch (GuestException e)
        {
            var lines = console.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            if (lines.FirstOrDefault(static l => l.Contains("Kernel panic", StringComparison.Ordinal)) is { } panic)
                throw new GuestException($"the kernel gave up: {panic[panic.IndexOf("Kernel panic", StringComparison.Ordinal)..]}");
            throw lines.Length > 0 ? new GuestException($"{e.Message}; its last words: {lines[^1]}") : e;
        }
    }

    /// <returns>What it wrote on its console, the last of it.</returns>
    private async Task<string> BootAsync(IReadOnlyList<string> arguments, CancellationToken cancel)
    {
        using var process = Start(arguments);
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        time.CancelAfter(limit);
        process.StandardInput.Close();
        var (console, complaint) = (process.StandardOutput.ReadToEndAsync(cancel), process.StandardError.ReadToEndAsync(cancel));
        try
        {
            await process.WaitForExitAsync(time.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
            cancel.ThrowIfCancellationRequested();
            throw new GuestException(FormattableString.Invariant($"the guest did not end within {limit.TotalSeconds:0.#} s and was killed; its last words: {Last(await console)}"));
        }

        if (process.ExitCode != ExitCode.Done)
            throw new GuestException(FormattableString.Invariant($"QEMU failed (exit code {process.ExitCode}): {Last(await complaint)}"));
        return await console is { Length: > MostConsole } text ? text[^MostConsole..] : await console;
    }

    private Process Start(IReadOnlyList<string> arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(emulator.Path, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (Win32Exception e)
        {
            throw new GuestException($"QEMU could not be started: {e.Message}");
        }
    }

    private static string Last(string text) => text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "none";
}
