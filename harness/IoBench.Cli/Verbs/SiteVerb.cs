using System.CommandLine;
using IoBench.Reporting;
using IoBench.Results;
using IoBench.Results.Benchmarks;
using IoBench.Results.Store;

namespace IoBench.Cli.Verbs;

/// <summary><c>site</c>: a run, the pages of its models and the methods as one folder for a static host.</summary>
internal static class SiteVerb
{
    public static Command Create()
    {
        var folder = new Argument<string>("RUN") { Description = "a results folder" };
        var benchmarks = new Option<string?>("--benchmarks") { Description = "what 'benchmarks' measured: the price list", HelpName = "RUN" };
        var comparisons = new Option<string[]>("--comparison") { Description = "what 'compare' wrote; may be given several times", HelpName = "FOLDER" };
        var to = new Option<string>("--out") { Description = "the folder of the site; must be new or empty", HelpName = "DIR", Required = true };
        var command = new Command("site", "make pages for a static host of a run: its report, a page for each model, the methods, prices") { folder, benchmarks, comparisons, to };
        command.SetAction(parsed => Make(parsed.GetRequiredValue(folder), parsed.GetValue(benchmarks), parsed.GetValue(comparisons) ?? [], parsed.GetRequiredValue(to)));
        return command;
    }

    private static void Make(string folder, string? benchmarks, string[] comparisons, string to)
    {
        // Before anything is drawn, which takes seconds.
        WholeFolder.MustBeFree(to);
        Drawing.DrawSite(new SiteSource<Run>(RunReader.Read(folder), folder), benchmarks is null ? null : Prices(benchmarks), comparisons, to);
    }

    private static SiteSource<BenchmarkRun> Prices(string folder) => BenchmarkReader.IsBenchmarks(folder)
        ? new(BenchmarkReader.Read(folder), folder)
        : throw new BadInputException("no benchmarks are in this folder", folder, "name one that 'iobench benchmarks' made");
}
