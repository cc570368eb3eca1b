using System.Diagnostics;
using IoBench.Analysis;
using IoBench.Analysis.Comparing;
using IoBench.Cli.Running;
using IoBench.Reporting;
using IoBench.Reporting.Export;

namespace IoBench.Cli.Comparing;

/// <summary>
/// Fails only on what a second, fresh run finds again: the same model, worse on the same metric at the same load. One run in a hundred that
/// cries wolf then does so once in ten thousand.
/// </summary>
/// <param name="confirmWith">A shell command that makes the second run in <c>$IOBENCH_OUT</c>; null where there is none, and nothing can be confirmed.</param>
internal sealed class Gate(string? confirmWith)
{
    /// <summary>The folder that the command is told.</summary>
    internal const string Folder = "IOBENCH_OUT";

    private static readonly IReadOnlySet<Finding> NoFindings = new HashSet<Finding>();

    internal async Task<Passage> PassAsync(RunComparison comparison, string candidate, Func<string, RunComparison> compare)
    {
        var seen = Worse(comparison).ToHashSet();
        if (seen.Count == 0)
        {
            Console.Error.WriteLine($"gate: passed, {comparison.Candidate} is nowhere shown to be slower or dearer");
            return new(ExitCode.Done, NoFindings);
        }
        if (confirmWith is null)
        {
            Console.Error.WriteLine($"gate: not decided, {seen.Count} worse in {comparison.Candidate}, and nothing to confirm it with; add --confirm-with COMMAND");
            return new(ExitCode.NotTrusted, NoFindings);
        }

        var folder = Fresh(candidate);
        await MakeAsync(folder);
        var again = compare(folder);
        var confirmed = Worse(again).Where(seen.Contains).ToHashSet();
        if (confirmed.Count == 0)
        {
            Console.Error.WriteLine($"gate: passed, none of {seen.Count} was found again in {folder}");
            return new(ExitCode.Done, seen);
        }
        Console.Error.WriteLine($"gate: failed, {confirmed.Count} of {seen.Count} found again in {folder}");
        foreach (var line in ComparisonText.Worse(comparison, where: confirmed.Contains))
            Console.Error.WriteLine($"  {line}");
        return new(ExitCode.Failed, seen.Except(confirmed).ToHashSet());
    }

    private static IEnumerable<Finding> Worse(RunComparison comparison) => comparison.Changes()
        .Where(static c => c.Model.Change!.Judgement == Judgement.Worse).Select(static c => new Finding(c.Point, c.Model.Label, c.Model.Change!.Metric));

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

/// <summary>How a candidate came through the gate.</summary>
/// <param name="ExitCode"><see cref="ExitCode.Done"/>; <see cref="ExitCode.Failed"/> where a regression was confirmed; <see cref="ExitCode.NotTrusted"/> where one was seen and nothing confirms it.</param>
/// <param name="Refuted">What was worse and was not found again.</param>
internal sealed record Passage(int ExitCode, IReadOnlySet<Finding> Refuted);
