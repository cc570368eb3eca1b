using System.Globalization;
using System.Text.RegularExpressions;
using IoBench.Results;

namespace IoBench.Analysis;

/// <summary>What a service promises of its response times, e.g. <c>p99&lt;1ms,max&lt;50ms</c>: every bound must hold.</summary>
public sealed partial record ServiceLevel
{
    private const string Where = "--slo";
    private const string Form = "write e.g. 'p99<1ms' or 'p50<200us,p99.9<5ms'";

    /// <summary>As it was written, without spaces.</summary>
    public required string Text { get; init; }

    public required IReadOnlyList<ServiceBound> Bounds { get; init; }

    /// <summary>Messages that a window must hold for every bound to be judged.</summary>
    public double LeastMessages => Bounds.Max(static b => b.LeastMessages);

    /// <summary>Grammar: <c>p50|p90|p99|p99.9|max|mean</c>, <c>&lt;</c>, a number above 0, <c>us|ms|s</c>; several joined by commas.</summary>
    /// <exception cref="BadInputException">It is no service level; the message names the part that is wrong.</exception>
    public static ServiceLevel Parse(string text)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        var bounds = new List<ServiceBound>();
        foreach (var part in parts)
        {
            var bound = BoundOf(part);
            if (bounds.Any(b => b.Statistic == bound.Statistic))
                throw new BadInputException($"'{bound.Statistic}' is bounded twice", Where, "keep one");
            bounds.Add(bound);
        }

        return new ServiceLevel { Text = string.Join(',', bounds.Select(static b => b.Text)), Bounds = bounds };
    }

    /// <summary>Null when the window keeps every bound at the rate that was asked for; else why not, in a few words.</summary>
    public string? Broken(LoadReport load, Verdict verdict)
    {
        if (!verdict.Valid)
            return verdict.Reasons.Count > 0 ? verdict.Reasons[0] : "not valid";
        if (load.RatePerSecond is { } asked && load.ThroughputPerSecond < asked * (1 - Levels.Shortfall))
            return string.Create(CultureInfo.InvariantCulture, $"only {100 * load.ThroughputPerSecond / asked:0} % of what was due came back");
        return Bounds.Select(b => b.Broken(load.LatencyNs)).FirstOrDefault(static why => why is not null);
    }

    private static ServiceBound BoundOf(string part)
    {
        if (part.Length == 0)
            throw new BadInputException("an empty bound", Where, Form);
        if (Pattern().Match(part) is not { Success: true } match)
            throw new BadInputException($"'{part}' is no bound of a response time", Where, Form);
        var (statistic, number, unit) = (match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value);
        if (!ServiceBound.Statistics.Contains(statistic))
            throw new BadInputException($"unknown statistic '{statistic}'", Where, Nearest.Mend(statistic, ServiceBound.Statistics));
        if (ServiceBound.UnitNs(unit) is not { } factor)
            throw new BadInputException($"unknown unit '{unit}' in '{part}'", Where, "known: us, ms, s");
        return double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var limit) && limit > 0 && double.IsFinite(limit * factor)
            ? new ServiceBound(statistic, limit * factor, $"{statistic}<{number}{unit}")
            : throw new BadInputException($"'{number}' in '{part}' is not a number above 0", Where, Form);
    }

    [GeneratedRegex(@"^([a-z0-9.]+)\s*<\s*([0-9.]+)\s*([a-zµ]*)$")]
    private static partial Regex Pattern();
}

/// <summary>One bound of a service level.</summary>
/// <param name="Statistic">One of <see cref="Statistics"/>.</param>
/// <param name="LimitNs">The response time must lie below it.</param>
/// <param name="Text">As it was written.</param>
public sealed record ServiceBound(string Statistic, double LimitNs, string Text)
{
    public static IReadOnlyList<string> Statistics { get; } = ["p50", "p90", "p99", "p99.9", "max", "mean"];

    internal double LeastMessages => Statistic switch
    {
        "p50" => LatencyDistribution.LeastBeyond / 0.5,
        "p90" => LatencyDistribution.LeastBeyond / 0.1,
        "p99" => LatencyDistribution.LeastBeyond / 0.01,
        "p99.9" => LatencyDistribution.LeastBeyond / 0.001,
        _ => LatencyDistribution.LeastBeyond,
    };

    internal static double? UnitNs(string unit) => unit switch
    {
        "us" or "µs" => 1e3,
        "ms" => 1e6,
        "s" => 1e9,
        _ => null,
    };

    internal string? Broken(LatencyNs latency) => Value(latency) switch
    {
        null => $"too few echoes to tell {Statistic}",
        { } ns when ns < LimitNs => null,
        { } ns => string.Create(CultureInfo.InvariantCulture, $"{Statistic} was {ns / 1e3:0.#} µs"),
    };

    private double? Value(LatencyNs latency) => Statistic switch
    {
        "p50" => latency.P50,
        "p90" => latency.P90,
        "p99" => latency.P99,
        "p99.9" => latency.P999,
        "max" => latency.Max,
        _ => latency.Mean,
    };
}
