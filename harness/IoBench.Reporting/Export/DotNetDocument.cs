namespace IoBench.Reporting.Export;

/// <summary>Names as BenchmarkDotNet writes them.</summary>
internal sealed record DotNetDocument(string Title, DotNetHost HostEnvironmentInfo, IReadOnlyList<DotNetBenchmark> Benchmarks);

internal sealed record DotNetHost
{
    public required string BenchmarkDotNetCaption { get; init; }

    public required string BenchmarkDotNetVersion { get; init; }

    public required string OsVersion { get; init; }

    public string? ProcessorName { get; init; }

    public required int LogicalCoreCount { get; init; }

    public required string RuntimeVersion { get; init; }

    public required string Architecture { get; init; }

    public string Configuration { get; } = "RELEASE";
}

internal sealed record DotNetBenchmark
{
    public required string DisplayInfo { get; init; }

    public required string Namespace { get; init; }

    public required string Type { get; init; }

    public required string Method { get; init; }

    public required string MethodTitle { get; init; }

    public required string Parameters { get; init; }

    public required string FullName { get; init; }

    public required DotNetStatistics Statistics { get; init; }

    public required IReadOnlyList<DotNetMeasurement> Measurements { get; init; }

    public required IReadOnlyList<DotNetMetric> Metrics { get; init; }
}

internal sealed record DotNetMeasurement
{
    public string IterationMode { get; } = "Workload";

    public string IterationStage { get; } = "Result";

    /// <summary>The block: each of its processes was started anew.</summary>
    public required int LaunchIndex { get; init; }

    public required int IterationIndex { get; init; }

    public required long Operations { get; init; }

    public required double Nanoseconds { get; init; }
}

internal sealed record DotNetMetric(double Value, DotNetDescriptor Descriptor);

internal sealed record DotNetDescriptor
{
    public required string Id { get; init; }

    public required string DisplayName { get; init; }

    public required string Legend { get; init; }

    public string NumberFormat { get; } = "0.###";

    /// <summary>Dimensionless in its enumeration: <see cref="Unit"/> says which.</summary>
    public int UnitType { get; }

    public required string Unit { get; init; }

    public required bool TheGreaterTheBetter { get; init; }

    public required int PriorityInCategory { get; init; }
}
