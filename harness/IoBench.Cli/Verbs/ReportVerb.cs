using System.CommandLine;
using IoBench.Results.Store;

namespace IoBench.Cli.Verbs;

/// <summary><c>report</c>: draws a run, a matrix of kernels, or benchmarks, again from its files.</summary>
internal static class ReportVerb
{
    public static Command Create()
    {
        var folder = new Argument<string>("DIR") { Description = "a results folder" };
        var command = new Command("report", "draw a run again from its files") { folder };
        command.SetAction(parsed => Draw(parsed.GetRequiredValue(folder)));
        return command;
    }

    private static void Draw(string folder)
    {
        if (MatrixStore.IsMatrix(folder))
            Drawing.Draw(MatrixStore.Of(folder).Read(), folder, json: false);
        else if (BenchmarkReader.IsBenchmarks(folder))
            Drawing.Draw(BenchmarkReader.Read(folder), folder);
        else
            Drawing.Draw(RunReader.Read(folder), folder);
    }
}
