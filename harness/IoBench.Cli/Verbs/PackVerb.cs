using System.CommandLine;
using IoBench.Analysis;
using IoBench.Results.Store;

namespace IoBench.Cli.Verbs;

/// <summary><c>pack</c>: a copy of a run for keeping, a tenth as large.</summary>
internal static class PackVerb
{
    public static Command Create()
    {
        var folder = new Argument<string>("RUN") { Description = "a results folder" };
        var to = new Option<string>("--out") { Description = "the folder of the copy; must be new or empty", HelpName = "DIR", Required = true };
        var command = new Command("pack", "copy a run for keeping: histograms by cell, files compressed; its report comes out the same") { folder, to };
        command.SetAction(parsed =>
        {
            var (from, into) = (parsed.GetRequiredValue(folder), parsed.GetRequiredValue(to));
            Packing.Write(PackedRun.Of(RunReader.Read(from)), from, into);
            Console.Error.WriteLine($"packed: {Checkout.Shown(into)}, draw it with 'report'");
            return ExitCode.Done;
        });
        return command;
    }
}
