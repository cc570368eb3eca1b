using System.Diagnostics;
using IoBench.Analysis.Comparing;
using IoBench.Cli.Running;
using IoBench.Reporting;

namespace IoBench.Cli.Comparing;

/// <summary>
/// Fails only on what a second, fresh run finds again: the same model, worse on the same metric at the same load. Both are held against the
/// same base, so a base that was lucky can be confirmed; how often that is, is simulated by <c>scripts/verify-statistics compare</c>.
/// </summary>
/// <param name="confirmWith">A shell command that makes the second run in <c>$IOBENCH_OUT</c>; null where there is none, and nothing can be confirmed.</param>
internal sealed class Gate(string? confirmWith)
{
    /// <summary>The folder that the command is told.</summary>
    internal const string Folder = "IOBENCH_OUT";

    /// <returns><see cref="ExitCode.Done"/>; <see cref="ExitCode.Failed"/> where a regression was confirmed; <see cref="ExitCode.NotTrusted"/> where one was seen and nothing confirms it.</returns>
    internal async Task<int> PassAsync(RunComparison comparison, string candidate, Func<string, RunComparison> compare)
    {
        var seen = comparison.Worse().ToHashSet();
        if (seen.Count == 0)
        {
            Console.Error.WriteLine($"gate: passed, {comparison.Candidate} is nowhere shown to be slower or dearer");
            return ExitCode.Done;
        }
        if (confirmWith is null)
        {
            Console.Error.WriteLine($"gate: not decided, {seen.Count} worse in {comparison.Candidate}, and nothing to confirm it with; add --confirm-with COMMAND");
            return ExitCode.NotTrusted;
        }

        var folder = Fresh(candidate);
        await MakeAsync(folder);
        var again = compare(folder);
        var confirmed = again.Worse().Where(seen.Contains).ToHashSet();
        if (confirmed.Count == 0)
        {
            Console.Error.WriteLine($"gate: passed, none of {seen.Count} was found again in {folder}");
            return ExitCode.Done;
        }
        Console.Error.WriteLine($"gate: failed, {confirmed.Count} of {seen.Count} found again in {folder}");
        foreach (var line in ComparisonText.Worse(comparison, where: confirmed.Contains))
            Console.Error.WriteLine($"  {line}");
        return ExitCode.Failed;
    }

    private static string Fresh(string candidate)
    {
        var stem = Path.TrimEndingDirectorySeparator(Path.GetFullPath(candidate)) + "-again";
        var folder = stem;
        for (var n = 2; Directory.Exists(folder); n++)
            folder = $"{stem}-{n}";
        return folder;
    }

    private async Task MakeAsync(string folder)
    {
        using var interruption = new Interruption();
        Console.Error.WriteLine($"gate: making a second run in {folder}");
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", confirmWith!]) { RedirectStandardOutput = true, Environment = { [Folder] = folder } })
            ?? throw new FailedException("gate: /bin/sh does not start");
        // What it says is talk here: standard output holds the comparison.
        var talk = shell.StandardOutput.BaseStream.CopyToAsync(Console.OpenStandardError(), CancellationToken.None);
        try
        {
            await shell.WaitForExitAsync(interruption.Token);
            await talk;
        }
        catch (OperationCanceledException)
        {
            shell.Kill(entireProcessTree: true);
            throw new FailedException("gate: interrupted before the second run was there");
        }
        if (shell.ExitCode != ExitCode.Done)
            throw new FailedException($"gate: the second run failed with exit code {shell.ExitCode}: {confirmWith}");
    }
}
