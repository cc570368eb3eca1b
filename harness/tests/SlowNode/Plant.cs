using IoBench.Node;

namespace IoBench.SlowNode;

/// <summary>What is planted, as the command line says it: <c>epoll=0.4,poll=0.45</c>, in microseconds a message.</summary>
internal static class Plant
{
    /// <summary>The work of the model that is served; nothing where nothing is planted in it.</summary>
    internal static IReadOnlyList<string> Words(string? planted, IReadOnlyList<string> serve)
    {
        var model = serve.SkipWhile(static word => word != "--model").Skip(1).FirstOrDefault();
        foreach (var plant in planted?.Split(',') ?? [])
        {
            if (plant.Split('=') is not [var name, var us]) throw new UsageException($"'{plant}' plants nothing; write e.g. epoll=0.4");
            if (name == model) return ["--work", $"cpu:{us}"];
        }

        return [];
    }
}
