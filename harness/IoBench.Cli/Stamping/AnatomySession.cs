using IoBench.Analysis.Anatomy;
using IoBench.Cli.Running;
using IoBench.Results;

namespace IoBench.Cli.Stamping;

/// <summary>Cuts the echoes of one model after the other.</summary>
internal sealed class AnatomySession(StampingOptions options, NodeProgram node, Placement placement, RunnerLimits limits, TextWriter talk)
{
    // So that the methods of the loops are compiled and the connection's buffers have grown.
    private const int WarmUp = 500;

    // With and without stamps in turns, so that what drifts meets both alike.
    private const int Turns = 10;

    /// <returns>Models that could be cut; what went wrong with the others is said, and they are among the skipped.</returns>
    public async Task<(IReadOnlyList<ModelAnatomy> Models, IReadOnlyList<SkippedModel> Skipped)> RunAsync(IReadOnlyList<ModelInfo> models, CancellationToken cancel)
    {
        var cut = new List<ModelAnatomy>();
        var skipped = new List<SkippedModel>();
        foreach (var model in models)
        {
            try
            {
                if (await CutAsync(model, cancel) is { } anatomy)
                    cut.Add(anatomy);
                else
                    skipped.Add(Because(model, "no echo lies wholly in the stamps"));
            }
            catch (ChildException e)
            {
                // Our own interruption ends the children too: it shall not pass for a finding about them.
                await Task.Delay(TimeSpan.FromMilliseconds(100), cancel);
                talk.WriteLine($"{model.Name}: {e.Message}");
                skipped.Add(Because(model, e.Message));
            }
        }

        return (cut, skipped);
    }

    private async Task<ModelAnatomy?> CutAsync(ModelInfo model, CancellationToken cancel)
    {
        await using var pair = await EchoPair.StartAsync(node, model.Name, options.PayloadBytes, placement, limits, cancel);
        await pair.EchoAsync(WarmUp);
        await pair.StampedAsync(WarmUp / 5);
        var each = (int)Math.Ceiling(options.Messages / (double)Turns);
        var rounds = new List<StampRound>();
        var plain = new List<IReadOnlyList<long>>();
        for (var turn = 0; turn < Turns; turn++)
        {
            plain.Add(await pair.EchoAsync(each));
            rounds.Add(await pair.StampedAsync(each));
        }

        await pair.StopAsync();
        return Dissection.Of(model, rounds, plain, options.PayloadBytes, pair.Connected.StampCostNs);
    }

    private static SkippedModel Because(ModelInfo model, string reason) => new() { Model = model.Name, Reason = reason };
}
