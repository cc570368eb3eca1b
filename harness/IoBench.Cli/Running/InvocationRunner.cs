using System.Diagnostics;
using IoBench.Cli.Machine;
using IoBench.Results;
using IoBench.Results.Plans;

namespace IoBench.Cli.Running;

/// <summary>
/// One invocation: a fresh server, a fresh load, one window, and both gone afterwards whatever happens. With a target of somebody else
/// there is only the load.
/// </summary>
internal sealed class InvocationRunner(Ends ends, RunManifest manifest, RunnerLimits limits, MachineFiles files, string? target = null)
{
    /// <summary>With the same program at both ends, here.</summary>
    public InvocationRunner(NodeProgram node, RunManifest manifest, RunnerLimits limits, MachineFiles files)
        : this(new Ends(node, node), manifest, limits, files)
    {
    }

    /// <summary>Never fails for what a child does: that is a reason in the verdict.</summary>
    public async Task<Invocation> RunAsync(CellTurn turn, CancellationToken cancel)
    {
        var startedAt = DateTimeOffset.Now;
        var clock = Stopwatch.StartNew();
        var disturbance = new DisturbanceMeter(files);
        var finding = new Finding();
        var verdict = Verdict.Good;
        try
        {
            await (target is null ? MeasureAsync(turn, finding, cancel) : MeasureTargetAsync(target, turn, finding, cancel));
        }
        catch (ChildException e)
        {
            // Ctrl-C reaches the children too. Their sudden end must not pass for a result before our own signal has come through.
            await Task.Delay(TimeSpan.FromMilliseconds(100), cancel);
            verdict = Verdict.Because(e.Message);
        }

        return new Invocation
        {
            Block = turn.Block,
            Order = turn.Order,
            Cell = turn.Cell,
            StartedAt = startedAt,
            ElapsedSeconds = clock.Elapsed.TotalSeconds,
            Load = finding.Load,
            Server = finding.Server,
            Disturbance = disturbance.Read(),
            Verdict = finding.Verdict.And(verdict),
        };
    }

    private async Task MeasureAsync(CellTurn turn, Finding finding, CancellationToken cancel)
    {
        var side = ends.SideOf(turn.Cell);
        var cell = side?.Words.Served(turn.Cell) ?? turn.Cell;
        await using var server = Child.Start(
            "server", side?.Node ?? ends.Server, [.. NodeArguments.Serve(cell, manifest.Placement, ends.Bind), .. side?.Words.Words ?? []]);
        await using var load = Child.Start("load", ends.Load, NodeArguments.Load(cell, manifest.Plan, manifest.Placement, Schedule.SeedOf(manifest.Seed, turn)));
        var ready = await server.ExpectAsync("ready", LineJson.Default.ServerReady, limits.Ready, cancel);
        WindowMarks.Rehearse(server);
        load.Send(NodeArguments.Target(ready));
        var window = await load.ExpectAsync("window", LineJson.Default.LoadWindow, limits.Connect + WarmupLimit, cancel);
        var marks = new WindowMarks(server, ready, window, manifest.Plan, limits);
        var report = load.ExpectAsync("load", LineJson.Default.LoadReport, marks.Length + limits.Report, cancel);
        marks.Ask(cancel);
        await Task.WhenAny(report, server.Ended);
        if (!report.IsCompleted && server.HasEnded)
            throw new ChildException($"server died under load{await server.FateAsync()}");

        finding.Load = await report;
        finding.Verdict = finding.Load.Verdict;
        finding.Server = await marks.AnswersAsync(cancel);
        finding.Verdict = finding.Verdict.And(Attestation.Of(Model(side, cell), cell, finding.Server, window));

        server.Send("stop");
        await server.ExpectAsync("stopped", LineJson.Default.ServerSnapshot, limits.Stop, cancel);
        await ExpectEndAsync("server", server, [ExitCode.Done], cancel);
        await ExpectEndAsync("load", load, [ExitCode.Done, ExitCode.NotTrusted], cancel);
    }

    /// <summary>Nothing is known of the server, so nothing is attested and its costs are not measured.</summary>
    private async Task MeasureTargetAsync(string address, CellTurn turn, Finding finding, CancellationToken cancel)
    {
        var plan = manifest.Plan;
        await using var load = Child.Start("load", ends.Load, NodeArguments.Load(turn.Cell, plan, manifest.Placement, Schedule.SeedOf(manifest.Seed, turn)));
        load.Send(address);
        await load.ExpectAsync("window", LineJson.Default.LoadWindow, limits.Connect + WarmupLimit, cancel);
        var window = TimeSpan.FromSeconds(plan.WarmupSeconds + plan.WindowSeconds);
        finding.Load = await load.ExpectAsync("load", LineJson.Default.LoadReport, window + limits.Report, cancel);
        finding.Verdict = finding.Load.Verdict;
        await ExpectEndAsync("load", load, [ExitCode.Done, ExitCode.NotTrusted], cancel);
    }

    private TimeSpan WarmupLimit => TimeSpan.FromSeconds(NodeArguments.WarmupLimitSeconds(manifest.Plan));

    // Another build may have another signature.
    private ModelInfo Model(SideServer? side, Cell cell) => (side?.Models ?? manifest.Models).First(model => model.Name == cell.Model);

    private async Task ExpectEndAsync(string role, Child child, int[] wanted, CancellationToken cancel)
    {
        var code = await child.ExitAsync(limits.Stop, cancel);
        if (!wanted.Contains(code))
            throw new ChildException($"{role} ended badly{await child.FateAsync()}");
    }

    /// <summary>What is known so far; it stands when a later step fails.</summary>
    private sealed class Finding
    {
        public LoadReport? Load { get; set; }

        public ServerInvocation? Server { get; set; }

        public Verdict Verdict { get; set; } = Verdict.Good;
    }
}
