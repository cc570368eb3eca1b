using IoBench.Analysis;
using IoBench.Cli.Machine;
using IoBench.Results;
using IoBench.Results.Plans;
using IoBench.Results.Store;

namespace IoBench.Cli.Running;

/// <summary>A prepared run, from its opening words to the last invocation on disk and what is to be said of it.</summary>
/// <param name="ends">Who serves and who drives.</param>
/// <param name="files">Where the machine tells of itself.</param>
/// <param name="talk">What is said to a person; a bar is shown where it is a terminal.</param>
internal sealed class RunSession(Ends ends, MachineFiles files, TextWriter talk)
{
    /// <returns>The run with the capacities that were measured, and what was finished.</returns>
    public async Task<(RunPreparation Run, Finished Finished)> MeasureAsync(RunPreparation run, CancellationToken cancel)
    {
        var finished = run.Before ?? new Finished();
        using (var writer = run.Before is null ? RunWriter.Create(run.Folder, run.Manifest) : RunWriter.Continue(run.Folder, run.Manifest))
        {
            RunTalk.Opening(talk, run);
            run = await CalibratedAsync(run, writer, cancel);
            var limits = new RunnerLimits();
            WidthLook? last = null;
            var loop = new RunLoop(
                new InvocationRunner(ends, run.Manifest, limits, files), new TurnsRunner(ends, run.Manifest, limits, files), new FloorRunner(ends.Load, run.Manifest, limits, files), run.Manifest, writer);
            var pace = new Pace(run.Turns.Count, run.Turns.Count - finished.Left(run.Turns).Count());
            var aa = new AaWatch(run.Manifest.Plan, run.Cells);
            await (Console.IsErrorRedirected || talk != Console.Error
                ? TurnsAsync(new LineProgress(talk, pace, run.Manifest.Growth is not null, TellAa))
                : BarProgress.ShowAsync(pace, run.Manifest.Growth is not null, TellAa, TurnsAsync));
            if (run.Manifest.Growth is not null)
            {
                run = run with { Manifest = Growing.Ended(run.Manifest, finished, last) };
                writer.Describe(run.Manifest);
            }

            string TellAa() => RunTalk.Aa(aa.Look(finished.Invocations));

            Task TurnsAsync(IRunProgress progress) => loop.RunAsync(Growing.Turns(run, finished, look => progress.Tell(RunTalk.Look(run.Manifest.Growth!, last = look))), finished, progress, cancel);
        }

        RunTalk.Invalid(talk, finished);
        if (cancel.IsCancellationRequested)
            talk.WriteLine($"interrupted: {finished.FirstTries} of {(run.Manifest.Growth is null ? "" : "at most ")}{run.Turns.Count(static turn => turn is CellTurn)} invocations are kept in {Checkout.Shown(run.Folder)}");
        return (run, finished);
    }

    /// <summary>Where sweeps ask for shares of capacities, these are measured, and the run's file says them before the first block.</summary>
    private async Task<RunPreparation> CalibratedAsync(RunPreparation run, RunWriter writer, CancellationToken cancel)
    {
        if (run.Manifest.Capacities is not null || Calibration.Turns(run) is not { Count: > 0 } turns)
            return run;
        RunTalk.Calibrating(talk, run, turns);
        var runner = new InvocationRunner(ends, Calibration.Shortened(run.Manifest), new RunnerLimits(), files);
        try
        {
            var calibrated = await new Calibration(runner).RunAsync(run, cancel);
            writer.Describe(calibrated.Manifest);
            RunTalk.Calibrated(talk, run, calibrated);
            return calibrated;
        }
        catch (OperationCanceledException)
        {
            // Asked for. The loop, cancelled too, will not begin.
            return run;
        }
    }
}
