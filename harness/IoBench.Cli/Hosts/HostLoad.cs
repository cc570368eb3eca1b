using System.Diagnostics;
using IoBench.Cli.Running;
using IoBench.Results;

namespace IoBench.Cli.Hosts;

/// <summary>One host's load, step by step: connected, go, window, report. What it finds stays when a later step fails.</summary>
internal sealed class HostLoad(HostShare share, RunnerLimits limits) : IAsyncDisposable
{
    private Child? _child;
    private long _goNs;

    public string Name => share.Name;

    /// <summary>On the clock of this process; null before it is known.</summary>
    public HostWindow? Window { get; private set; }

    public LoadReport? Report { get; private set; }

    /// <summary>Why it did not come to a report; null when it did, or was only ended for another's sake.</summary>
    public string? Failure { get; set; }

    /// <summary>Exit code 2 before anything was measured: the node does not take what it was asked.</summary>
    public bool RefusedItsOptions { get; private set; }

    /// <param name="target">Where to: the first line on the node's standard input.</param>
    /// <param name="limit">For the start of the program and all connections.</param>
    /// <exception cref="ChildException">It did not come so far.</exception>
    public async Task ConnectAsync(string target, TimeSpan limit, CancellationToken cancel)
    {
        _child = Child.Start($"host '{Name}'", share.Node, share.Arguments);
        _child.Send(target);
        try
        {
            await _child.ExpectAsync("connected", LineJson.Default.LoadConnected, limit, cancel);
        }
        catch (ChildException) when (_child.HasEnded)
        {
            RefusedItsOptions = _child.ExitCode == ExitCode.Usage;
            throw;
        }
    }

    /// <summary>Starts the warm-up. Nothing is awaited, so that all hosts are told at one time.</summary>
    public void Go()
    {
        _goNs = Stopwatch.GetTimestamp();
        _child!.Send("go");
    }

    /// <param name="bootId">Of this machine.</param>
    /// <param name="warmup">As it was asked.</param>
    /// <param name="longestWarmup">As long as the host may draw it out.</param>
    /// <exception cref="ChildException">It gave no window or no report in time, or ended badly.</exception>
    public async Task MeasureAsync(string? bootId, TimeSpan warmup, TimeSpan longestWarmup, CancellationToken cancel)
    {
        var window = await _child!.ExpectAsync("window", LineJson.Default.LoadWindow, longestWarmup + limits.Report, cancel);
        var answerNs = Stopwatch.GetTimestamp();
        Window = HostWindow.Of(window, bootId, warmup, _goNs, answerNs);
        var left = TimeSpan.FromMicroseconds((window.StopNs - window.StartNs) / 1000.0);
        Report = await _child.ExpectAsync("load", LineJson.Default.LoadReport, left + limits.Report, cancel);
        // Now the host has told how long its warm-up was in fact.
        if (Report.Steadiness is { } steadiness)
            Window = HostWindow.Of(window, bootId, TimeSpan.FromSeconds(steadiness.WarmupSeconds), _goNs, answerNs);
        if (await _child.ExitAsync(limits.Stop, cancel) is not (ExitCode.Done or ExitCode.NotTrusted))
            throw new ChildException($"host '{Name}' ended badly{await _child.FateAsync()}");
    }

    public ValueTask DisposeAsync() => _child?.DisposeAsync() ?? ValueTask.CompletedTask;
}
