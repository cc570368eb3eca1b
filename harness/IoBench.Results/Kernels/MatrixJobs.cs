using IoBench.Results.Plans;

namespace IoBench.Results.Kernels;

/// <summary>The jobs of a plan. They follow from it alone, so that the tasks of an array on many machines agree on their numbers.</summary>
public static class MatrixJobs
{
    // What the kernel still does behind its own start is over by then.
    private const int LeastSettleMs = 1500, SettleRangeMs = 1000;

    /// <summary>Every kernel with every set of options once, then all again with the next seed: what is cut off has few boots of each, and not all of a few.</summary>
    public static IReadOnlyList<MatrixJob> Of(MatrixPlan plan)
    {
        var jobs = new List<MatrixJob>();
        for (var seed = 1; seed <= plan.Seeds; seed++)
        {
            var settleMs = LeastSettleMs + new SplitMix64((ulong)seed).Below(SettleRangeMs);
            foreach (var kernel in plan.Kernels)
                foreach (var options in (string[])["", .. plan.Sweep])
                    jobs.Add(new MatrixJob { Number = jobs.Count + 1, Kernel = kernel.Name, Options = options, Seed = seed, SettleMs = settleMs });
        }

        return jobs;
    }
}
