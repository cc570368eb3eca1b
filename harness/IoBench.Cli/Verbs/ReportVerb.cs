using System.CommandLine;
using IoBench.Results.Store;

namespace IoBench.Cli.Verbs;

/// <summary><c>report</c>: draws a run again from its files.</summary>
internal static class ReportVerb
{
    public static Command Create()
    {
        var folder = new Argument<string>("DIR") { Description = "a results folder" };
        var command = new Command("report", "draw a run again from its files") { folder };
        command.SetAction(parsed => Drawing.Draw(RunReader.Read(parsed.GetRequiredValue(folder)), parsed.GetRequiredValue(folder)));
        return command;
    }
}
