using IoBench.Results;
using IoBench.Results.Store;
using IoBench.Tests.Synthetic;

namespace IoBench.VerifyScale;

/// <summary>A run as large as they get: every model of the catalog at sixteen loads, in as many blocks as make ten thousand invocations.</summary>
internal static class LargeRun
{
    /// <summary>Writes it as <c>run</c> does, line by line.</summary>
    /// <returns>Its size in words.</returns>
    public static string Write(string folder, int seed)
    {
        var run = new SyntheticRun
        {
            Blocks = 31,
            Seed = seed,
            // Histograms are then of the length of measured ones: 1.8 KB in base64, those of the reference run 2.4 KB.
            Draws = 6_000,
            Models = SyntheticModel.Catalog,
            Connections = [1, 4, 16, 32, 64, 128, 256, 1000],
            Points =
            [
                .. new[] { 100, 1000, 8000 }.Select(static idle => new LoadPoint(16, idle, 64, 1, 0)),
                .. new[] { 1024, 16_384, 65_536 }.Select(static payload => new LoadPoint(16, 0, payload, 1, 0)),
                .. new[] { 4, 16 }.Select(static depth => new LoadPoint(16, 0, 64, depth, 0)),
            ],
        }.Build();
        using var writer = RunWriter.Create(folder, run.Manifest with { Name = Path.GetFileName(folder), Seed = (ulong)seed, StartedAt = run.Manifest.StartedAt.AddDays(seed) });
        foreach (var invocation in run.Invocations)
            writer.Append(invocation);
        foreach (var floor in run.Floors)
            writer.Append(floor);
        return $"{run.Invocations.Count} invocations of {run.Invocations.Select(static i => i.Cell.Key).Distinct().Count()} cells, {new FileInfo(Path.Combine(folder, "invocations.jsonl")).Length / 1_000_000.0:0} MB";
    }
}
