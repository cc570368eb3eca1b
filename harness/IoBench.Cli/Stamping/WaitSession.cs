using IoBench.Analysis.Anatomy;
using IoBench.Cli.Running;
using IoBench.Results;

namespace IoBench.Cli.Stamping;

/// <summary>Watches one model after the other under a client that asks from time to time, so that waiting is most of what is done.</summary>
internal sealed class WaitSession(StampingOptions options, NodeProgram node, Placement placement, RunnerLimits limits, TextWriter talk)
{
    public const int PauseUs = 2000;
    private const int WarmUp = 100, Tries = 5;
    private static readonly TimeSpan ProbeLimit = TimeSpan.FromSeconds(35);

    /// <returns>Models that were seen; those that were not, with the reason, and the four calls.</returns>
    public async Task<(IReadOnlyList<ModelWaits> Models, IReadOnlyList<SkippedModel> Skipped, CallProbes? Calls)> RunAsync(IReadOnlyList<ModelInfo> models, CancellationToken cancel)
    {
        var seen = new List<ModelWaits>();
        var skipped = new List<SkippedModel>();
        foreach (var model in models)
        {
            try
            {
                if (await WatchAsync(model, cancel) is { } waits)
                    seen.Add(waits);
                else
                    skipped.Add(new SkippedModel { Model = model.Name, Reason = "no echo lies wholly in the stamps" });
            }
            catch (ChildException e)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), cancel);
                talk.WriteLine($"{model.Name}: {e.Message}");
                skipped.Add(new SkippedModel { Model = model.Name, Reason = e.Message });
            }
        }

        return (seen, skipped, await ProbeAsync(cancel));
    }

    private async Task<ModelWaits?> WatchAsync(ModelInfo model, CancellationToken cancel)
    {
        await using var pair = await EchoPair.StartAsync(node, model.Name, options.PayloadBytes, placement, limits, cancel);
        await pair.EchoAsync(WarmUp);
        ModelWaits? seen = null;
        // A server that spins has used its room up before the first echo when something else holds the client off.
        for (var tries = 0; seen is null && tries < Tries; tries++)
            seen = WaitTable.Of(model, await pair.StampedAsync(options.Messages, PauseUs), options.PayloadBytes);
        await pair.StopAsync();
        return seen;
    }

    private async Task<CallProbes?> ProbeAsync(CancellationToken cancel)
    {
        try
        {
            await using var child = Child.Start("probe", node, ["probe-calls"]);
            return await child.ExpectAsync("probes", LineJson.Default.CallProbes, ProbeLimit, cancel);
        }
        catch (ChildException e)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), cancel);
            talk.WriteLine(e.Message);
            return null;
        }
    }
}
