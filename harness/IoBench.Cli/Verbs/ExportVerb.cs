using System.CommandLine;
using System.CommandLine.Parsing;
using IoBench.Reporting.Export;
using IoBench.Results;
using IoBench.Results.Store;

namespace IoBench.Cli.Verbs;

/// <summary><c>export</c>: a run in the forms that tools of continuous integration read.</summary>
internal static class ExportVerb
{
    private const string All = "all", Stream = "-";

    public static Command Create()
    {
        var folder = new Argument<string>("RUN") { Description = "a results folder" };
        // The list is read where it is used, so that other verbs start without loading the reporter.
        var formats = new Option<IReadOnlyList<string>?>("--format")
        {
            Description = "all, or some of markdown, github-smaller, github-bigger, bencher, benchmarkdotnet, csv, junit, openmetrics, hlog, hgrm (all)",
            HelpName = "NAME[,NAME...]",
            CustomParser = static result => Text(result).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        };
        var to = new Option<string?>("--out") { Description = "the folder (RUN/export); - for standard output, with one format of one file", HelpName = "DIR" };
        var command = new Command("export", "write a run in the forms that CI tools read") { folder, formats, to };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(folder), parsed.GetValue(formats), parsed.GetValue(to)));
        return command;
    }

    private static int Run(string folder, IReadOnlyList<string>? names, string? to)
    {
        var formats = Named(names ?? [All]);
        if (to == Stream && (formats.Count != 1 || formats[0].HasFilePerCell))
        {
            throw new BadInputException(
                formats.Count != 1 ? $"{formats.Count} formats for one stream" : $"'{formats[0].Name}' is a file for each cell", "--out -", "name one format of one file, or a folder");
        }

        var run = RunReader.Read(folder);
        if (to == Stream)
            return Drawing.Print(run, formats[0]);
        var into = to ?? Path.Combine(folder, Exports.Folder);
        return Drawing.Export(run, formats, into);
    }

    private static IReadOnlyList<ExportFormat> Named(IReadOnlyList<string> names)
    {
        if (names.Count == 0)
            throw new BadInputException("no format given", "--format", "see 'iobench export --help'");
        if (names.Contains(All))
            return Exports.All;
        return [.. names.Distinct().Select(static name => Exports.All.FirstOrDefault(f => f.Name == name)
            ?? throw new BadInputException($"unknown format '{name}'", "--format", Nearest.Mend(name, [All, .. Exports.All.Select(static f => f.Name)])))];
    }

    private static string Text(ArgumentResult result) => result.Tokens[0].Value;
}
