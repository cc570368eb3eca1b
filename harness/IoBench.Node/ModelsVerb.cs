using System.Text.Json;
using IoBench.Results;
using IoBench.Servers;

namespace IoBench.Node;

/// <summary><c>models</c>: the catalog, with what runs here and why the rest does not.</summary>
internal static class ModelsVerb
{
    internal static int Run(Arguments arguments)
    {
        arguments.Flag("--json");
        arguments.Done();
        IReadOnlyList<ModelInfo> models = [.. Catalog.All.Select(Describe)];
        Console.Out.WriteLine(JsonSerializer.Serialize(models, LineJson.Default.IReadOnlyListModelInfo));
        return 0;
    }

    private static ModelInfo Describe(Model model)
    {
        var reason = model.WhyUnavailable();
        return new ModelInfo
        {
            Name = model.Name,
            IoModel = model.IoModel,
            Pattern = model.Pattern,
            Threads = model.Threads == Threading.Connections ? ModelInfo.NoThreads : model.Threads.ToString().ToLowerInvariant(),
            Needs = model.Needs,
            Signature = model.Signature,
            Limits = model.Limits,
            MaxConnections = model.MaxConnections,
            LeastThreads = model.LeastThreads,
            ConnectionsPerThread = model.ConnectionsPerThread,
            StaysAwake = model.StaysAwake,
            CallsCounted = model.CallsCounted switch { CallCounting.All => ModelInfo.All, CallCounting.Some => ModelInfo.Some, _ => ModelInfo.None },
            Available = reason is null,
            Reason = reason,
        };
    }
}
