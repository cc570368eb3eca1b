using IoBench.Linux;
using IoBench.Node;
using IoBench.Results;

namespace IoBench.SlowNode;

/// <summary>A server that does not say what its handler does: a slowdown that came in unawares says nothing of itself either.</summary>
internal sealed class Silent(IServing serving) : IServing
{
    public ServerReady Ready { get; } = serving.Ready with
    {
        Options = serving.Ready.Options with
        {
            Mechanism = serving.Ready.Options.Mechanism.Where(static m => !m.Key.StartsWith("work", StringComparison.Ordinal)).ToDictionary(),
        },
    };

    public Task<string> Failed => serving.Failed;

    public StampBook? Stamps => serving.Stamps;

    public ServerSnapshot Look() => serving.Look();

    public ServerSnapshot Mark(long? atNs) => serving.Mark(atNs);

    public ServerSnapshot Stop() => serving.Stop();

    public void Dispose() => serving.Dispose();
}
