using System.CommandLine;
using System.Text.Json;
using IoBench.Analysis.Anatomy;
using IoBench.Cli.Running;
using IoBench.Cli.Stamping;
using IoBench.Results;

namespace IoBench.Cli.Verbs;

/// <summary><c>anatomy</c>: the time line of one echo, for each model, from stamps around the system calls of both ends.</summary>
internal static class AnatomyVerb
{
    public static Command Create()
    {
        var models = OptionKinds.Names("--models", "these models; all that run here when nothing is said");
        var messages = OptionKinds.Count("--messages", "echoes that are cut, of each model, and as many without stamps (500)");
        var payload = OptionKinds.Count("--payload", "bytes of a message (64)");
        var serverCpus = OptionKinds.Cpus("--server-cpus", "where the server runs; as a run would place it when nothing is said");
        var clientCpus = OptionKinds.Cpus("--client-cpus", "where the client runs");
        var folder = new Option<string?>("--out") { Description = "writes anatomy.json and charts/anatomy.png and .svg there; into a run's folder, 'iobench report' draws them too", HelpName = "DIR" };
        var json = new Option<bool>("--json") { Description = "the same for programs" };
        var command = new Command("anatomy", "cut one echo of each model into its system calls: who waits, who copies, who hands over") { models, messages, payload, serverCpus, clientCpus, folder, json };
        command.SetAction(parsed => RunAsync(
            new StampingOptions
            {
                Models = parsed.GetValue(models),
                Messages = parsed.GetValue(messages) ?? StampingOptions.Echoes,
                PayloadBytes = parsed.GetValue(payload) ?? 64,
                ServerCpus = parsed.GetValue(serverCpus),
                ClientCpus = parsed.GetValue(clientCpus),
            },
            parsed.GetValue(folder),
            parsed.GetValue(json)));
        return command;
    }

    private static Task<int> RunAsync(StampingOptions options, string? folder, bool json) => StampingSite.VisitAsync(options, folder, async (site, cancel) =>
    {
        var (cut, failed) = await new AnatomySession(options, site.Node, site.Placement, new RunnerLimits(), Console.Error).RunAsync(site.Models, cancel);
        var report = options.Anatomy(site.StartedAt, site.Environment, site.Placement, cut, [.. site.Unavailable, .. failed]);
        if (folder is not null)
            Drawing.Write(report, folder);
        if (json)
            Console.Out.WriteLine(JsonSerializer.Serialize(report, FileJson.Default.AnatomyReport));
        else
            Drawing.Draw(report);
        return failed.Count > 0 || cut.Count == 0 ? ExitCode.Failed : cut.Any(model => model.Deviation > Dissection.Tolerance) ? ExitCode.NotTrusted : ExitCode.Done;
    });
}
