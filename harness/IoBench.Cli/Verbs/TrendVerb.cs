using System.CommandLine;
using IoBench.Analysis.Trends;
using IoBench.Cli.Trending;
using IoBench.Reporting;

namespace IoBench.Cli.Verbs;

/// <summary><c>trend</c>: many runs in order; which model changed, when, and by how much.</summary>
internal static class TrendVerb
{
    public static Command Create()
    {
        var folders = new Argument<string[]>("DIR") { Description = "results folders, or folders that hold such", Arity = ArgumentArity.OneOrMore };
        var baseline = new Option<string?>("--baseline") { Description = "the model that the others are followed relative to (the plan's)", HelpName = "NAME" };
        var by = OptionKinds.Choice<TrendAxis>("--by", "the order of the runs, and what names them (time)");
        var points = OptionKinds.Choice<TrendScope>("--points", "the loads to search: the plan's headline, or all that were measured (headline)");
        var folder = new Option<string?>("--out") { Description = "the folder of the report; new, empty, or of an earlier trend (results/trend-<date>)", HelpName = "DIR" };
        var json = new Option<bool>("--json") { Description = "the whole record, for programs" };
        var command = new Command("trend", "follow each model through many runs: did it change, and when?") { folders, baseline, by, points, folder, json };
        command.SetAction(parsed =>
        {
            var options = new TrendOptions
            {
                Paths = parsed.GetRequiredValue(folders),
                Baseline = parsed.GetValue(baseline),
                By = parsed.GetValue(by) ?? TrendAxis.Time,
                Scope = parsed.GetValue(points) ?? TrendScope.Headline,
                Out = parsed.GetValue(folder),
            };
            var into = ReportFolder.Of("trend", TrendReport.FileName, options.Out, DateTimeOffset.Now);
            Drawing.Draw(TrendReading.Read(options, Console.Error), into, parsed.GetValue(json));
            return ExitCode.Done;
        });
        return command;
    }
}
