using System.Diagnostics;
using IoBench.Analysis.Comparing;
using IoBench.Cli.Running;
using IoBench.Reporting;

namespace IoBench.Cli.Comparing;

/// <summary>
/// The gate of two runs that somebody made: who made them also knows how to make another. Both are held against the same base, so a base that
/// was lucky can be confirmed; how often that is, is simulated by <c>scripts/verify-statistics compare</c>.
/// </summary>
/// <param name="confirmWith">A shell command that makes the second run in <c>$IOBENCH_OUT</c>; null where there is none, and nothing can be confirmed.</param>
internal sealed class CommandGate(string? confirmWith)
{
    /// <summary>The folder that the command is told.</summary>
    internal const string Folder = "IOBENCH_OUT";

    /// <returns>As the gate says; <see cref="ExitCode.NotTrusted"/> where something was seen and nothing confirms it.</returns>
    internal async Task<Passage<Finding>> PassAsync(RunComparison comparison, string candidate, Func<string, RunComparison> compare)
    {
        var seen = comparison.Worse().ToHashSet();
        if (seen.Count > 0 && confirmWith is null)
        {
            Console.Error.WriteLine($"gate: not decided, {seen.Count} worse in {comparison.Candidate}, and nothing to confirm it with; add --confirm-with COMMAND");
            return new(ExitCode.NotTrusted, []);
        }

        return await Gate.PassAsync(comparison.Candidate, seen, Gate.Fresh(candidate), AgainAsync, confirmed => ComparisonText.Worse(comparison, confirmed.Contains));

        async Task<IReadOnlyCollection<Finding>> AgainAsync(string folder)
        {
            await MakeAsync(folder);
            return compare(folder).Worse().Where(seen.Contains).ToHashSet();
        }
    }

    private async Task MakeAsync(string folder)
    {
        using var interruption = new Interruption();
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
