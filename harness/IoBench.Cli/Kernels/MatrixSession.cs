using IoBench.Results.Kernels;
using IoBench.Results.Store;

namespace IoBench.Cli.Kernels;

/// <summary>Does the jobs of a matrix that are not done yet.</summary>
internal sealed class MatrixSession(MatrixStore store, GuestBoot boot, int parallel, TextWriter talk)
{
    /// <param name="numbers">These jobs only; null for all.</param>
    /// <returns>How many failed; what a job gave is kept, whatever becomes of the others.</returns>
    public async Task<int> RunAsync(IReadOnlyList<int>? numbers, CancellationToken cancel)
    {
        var wanted = MatrixJobs.Of(store.Plan).Where(j => numbers is null || numbers.Contains(j.Number)).ToList();
        var left = wanted.Where(j => store.Find(j) is null).ToList();
        if (left.Count < wanted.Count)
            talk.WriteLine(FormattableString.Invariant($"{wanted.Count - left.Count} of {wanted.Count} jobs are done already"));
        var (failed, ended) = (0, 0);
        await Parallel.ForEachAsync(left, new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = cancel }, async (job, token) =>
        {
            string how;
            try
            {
                var result = await boot.RunAsync(job, token);
                store.Keep(result);
                how = FormattableString.Invariant($"{result.ElapsedSeconds:0.0} s");
            }
            catch (GuestException e)
            {
                Interlocked.Increment(ref failed);
                how = $"failed, {e.Message}";
            }

            lock (talk)
                talk.WriteLine(FormattableString.Invariant($"{++ended,4} of {left.Count}  job {job.Number}: {job.Kernel}{(job.Options.Length > 0 ? $" {job.Options}" : "")}, seed {job.Seed}: {how}"));
        });
        return failed;
    }
}
