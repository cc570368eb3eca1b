using System.Text.Json.Serialization;
using IoBench.Results.Benchmarks;

namespace IoBench.Results.Store;

/// <summary>Reads the full JSON files of BenchmarkDotNet with the manifest that stands beside them.</summary>
public static class BenchmarkReader
{
    /// <summary>How BenchmarkDotNet names them.</summary>
    public const string Files = "*-report-full.json";

    public static bool IsBenchmarks(string folder) => File.Exists(Path.Combine(folder, BenchmarkManifest.FileName));

    /// <exception cref="BadInputException">A file is absent, damaged, or of a newer schema; it is named.</exception>
    public static BenchmarkRun Read(string folder)
    {
        var manifest = JsonFile.Read(Path.Combine(folder, BenchmarkManifest.FileName), FileJson.Default.BenchmarkManifest);
        if (manifest.SchemaVersion > Schema.Version)
            throw new BadInputException($"results of schema {manifest.SchemaVersion}", Path.Combine(folder, BenchmarkManifest.FileName), $"this IoBench reads up to {Schema.Version}, take a newer one");
        var cases = Directory.GetFiles(folder, Files).Concat(Directory.GetFiles(folder, Files + RunFiles.Compressed)).Order(StringComparer.Ordinal).SelectMany(static file => JsonFile.Read(file, BenchmarkDotNetJson.Default.BenchmarkDotNetReport).Benchmarks ?? []).ToList();
        var measured = cases.Where(static c => c.Statistics?.OriginalValues is { Count: > 0 }).Select(Case).ToList();
        return measured.Count > 0
            ? new BenchmarkRun(manifest, measured) { Failed = [.. cases.Where(static c => c.Statistics?.OriginalValues is not { Count: > 0 }).Select(static c => $"{c.Type}.{c.Method} ({c.Parameters})")] }
            : throw new BadInputException("no benchmark has figures", folder, $"measure them again, 'iobench benchmarks' writes {Files}");
    }

    private static BenchmarkCase Case(BenchmarkDotNetCase c)
    {
        return new(c.Type ?? "", c.Method ?? "", Parameters(c.Parameters))
        {
            Nanoseconds = c.Statistics!.OriginalValues!, UserNs = Metric("userNs"), SystemNs = Metric("systemNs"), Switches = Metric("switches"), Calls = Metric("calls"),
        };

        double? Metric(string id) => c.Metrics?.Where(m => m.Descriptor?.Id == id).Select(static m => (double?)m.Value).FirstOrDefault();
    }

    /// <summary><c>Mechanism=epoll&amp;At=1000 last</c></summary>
    private static Dictionary<string, string> Parameters(string? text)
    {
        var parameters = new Dictionary<string, string>();
        foreach (var pair in (text ?? "").Split('&', StringSplitOptions.RemoveEmptyEntries))
            if (pair.Split('=', 2) is [var name, var value])
                parameters[name] = value;
        return parameters;
    }
}

/// <summary>What we read of BenchmarkDotNet's file, by its names.</summary>
internal sealed record BenchmarkDotNetReport(IReadOnlyList<BenchmarkDotNetCase>? Benchmarks);

internal sealed record BenchmarkDotNetCase(string? Type, string? Method, string? Parameters, BenchmarkDotNetStatistics? Statistics, IReadOnlyList<BenchmarkDotNetMetric>? Metrics);

internal sealed record BenchmarkDotNetStatistics(IReadOnlyList<double>? OriginalValues);

internal sealed record BenchmarkDotNetMetric(double Value, BenchmarkDotNetDescriptor? Descriptor);

internal sealed record BenchmarkDotNetDescriptor(string? Id);

[JsonSerializable(typeof(BenchmarkDotNetReport))]
internal sealed partial class BenchmarkDotNetJson : JsonSerializerContext;
