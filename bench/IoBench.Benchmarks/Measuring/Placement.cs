using IoBench.Linux;

namespace IoBench.Benchmarks.Measuring;

/// <summary>Where threads stand. With one CPU only, everything is on it.</summary>
internal static class Placement
{
    public const string One = "one", Two = "two";

    private static readonly int[] Allowed = CpuSet.Allowed();

    /// <summary>The CPU of the thread that is measured.</summary>
    public static int Near => Allowed[0];

    /// <summary>That of its partner, on one CPU or across two.</summary>
    public static int Far(string cpus) => cpus == One ? Allowed[0] : Allowed[^1];

    /// <summary>What a case is asked on: "two" only where there are two.</summary>
    public static IEnumerable<string> Choices => Allowed.Length > 1 ? [One, Two] : [One];

    public static void PinNear() => CpuSet.PinThread(Near);

    /// <summary>Every thread of this process but the calling one, and those that come of them.</summary>
    public static void PinOthers(string cpus)
    {
        CpuSet.PinProcess(Far(cpus));
        PinNear();
    }

    public static void Release() => CpuSet.PinProcess(Allowed);
}
