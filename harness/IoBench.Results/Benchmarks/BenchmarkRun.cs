namespace IoBench.Results.Benchmarks;

/// <summary>All cases that have figures, in the order of the files.</summary>
public sealed record BenchmarkRun(BenchmarkManifest Manifest, IReadOnlyList<BenchmarkCase> Cases)
{
    /// <summary>Cases without figures, by name.</summary>
    public IReadOnlyList<string> Failed { get; init; } = [];
}

/// <summary>One method under one set of parameters.</summary>
/// <param name="Subject">The class, e.g. <c>OneOfMany</c>.</param>
/// <param name="Method">What one operation does.</param>
/// <param name="Parameters">By name.</param>
public sealed record BenchmarkCase(string Subject, string Method, IReadOnlyDictionary<string, string> Parameters)
{
    /// <summary>An operation's mean of each iteration.</summary>
    public required IReadOnlyList<double> Nanoseconds { get; init; }

    /// <summary>CPU time of an operation in user space and in the kernel, all threads of the process; null where nobody counted.</summary>
    public double? UserNs { get; init; }

    public double? SystemNs { get; init; }

    /// <summary>Thread switches of an operation.</summary>
    public double? Switches { get; init; }

    /// <summary>System calls of an operation, of those that are counted.</summary>
    public double? Calls { get; init; }

    public string Parameter(string name) => Parameters.GetValueOrDefault(name, "");

    public override string ToString() => Parameters.Count == 0 ? $"{Subject}.{Method}" : $"{Subject}.{Method} ({string.Join(", ", Parameters.Select(static p => $"{p.Key} {p.Value}"))})";
}
