using System.CommandLine;
using System.Text.Json;
using IoBench.Cli.Running;
using IoBench.Cli.Stamping;
using IoBench.Results;

namespace IoBench.Cli.Verbs;

/// <summary><c>models</c>: what there is, what runs here, and why the rest does not; with <c>--measure</c> where each waits and who copies.</summary>
internal static class ModelsVerb
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "the same for programs" };
        var measure = new Option<bool>("--measure") { Description = "find out where each waits, for how long, and who copies the data: a fraction of a second each" };
        var names = OptionKinds.Names("--models", "with --measure: these models; all that run here when nothing is said");
        var folder = new Option<string?>("--out") { Description = "with --measure: writes waits.json there; into a run's folder, 'iobench report' shows it too", HelpName = "DIR" };
        var command = new Command("models", "list the I/O models, and whether they run here") { json, measure, names, folder };
        command.SetAction(async parsed =>
        {
            if (parsed.GetValue(measure))
                return await MeasureAsync(new StampingOptions { Models = parsed.GetValue(names), Messages = StampingOptions.SlowEchoes }, parsed.GetValue(folder), parsed.GetValue(json));
            if (parsed.GetValue(names) is not null || parsed.GetValue(folder) is not null)
                throw new BadInputException($"'{(parsed.GetValue(names) is null ? folder.Name : names.Name)}' without '--measure'", "models", "add --measure, or leave it out");
            var models = await NodeProgram.Locate().ModelsAsync();
            if (parsed.GetValue(json))
                Console.Out.WriteLine(JsonSerializer.Serialize(models, FileJson.Default.IReadOnlyListModelInfo));
            else
                ModelsTable.Write(Console.Out, models);
            return ExitCode.Done;
        });
        return command;
    }

    private static Task<int> MeasureAsync(StampingOptions options, string? folder, bool json) => StampingSite.VisitAsync(options, folder, async (site, cancel) =>
    {
        var (seen, failed, calls) = await new WaitSession(options, site.Node, site.Placement, new RunnerLimits(), Console.Error).RunAsync(site.Models, cancel);
        var report = options.Waits(site.StartedAt, site.Environment, seen, [.. site.Unavailable, .. failed], calls);
        if (folder is not null)
            Drawing.Write(report, folder);
        if (json)
            Console.Out.WriteLine(JsonSerializer.Serialize(report, FileJson.Default.WaitReport));
        else
            Drawing.Draw(report);
        return failed.Count > 0 || calls is null ? ExitCode.Failed : ExitCode.Done;
    });
}
