using IoBench.Reporting;
using IoBench.Results;
using IoBench.Tests.Synthetic;

namespace IoBench.Page.Tests;

/// <summary>The pages that are looked at: an invented run, a large one with every model and axis, and the reference that lies in the repository.</summary>
internal sealed class Reports : IDisposable
{
    public const string Small = "small";
    public const string Large = "large";
    public const string Reference = "reference";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("iobench-page-");
    private readonly Lazy<string> _small;
    private readonly Lazy<string> _large;

    public Reports() => (_small, _large) = (new(() => Written(Small, SmallRun)), new(() => Written(Large, LargeRun)));

    /// <summary>Some models, a few axes, one that the client limits, one invocation that a check refused.</summary>
    private static SyntheticRun SmallRun => new()
    {
        Points = [.. new[] { 100, 1000 }.Select(static idle => new LoadPoint(16, idle, 64, 1, 0)), .. new[] { 1024, 65536 }.Select(static bytes => new LoadPoint(16, 0, bytes, 1, 0))],
        Loads = [0.3, 0.6, 0.9],
        Skipped = [new SkippedModel { Model = "uring-sqpoll", Reason = "needs 3 CPUs, 2 here" }],
        Change = static i => (i.Cell.Model, i.Block) switch
        {
            ("uring", _) when !i.Cell.IsOpen => i with { Load = i.Load! with { CpuShare = 0.999 } },
            ("poll", 2) => i with { Verdict = Verdict.Because("Bytes came back wrong.") },
            _ => i,
        },
    };

    private static SyntheticRun LargeRun => new()
    {
        Models = SyntheticModel.Catalog, Draws = 200, Connections = [1, 4, 16, 64, 256], Loads = [0.3, 0.6, 0.9],
        Points =
        [
            .. new[] { 10, 100, 1000 }.Select(static idle => new LoadPoint(16, idle, 64, 1, 0)),
            .. new[] { 1, 1024, 16384, 65536 }.Select(static bytes => new LoadPoint(16, 0, bytes, 1, 0)),
            .. new[] { 4, 16, 64 }.Select(static depth => new LoadPoint(16, 0, 64, depth, 0)),
            .. new[] { 1, 2, 4 }.Select(static threads => new LoadPoint(16, 0, 64, 1, threads)),
        ],
    };

    public string this[string name] => name switch
    {
        Small => _small.Value,
        Large => _large.Value,
        _ => Path.Combine(Root(), "results", "reference", "report.html"),
    };

    public void Dispose() => _folder.Delete(recursive: true);

    private string Written(string name, SyntheticRun run)
    {
        var folder = Path.Combine(_folder.FullName, name);
        Report.Write(run.Build(), folder);
        return Path.Combine(folder, "report.html");
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "IoBench.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("these tests run in a checkout");
        return folder.FullName;
    }
}
