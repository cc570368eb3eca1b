using IoBench.Linux;

namespace IoBench.Benchmarks.Measuring;

/// <summary>What was spent beside time: CPU of this process, thread switches, and the system calls that are counted at the border.</summary>
/// <param name="UserUs">CPU time in user space, all threads, microseconds.</param>
/// <param name="SystemUs">In the kernel.</param>
/// <param name="Switches">Of threads, asked for or not.</param>
/// <param name="Calls">System calls that went through a <see cref="Kernel"/> which was named; NaN where none was.</param>
internal readonly record struct Spending(double UserUs, double SystemUs, double Switches, double Calls)
{
    private static Func<long>? calls;

    /// <summary>From here on the calls of these doors are counted.</summary>
    public static void CountCalls(params Kernel[] kernels) => calls = () => kernels.Sum(Count);

    /// <summary>The calls of somebody who keeps books of his own, beside those of a door.</summary>
    public static void CountCalls(Kernel kernel, Func<IEnumerable<KeyValuePair<string, long>>> others) => calls = () => Count(kernel) + Count(others());

    public static void CountNoCalls() => calls = null;

    public static Spending Now()
    {
        var usage = ProcessUsage.Now();
        return new(usage.UserUs, usage.SystemUs, usage.VoluntarySwitches + usage.InvoluntarySwitches, calls?.Invoke() ?? double.NaN);
    }

    public static Spending operator -(Spending left, Spending right) =>
        new(left.UserUs - right.UserUs, left.SystemUs - right.SystemUs, left.Switches - right.Switches, left.Calls - right.Calls);

    private static long Count(Kernel kernel)
    {
        var counters = new long[Kernel.CounterNames.Count];
        kernel.CopyTo(counters);
        return Count(Kernel.CounterNames.Zip(counters, KeyValuePair.Create));
    }

    // What stands as ring:operation is no system call.
    private static long Count(IEnumerable<KeyValuePair<string, long>> counters) => counters.Where(static c => !c.Key.Contains(':')).Sum(static c => c.Value);
}
