using System.Text.Json;
using IoBench.Results;

namespace IoBench.VerifyLoad;

/// <summary>Short runs of all kinds against every model: honest servers, of which none may be blamed.</summary>
internal static class ModelRuns
{
    private const int LimitMs = 20_000;

    private static readonly int[] Connections = [1, 16, 50];
    private static readonly int[] Depths = [1, 4, 1, 16];
    private static readonly string[] Payloads = ["64", "1000", "64:9,10000:1", "1", "16384"];
    private static readonly string[] Engines = ["epoll", "uring"];
    private static readonly string[] Loops = ["", "--rate 2000", "--rate 1000 --arrival constant", "--churn 20", "--rate 2000 --churn 20"];

    /// <returns>Whether no run was disqualified.</returns>
    internal static bool All(int runs)
    {
        var (models, rings) = (NodeProgram.Models(), IoBench.Linux.Ring.WhyUnavailable() is null);
        var caveats = new SortedDictionary<string, int>();
        int done = 0, blamed = 0, blamedAgain = 0;
        foreach (var model in models)
        {
            using var server = ServingModel.Start(model, cpu: 1);
            for (var run = 0; run < runs; run++, done++)
            {
                // Lengths without a common divisor meet in every combination.
                var options = $"--connections {Connections[run % 3]} --depth {Depths[run / 3 % 4]} --payload {Payloads[run % 5]} "
                    + $"--engine {Engines[rings ? run % 2 : 0]} --seed {run} {Loops[run / 2 % 5]}";
                var report = Load(server.Port, options);
                if (report is { Verdict.Valid: true })
                {
                    foreach (var reason in report.Verdict.Reasons) caveats[reason.Split(':')[0]] = caveats.GetValueOrDefault(reason.Split(':')[0]) + 1;
                    continue;
                }
                blamed++;
                // A reason that the load makes up comes back with the same seed; what the machine did to one run does not.
                var again = Load(server.Port, options);
                if (again is not { Verdict.Valid: true }) blamedAgain++;
                Console.WriteLine($"{model}, {options}: {Reasons(report)}; repeated: {Reasons(again)}");
            }
        }
        Console.WriteLine($"{done} runs against {models.Count} models: {blamed} disqualified, {blamedAgain} of them again when repeated; caveats: {(caveats.Count == 0 ? "none" : string.Join(", ", caveats.Select(c => $"{c.Key} {c.Value}")))}");
        return done > 0 && blamed == 0;
    }

    private static string Reasons(LoadReport? report) => report switch
    {
        null => "no report",
        { Verdict.Reasons: [] } => "nothing",
        _ => string.Join("; ", report.Verdict.Reasons),
    };

    // A CPU for each, as `run` gives them: where the scheduler moves them about, rates change and sends are late, and the load rightly says so.
    // The warm-up is the one that nobody asked for: a server that was just started compiles its loops anew meanwhile.
    private static LoadReport? Load(int port, string options)
    {
        using var load = NodeProgram.Start($"load --target 127.0.0.1:{port} --json --cpus 0 --duration 0.5 {options}");
        var lines = load.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (!load.WaitForExit(LimitMs)) load.Kill();
        return lines.Length == 2 ? JsonSerializer.Deserialize(lines[1], LineJson.Default.LoadReport) : null;
    }
}
