using IoBench.Results;
using IoBench.Results.Kernels;

namespace IoBench.Cli.Kernels;

/// <summary>Whether an accelerator really runs a guest. A device file proves nothing: it may be there and refuse, or hang at the first instruction.</summary>
internal static class AcceleratorProbe
{
    private const int Boots = 2;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <exception cref="BadInputException">It does not.</exception>
    public static async Task BootAsync(Emulator emulator, GuestRoot root, MatrixPlan plan, CancellationToken cancel)
    {
        var nothing = plan with { Models = [], Parts = false };
        var job = new MatrixJob { Number = 0, Kernel = plan.Kernels[0].Name, Options = "", Seed = 1, SettleMs = 0 };
        for (var boot = 1; boot <= Boots; boot++)
        {
            try
            {
                await new GuestBoot(emulator, root, nothing, Limit).RunAsync(job, cancel);
            }
            catch (GuestException e)
            {
                throw new BadInputException($"a trial boot of {job.Kernel} failed ({boot} of {Boots}), {e.Message}", $"--accel {emulator.Accelerator}", "leave --accel out: emulation runs everywhere");
            }
        }
    }
}
