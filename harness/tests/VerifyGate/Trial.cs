using System.Diagnostics;
using System.Text.Json;
using IoBench.Analysis;
using IoBench.Analysis.Sides;

namespace IoBench.VerifyGate;

/// <summary>One comparison through the gate: what was planted in whom, what the gate said, and what the first run saw.</summary>
internal sealed record Trial(string Model, double Share, int ExitCode, SideComparison Seen, string Said, TimeSpan Took)
{
    internal static string Head => $"{"planted",-22} {"gate",-11} {"CPU ratio of B",-22} {"worse beyond chance in the first run",-40} time";

    /// <summary>Longer than any comparison of all models with its confirmation.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(30);

    /// <summary>The gate found B worse twice; where something was planted, in the model that it was planted in.</summary>
    internal bool Failed => ExitCode == 1 && (Share == 0 || Said.Contains($"\n  {Model}: ", StringComparison.Ordinal));

    /// <exception cref="InvalidOperationException">The comparison gave no verdict at all.</exception>
    internal static Trial Of(IReadOnlyList<string> models, int blocks, string model, double share, double us)
    {
        var folder = Directory.CreateTempSubdirectory("verify-gate-").FullName;
        var watch = Stopwatch.StartNew();
        try
        {
            List<string> words =
            [
                "ab", "--gate", "--json", "--models", string.Join(',', models), "--blocks", $"{blocks}", "--out", Path.Combine(folder, "run"),
                "--a-node", Programs.SlowNode, "--b-node", Programs.SlowNode,
            ];
            if (us > 0) words.Add(FormattableString.Invariant($"--b=--plant {model}={us:0.###}"));
            using var ab = Process.Start(new ProcessStartInfo(Programs.IoBench, words) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var talk = ab.StandardError.ReadToEndAsync();
            var output = ab.StandardOutput.ReadToEndAsync();
            if (!ab.WaitForExit(Limit)) ab.Kill(entireProcessTree: true);
            var said = talk.GetAwaiter().GetResult();
            if (ab.ExitCode is not (0 or 1) || output.GetAwaiter().GetResult() is not { Length: > 0 } json)
                throw new InvalidOperationException($"iobench ab ended with {ab.ExitCode}: {said.TrimEnd().Split('\n')[^1]}");
            return new Trial(model, share, ab.ExitCode, JsonSerializer.Deserialize(json, TrialJson.Default.SideComparison)!, said, watch.Elapsed);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>What a message costs this model under A, in microseconds.</summary>
    internal double CpuUs(string model) => Cpu(model).A.Centre;

    public override string ToString()
    {
        var suspects = string.Join(", ", Seen.Suspects().Select(static f => $"{f.Model} {Title(f.Metric)} {f.Change.Ratio.Centre:0.00}"));
        var ratio = Cpu(Model).Change.Ratio;
        return $"{(Share > 0 ? $"{Share:0 %} in {Model}" : "nothing"),-22} {(Failed ? "failed" : "passed"),-11} "
            + $"{$"{Model} {ratio.Centre:0.000}{(ratio.Interval is { } i ? $" {i.Low:0.00}..{i.High:0.00}" : "")}",-22} {(suspects.Length > 0 ? suspects : "nothing"),-40} {Took.TotalSeconds:0} s";
    }

    private SideFigure Cpu(string model) => Seen.Figures.FirstOrDefault(f => f.Model == model && f.Metric == Metric.ServerCpu.Name)
        ?? throw new InvalidOperationException($"no CPU per message was measured for {model}");

    private static string Title(string metric) => Metric.Compared.Single(m => m.Name == metric).Title;
}
