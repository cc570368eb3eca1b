using System.CommandLine;
using IoBench.Cli.Benchmarking;
using IoBench.Cli.Machine;
using IoBench.Cli.Running;
using IoBench.Results.Benchmarks;

namespace IoBench.Cli.Verbs;

/// <summary><c>benchmarks</c>: what single operations cost, by BenchmarkDotNet, and a report of it.</summary>
internal static class BenchmarksVerb
{
    public static Command Create()
    {
        var job = OptionKinds.Choice<BenchmarkJob>("--job", "how long each case is looked at: once, a quarter of an hour for all, or longer (quarter)");
        var filter = new Option<string[]>("--filter") { Description = "only cases whose name fits, e.g. '*OneOfMany*'; may be given several times", HelpName = "GLOB" };
        var folder = new Option<string?>("--out") { Description = "the results folder; new, empty, or of earlier benchmarks (results/benchmarks-<date>)", HelpName = "DIR" };
        var command = new Command("benchmarks", "what single operations cost: waits among many descriptors, round trips, system calls, hand-overs") { job, filter, folder };
        command.SetAction(async (parsed, _) =>
        {
            var options = new BenchmarkOptions { Job = parsed.GetValue(job) ?? BenchmarkJob.Quarter, Filters = parsed.GetValue(filter) ?? [], Out = parsed.GetValue(folder) };
            using var interruption = new Interruption();
            var into = ReportFolder.Of("benchmarks", BenchmarkManifest.FileName, options.Out, DateTimeOffset.Now);
            var run = await new BenchmarkSession(BenchmarkSession.Built, new MachineFiles()).RunAsync(options, into, interruption.Token);
            Drawing.Draw(run, into);
            return interruption.Token.IsCancellationRequested ? ExitCode.Failed : ExitCode.Done;
        });
        return command;
    }
}
