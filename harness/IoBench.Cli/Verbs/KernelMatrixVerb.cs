using System.CommandLine;
using IoBench.Cli.Kernels;
using IoBench.Cli.Running;
using IoBench.Results;
using IoBench.Results.Kernels;
using IoBench.Results.Store;

namespace IoBench.Cli.Verbs;

/// <summary><c>kernel-matrix</c>: the same binaries under several kernels.</summary>
internal static class KernelMatrixVerb
{
    private const int MostSeconds = 600;

    public static Command Create()
    {
        var kernels = new Option<string[]>("--kernel") { Description = "a bzImage; may be given several times (scripts/kernel-matrix finds Debian's)", HelpName = "FILE", Arity = ArgumentArity.OneOrMore };
        var sweep = new Option<string[]>("--sweep") { Description = "options that every kernel is started with as well, e.g. mitigations=off; may be given several times", HelpName = "CMDLINE", Arity = ArgumentArity.OneOrMore };
        var models = OptionKinds.Names("--models", $"these models ({string.Join(',', MatrixOptions.CoreModels)})");
        var connections = OptionKinds.Numbers("--connections", "loads of so many connections (1,16)", "connections");
        var seeds = OptionKinds.Count("--seeds", "boots of each kernel, each with another seed and another time to settle (5)");
        var parts = new Option<bool>("--parts") { Description = "cuts echoes into calls, and measures calls one by one: which part of the kernel moved" };
        var accelerator = new Option<string?>("--accel")
        {
            Description = "tcg counts instructions; kvm takes time, and only after a trial boot (tcg)", HelpName = "tcg|kvm",
            CustomParser = static result => result.Tokens[0].Value is Accelerators.Emulation or Accelerators.Kvm
                ? result.Tokens[0].Value
                : throw new BadInputException($"unknown accelerator '{result.Tokens[0].Value}'", "--accel", "known: tcg, kvm"),
        };
        var job = OptionKinds.Numbers("--job", "only these jobs, by their numbers from 1 (e.g. 3 or 1-5); for a task of an array", "jobs");
        var dryRun = new Option<bool>("--dry-run") { Description = "prints the jobs, a line each, and boots nothing" };
        var parallel = OptionKinds.Count("--parallel", "guests at a time; emulated ones do not disturb each other (1)");
        var limit = OptionKinds.Seconds("--limit", "a guest that has not ended after so long is killed (600)", zeroAllowed: false);
        var folder = new Option<string?>("--out") { Description = "the results folder; one that was cut off is gone on with (results/<date>-kernels)", HelpName = "DIR" };
        var json = new Option<bool>("--json") { Description = "the summary for programs" };
        var node = new Option<string>("--node") { Description = "iobench-node as native code", HelpName = "FILE", Required = true };
        var busybox = new Option<string>("--busybox") { Description = "a static busybox", HelpName = "FILE", DefaultValueFactory = static _ => "/bin/busybox" };
        var qemu = new Option<string>("--qemu") { Description = "the emulator", HelpName = "FILE", DefaultValueFactory = static _ => Emulator.DefaultPath };
        var command = new Command("kernel-matrix", "the same binaries under several kernels, in an emulator that counts instructions")
        {
            kernels, sweep, models, connections, seeds, parts, accelerator, job, dryRun, parallel, limit, folder, json, node, busybox, qemu,
        };
        command.SetAction(parsed =>
        {
            var asked = new MatrixOptions
            {
                Kernels = parsed.GetValue(kernels) ?? [],
                Sweep = parsed.GetValue(sweep) ?? [],
                Models = parsed.GetValue(models) ?? MatrixOptions.CoreModels,
                Connections = parsed.GetValue(connections) ?? MatrixOptions.UsualConnections,
                Seeds = parsed.GetValue(seeds) ?? MatrixOptions.UsualSeeds,
                Parts = parsed.GetValue(parts),
                Accelerator = parsed.GetValue(accelerator) ?? Accelerators.Emulation,
                Node = parsed.GetRequiredValue(node),
                Busybox = parsed.GetRequiredValue(busybox),
                Qemu = parsed.GetRequiredValue(qemu),
            };
            return RunAsync(asked, new MatrixCourse(
                parsed.GetValue(job), parsed.GetValue(dryRun), parsed.GetValue(parallel) ?? 1, TimeSpan.FromSeconds(parsed.GetValue(limit) ?? MostSeconds), parsed.GetValue(folder), parsed.GetValue(json)));
        });
        return command;
    }

    private static async Task<int> RunAsync(MatrixOptions asked, MatrixCourse course)
    {
        var startedAt = DateTimeOffset.Now;
        var plan = await asked.PlanAsync(startedAt);
        var jobs = MatrixJobs.Of(plan);
        if (course.Jobs?.Where(n => n < 1 || n > jobs.Count).Select(static n => (int?)n).FirstOrDefault() is { } stranger)
            throw new BadInputException(FormattableString.Invariant($"no job {stranger}"), "--job", FormattableString.Invariant($"there are 1 to {jobs.Count}"));
        if (course.DryRun)
        {
            foreach (var job in jobs)
                Console.Out.WriteLine(FormattableString.Invariant($"{job.Number}\t{job.Kernel}\t{job.Options}\tseed {job.Seed}\tsettle {job.SettleMs} ms"));
            return ExitCode.Done;
        }

        var emulator = Emulator.Locate(asked.Qemu, plan.Accelerator);
        var root = GuestRoot.Of(asked.Node, asked.Busybox);
        using var interruption = new Interruption();
        if (plan.Accelerator != Accelerators.Emulation)
            await AcceleratorProbe.BootAsync(emulator, root, plan, interruption.Token);
        var folder = course.Folder ?? RunWriter.DefaultFolder(Checkout.Results, "kernels", startedAt);
        var store = MatrixStore.Open(folder, plan);
        // Guests that take time, and not instructions, would take it from each other.
        var session = new MatrixSession(store, new GuestBoot(emulator, root, store.Plan, course.Limit), plan.Accelerator == Accelerators.Emulation ? course.Parallel : 1, Console.Error);
        var failed = 0;
        try
        {
            failed = await session.RunAsync(course.Jobs, interruption.Token);
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine($"interrupted: jobs that were done are kept; the same command with --out {Checkout.Shown(folder)} goes on");
            return ExitCode.Failed;
        }

        // A task of an array leaves the drawing to whoever asks for all.
        if (course.Jobs is null)
        {
            Drawing.Draw(store.Read(), folder, course.Json);
        }

        return failed > 0 ? ExitCode.Failed : ExitCode.Done;
    }

    /// <summary>How the jobs are to be done, which changes nothing in what they give.</summary>
    private sealed record MatrixCourse(IReadOnlyList<int>? Jobs, bool DryRun, int Parallel, TimeSpan Limit, string? Folder, bool Json);
}
