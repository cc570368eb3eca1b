using IoBench.Results;
using IoBench.Results.Plans;
using IoBench.Tests.Synthetic;

namespace IoBench.VerifyStatistics;

/// <summary>Repeats something invented, each time with a generator of its own, so that figures do not depend on how many CPUs share the work.</summary>
internal static class Simulation
{
    public const int Seed = 20261128;

    /// <summary>Under which the rates that reports of trends state were found.</summary>
    public const int TrendSeed = 20261124;

    /// <summary>The plan <c>ci</c> with all its models and loads.</summary>
    public static NoisyRun Ci { get; } = NoisyRun.Of(PlanReader.Read(Path.Combine(AppContext.BaseDirectory, "ci.json"), NoisyRun.Known));

    /// <summary>The same at its headline alone.</summary>
    public static NoisyRun Headline { get; } = Ci with { Cells = [.. Ci.Cells.Where(static c => c.Point == new LoadPoint(64, 0, 64, 1, 0))] };

    public static T[] Repeat<T>(int times, Func<Random, T> once)
    {
        var all = new T[times];
        Parallel.For(0, times, i => all[i] = once(new Random(Mixed(i))));
        return all;
    }

    // Seeds that follow each other make sequences that resemble each other; multiplied by an odd constant (Knuth's) they do not follow.
    private static int Mixed(int i) => unchecked((int)((uint)(Seed + i) * 2654435761u) & int.MaxValue);

    public static double Share<T>(this IReadOnlyCollection<T> all, Func<T, bool> what) => all.Count == 0 ? double.NaN : all.Count(what) / (double)all.Count;
}
