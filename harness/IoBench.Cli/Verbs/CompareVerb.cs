using System.CommandLine;
using IoBench.Analysis;
using IoBench.Analysis.Comparing;
using IoBench.Cli.Comparing;
using IoBench.Reporting;
using IoBench.Results;
using IoBench.Results.Store;

namespace IoBench.Cli.Verbs;

/// <summary><c>compare</c>: what changed from one run to others, with verdicts, and a gate for CI.</summary>
internal static class CompareVerb
{
    public static Command Create()
    {
        var from = new Argument<string>("BASE") { Description = "a results folder" };
        var to = new Argument<string[]>("CANDIDATE") { Description = "one results folder or more, each compared with BASE", Arity = ArgumentArity.OneOrMore };
        var baseline = new Option<string?>("--baseline") { Description = "the model that the others are held against in each block; as BASE's plan says when nothing is said", HelpName = "NAME" };
        var json = new Option<bool>("--json") { Description = "the same for programs" };
        var gate = new Option<bool>("--gate") { Description = "exit code 1 where a candidate is slower or dearer and a second run confirms it" };
        var confirm = new Option<string?>("--confirm-with") { Description = "what makes that second run: a shell command that leaves it in the folder $IOBENCH_OUT", HelpName = "COMMAND" };
        var folder = new Option<string?>("--out") { Description = "the folder of the report; new, empty, or of an earlier comparison (results/compare-<date>)", HelpName = "DIR" };
        var markdown = new Option<string?>("--markdown") { Description = "the same as Markdown, for the summary of a CI job", HelpName = "FILE" };
        var junit = new Option<string?>("--junit") { Description = "the same as tests: worse fails, inconclusive is skipped, and so is what a second run did not find again", HelpName = "FILE" };
        var command = new Command("compare", "compare runs: verdicts per model, with what they were made on") { from, to, baseline, folder, json, gate, confirm, markdown, junit };
        command.SetAction(parsed => RunAsync(
            new CompareOptions
            {
                Base = parsed.GetRequiredValue(from),
                Candidates = parsed.GetRequiredValue(to),
                Baseline = parsed.GetValue(baseline),
                Out = parsed.GetValue(folder),
                Json = parsed.GetValue(json),
            },
            parsed.GetValue(gate) ? new CommandGate(parsed.GetValue(confirm)) : parsed.GetValue(confirm) is null
                ? null
                : throw new BadInputException("'--confirm-with' without '--gate'", "compare", "add --gate, or leave it out"),
            (parsed.GetValue(markdown), parsed.GetValue(junit))));
        return command;
    }

    private static async Task<int> RunAsync(CompareOptions options, CommandGate? gate, (string? Markdown, string? JUnit) files)
    {
        var into = ReportFolder.Of("compare", ComparisonReport.FileName, options.Out, DateTimeOffset.Now);
        var reference = Read(options.Base);
        Known(options.Baseline, reference);
        Different(options);
        List<(ComparedRun Run, RunComparison Comparison)> compared = [.. options.Candidates.Select(folder => Compare(reference, folder, options.Baseline))];
        List<RunComparison> comparisons = [.. compared.Select(static c => c.Comparison)];
        Drawing.Draw(ComparedRuns.Of(ComparedRun.Of(reference, options.Base), compared) with { Command = options.Command() }, into, options.Json);
        Drawing.Write(comparisons, files.Markdown);
        List<int> codes = [comparisons.All(Untold) ? ExitCode.NotTrusted : ExitCode.Done];
        var passages = new List<Passage<Finding>>();
        foreach (var (comparison, folder) in gate is null ? [] : comparisons.Zip(options.Candidates))
            passages.Add(await gate!.PassAsync(comparison, folder, confirming => RunComparison.Of(reference, Read(confirming), options.Baseline)));
        codes.AddRange(passages.Select(static p => p.ExitCode));
        Drawing.Write(comparisons, passages, files.JUnit);

        // A regression is said before a doubt.
        return codes.Contains(ExitCode.Failed) ? ExitCode.Failed : codes.Max();
    }

    /// <summary>The candidate itself is let go before the next is read.</summary>
    private static (ComparedRun Run, RunComparison Comparison) Compare(RunSummary reference, string folder, string? baseline)
    {
        var candidate = Read(folder);
        return (ComparedRun.Of(candidate, folder), RunComparison.Of(reference, candidate, baseline));
    }

    private static bool Untold(RunComparison comparison) => comparison.Changes().All(static c => c.Model.Change!.Judgement == Judgement.TooFewBlocks);

    /// <summary>One run at a time is held whole: what is kept are its figures.</summary>
    private static RunSummary Read(string folder)
    {
        var run = RunReader.ReadFigures(folder);
        foreach (var note in run.Notes)
            Console.Error.WriteLine(note);
        // The folder's name is what a reader looks for; a run that was moved has another one in its file.
        return RunSummary.OfFigures(run with { Manifest = run.Manifest with { Name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))) } });
    }

    /// <summary>A run against itself is equivalent to itself, and nobody learns anything.</summary>
    private static void Different(CompareOptions options)
    {
        var seen = new HashSet<string>();
        foreach (var folder in options.Candidates.Prepend(options.Base))
            if (!seen.Add(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))))
                throw new BadInputException("this run is named twice", folder, "name a base and other runs");
    }

    private static void Known(string? baseline, RunSummary run)
    {
        var names = run.Cells.Where(static c => !c.Cell.IsAa).Select(static c => c.Cell.Label).Distinct().ToList();
        if (baseline is not null && !names.Contains(baseline))
            throw new BadInputException($"the base has no model '{baseline}'", "--baseline", Nearest.Mend(baseline, names));
    }
}
