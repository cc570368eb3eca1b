using System.CommandLine;
using System.Text.Json;
using IoBench.Cli.Doctoring;
using IoBench.Cli.Machine;
using IoBench.Cli.Running;

namespace IoBench.Cli.Verbs;

/// <summary><c>doctor</c>: what would disturb or prevent a measurement on this machine, and what mends it.</summary>
internal static class DoctorVerb
{
    public static Command Create()
    {
        var calibrate = new Option<bool>("--calibrate") { Description = "measure for two minutes what difference this machine can tell apart, and grade it" };
        var json = new Option<bool>("--json") { Description = "the same for programs" };
        var command = new Command("doctor", "find what would disturb or prevent a measurement here, how it changes results, and what mends it") { calibrate, json };
        command.SetAction(async (parsed, _) =>
        {
            using var interruption = new Interruption();
            var files = new MachineFiles();
            var node = NodeProgram.Locate();
            var models = await node.ModelsAsync();
            var examination = await Examination.OfAsync(files, models, interruption.Token);
            if (parsed.GetValue(calibrate))
                examination = examination with { Resolution = await Calibrating.RunAsync(Calibrating.Plan, node, models, files, Console.Error, interruption.Token) ?? throw new FailedException("the machine could not be graded: interrupted, or too few of the invocations were valid") };
            Console.Out.Write(parsed.GetValue(json) ? JsonSerializer.Serialize(examination, DoctorJson.Default.Examination) + "\n" : DoctorText.Render(examination));
            return ExitCode.Done;
        });
        return command;
    }
}
