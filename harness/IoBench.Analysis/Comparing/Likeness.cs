using IoBench.Analysis.Trends;
using IoBench.Results;

namespace IoBench.Analysis.Comparing;

/// <summary>What two runs have in common and what not, from their manifests: whether they may be compared, along which axis, and what else differs.</summary>
public sealed record Likeness
{
    /// <summary>Reasons not to compare at all; empty where it is fair.</summary>
    public required IReadOnlyList<string> Refusals { get; init; }

    /// <summary>What was varied, as far as runs record it: <c>kernel</c>, <c>machine</c>, <c>commit</c>, <c>.NET</c>; where none of these was, what the runs were told; empty where nothing that is known was.</summary>
    public required IReadOnlyList<Difference> Axes { get; init; }

    /// <summary>What differs beside the axis and may be the cause of what is found.</summary>
    public required IReadOnlyList<Difference> Warnings { get; init; }

    /// <summary>The same CPUs in the same number: absolute figures may be held against each other.</summary>
    public required bool SameMachine { get; init; }

    /// <summary>Of manifests and of what the servers said of their settings.</summary>
    internal static Likeness Of(RunSummary from, RunSummary to)
    {
        var likeness = Of(from.Manifest, to.Manifest);
        List<Difference> options =
        [
            .. Differ("placement", PlacementText(from.Manifest.Placement), PlacementText(to.Manifest.Placement)),
            .. ServerOptions.Differences(from, to),
        ];
        // Where nothing else was varied, this is what is being compared.
        return likeness.Axes.Count == 0
            ? likeness with { Axes = options, Warnings = [.. likeness.Warnings.Where(static w => w.What is not ("placement" or "network"))] }
            : likeness with { Warnings = [.. likeness.Warnings, .. ServerOptions.Differences(from, to)] };
    }

    public static Likeness Of(RunManifest from, RunManifest to)
    {
        var (a, b) = (from.Environment, to.Environment);
        List<Difference> machine =
        [
            .. Differ("CPU model", a.CpuModel, b.CpuModel),
            .. Differ("CPUs", $"{a.Cpus.Count}", $"{b.Cpus.Count}"),
        ];
        return new Likeness
        {
            Refusals =
            [
                .. Differ("accelerator", RunConditions.AcceleratorOf(a), RunConditions.AcceleratorOf(b)).Select(static d => d.ToString()),
                .. Differ("architecture", a.Architecture, b.Architecture).Select(static d => d.ToString()),
            ],
            SameMachine = machine.Count == 0,
            Axes =
            [
                .. Differ("kernel", a.Kernel, b.Kernel), .. Differ("kernel build", a.KernelVersion, b.KernelVersion).Where(_ => a.Kernel == b.Kernel),
                .. machine, .. Differ("commit", a.GitCommit, b.GitCommit), .. Differ("IoBench", a.IoBench, b.IoBench), .. Differ(".NET", a.DotNet, b.DotNet),
            ],
            Warnings =
            [
                .. Differ("placement", Place(from.Placement), Place(to.Placement)),
                .. Differ("network", from.Placement.Network, to.Placement.Network),
                .. Differ("plan", from.Plan.Name, to.Plan.Name),
                .. Differ("pacemakers", from.Plan.Paced ? "by turns with the baseline" : "none", to.Plan.Paced ? "by turns with the baseline" : "none"),
                .. Differ("window", Seconds(from.Plan.WindowSeconds), Seconds(to.Plan.WindowSeconds)),
                .. Differ("warm-up", Seconds(from.Plan.WarmupSeconds), Seconds(to.Plan.WarmupSeconds)),
                .. Differ("governor", a.Governor, b.Governor),
                .. Differ("clock source", a.ClockSource, b.ClockSource),
                .. Differ("C library", a.Libc, b.Libc),
                .. Differ("CPU quota", a.CgroupCpuMax, b.CgroupCpuMax),
                .. Differ("SMT siblings", Listed(a.Siblings), Listed(b.Siblings)),
                .. a.Mitigations.Keys.Union(b.Mitigations.Keys).Order(StringComparer.Ordinal)
                    .SelectMany(name => Differ($"mitigation {name}", a.Mitigations.GetValueOrDefault(name), b.Mitigations.GetValueOrDefault(name))),
                .. Dirty(from, "base"), .. Dirty(to, "candidate"),
            ],
        };
    }

    private static IEnumerable<Difference> Differ(string what, string? from, string? to) =>
        from == to ? [] : [new Difference(what, from ?? "unknown", to ?? "unknown")];

    /// <summary>What was changed and not committed has no name by which it could be found again.</summary>
    private static IEnumerable<Difference> Dirty(RunManifest run, string side) =>
        run.Environment.GitCommit is { } commit && commit.EndsWith("-dirty", StringComparison.Ordinal) ? [new Difference($"checkout of the {side}", "clean", commit)] : [];

    /// <summary>Both ends' CPUs and what was between them.</summary>
    internal static string PlacementText(Placement p) => $"{Place(p)}, {p.Network}";

    private static string Place(Placement p) => $"server {CpuList.Format(p.ServerCpus)}, client {CpuList.Format(p.ClientCpus)}";

    private static string Seconds(double seconds) => FormattableString.Invariant($"{seconds} s");

    private static string Listed(IReadOnlyDictionary<string, string> siblings) => string.Join(", ", siblings.OrderBy(static s => s.Key, StringComparer.Ordinal).Select(static s => $"{s.Key}: {s.Value}"));
}

/// <summary>One thing that is not the same in two runs.</summary>
public sealed record Difference(string What, string From, string To)
{
    public override string ToString() => $"{What}: {From} against {To}";
}
