using System.CommandLine;
using IoBench.Cli;
using IoBench.Cli.Verbs;
using IoBench.Results;

try
{
    if (args is ["serve" or "load" or "floor", ..] && !LoadVerb.Takes(args))
        return await NodeVerb.RunAsync(args);

    var root = new RootCommand("Measures what each network I/O model costs and gives, on this kernel.")
    {
        ModelsVerb.Create(),
        NodeVerb.Create("serve", "run one echo server in the foreground"),
        LoadVerb.Create(),
        NodeVerb.Create("floor", "what send and recv of a message cost here with nobody waiting"),
        RunVerb.Create(),
        SweepVerb.Create(),
        ReportVerb.Create(),
        SiteVerb.Create(),
        ExportVerb.Create(),
        PackVerb.Create(),
        CompareVerb.Create(),
        AbVerb.Create(),
        TrendVerb.Create(),
        AnatomyVerb.Create(),
        KernelMatrixVerb.Create(),
        BenchmarksVerb.Create(),
        DoctorVerb.Create(),
    };
    var parsed = root.Parse(args);
    if (CommandErrors.Of(parsed) is { } error)
        throw error;

    // Signals and exceptions are handled here and in the verbs, in one line each.
    var plain = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
    return await parsed.InvokeAsync(plain);
}
catch (BadInputException e)
{
    Console.Error.WriteLine($"iobench: {e.Message}");
    return ExitCode.Usage;
}
catch (Exception e) when (e is FailedException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"iobench: {e.Message}");
    return ExitCode.Failed;
}
catch (Exception e) when (Environment.GetEnvironmentVariable("IOBENCH_TRACE") is null)
{
    // A mistake of ours, which is no reason to print its stack at people who did not ask.
    var line = e.Message.ReplaceLineEndings(" ");
    Console.Error.WriteLine($"iobench: unexpected {e.GetType().Name}, {line}; report it with what IOBENCH_TRACE=1 shows");
    return ExitCode.Failed;
}
