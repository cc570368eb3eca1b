using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;

namespace IoBench.Benchmarks.Prices;

/// <summary>What it costs to leave managed code: labs(3) does nothing worth measuring, so the way there and back is what is left.</summary>
[BenchmarkCategory("prices")]
public class Transition
{
    private long value = -7;

    [Benchmark]
    public long Managed() => Absolute(value);

    /// <summary>With the change of mode by which the collector knows that the thread is outside.</summary>
    [Benchmark]
    public long Native() => labs(value);

    /// <summary>Without it; allowed only for what never blocks.</summary>
    [Benchmark]
    public long NativeWithoutTransition() => labs_quick(value);

    /// <summary>With what keeps errno, as the marshaller does it.</summary>
    [Benchmark]
    public long NativeKeepingErrno() => labs_errno(value);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long Absolute(long number) => number < 0 ? -number : number;

    [DllImport("libc")]
    private static extern long labs(long number);

    [DllImport("libc", EntryPoint = "labs")]
    [SuppressGCTransition]
    private static extern long labs_quick(long number);

    [DllImport("libc", EntryPoint = "labs", SetLastError = true)]
    private static extern long labs_errno(long number);
}
