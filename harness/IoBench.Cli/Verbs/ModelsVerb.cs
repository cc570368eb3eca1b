using System.CommandLine;
using System.Text.Json;
using IoBench.Cli.Running;
using IoBench.Results;

namespace IoBench.Cli.Verbs;

/// <summary><c>models</c>: what there is, what runs here, and why the rest does not.</summary>
internal static class ModelsVerb
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "the same for programs" };
        var command = new Command("models", "list the I/O models, and whether they run here") { json };
        command.SetAction(async parsed =>
        {
            var models = await NodeProgram.Locate().ModelsAsync();
            if (parsed.GetValue(json))
                Console.Out.WriteLine(JsonSerializer.Serialize(models, FileJson.Default.IReadOnlyListModelInfo));
            else
                ModelsTable.Write(Console.Out, models);
            return ExitCode.Done;
        });
        return command;
    }
}
