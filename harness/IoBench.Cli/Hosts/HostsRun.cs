using IoBench.Analysis;
using IoBench.Cli.Running;
using IoBench.Results;

namespace IoBench.Cli.Hosts;

/// <summary>One load from several hosts: all connect, all are told to go at once, all are gone afterwards whatever happens.</summary>
/// <param name="bootId">Of this machine.</param>
internal sealed class HostsRun(HostsOptions options, NodeProgram node, RunnerLimits limits, string? bootId)
{
    /// <summary>Every host's report as one.</summary>
    /// <exception cref="BadInputException">It cannot be divided among the hosts, or no node takes what it was asked.</exception>
    /// <exception cref="FailedException">Nothing was measured at any host.</exception>
    /// <exception cref="OperationCanceledException">Asked for.</exception>
    public async Task<LoadReport> RunAsync(CancellationToken cancel)
    {
        var warmup = TimeSpan.FromSeconds(options.WarmupSeconds);
        var longestWarmup = TimeSpan.FromSeconds(Math.Max(options.WarmupSeconds, options.WarmupLimitSeconds));
        var hosts = options.Shares(node).Select(share => new HostLoad(share, limits)).ToList();
        try
        {
            var connecting = limits.Connect + TimeSpan.FromSeconds(options.ConnectSeconds ?? 0);
            if (await AllAsync(hosts, (host, stop) => host.ConnectAsync(options.Target, connecting, stop), cancel))
            {
                hosts.ForEach(static host => host.Go());
                await AllAsync(hosts, (host, stop) => host.MeasureAsync(bootId, warmup, longestWarmup, stop), cancel);
            }
        }
        finally
        {
            await Task.WhenAll(hosts.Select(static host => host.DisposeAsync().AsTask()));
        }

        return Merged(hosts);
    }

    /// <summary>A step of all hosts at one time; the first that fails ends the others. False when any failed.</summary>
    private static async Task<bool> AllAsync(List<HostLoad> hosts, Func<HostLoad, CancellationToken, Task> step, CancellationToken cancel)
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        await Task.WhenAll(hosts.Select(StepAsync));
        cancel.ThrowIfCancellationRequested();
        if (hosts.All(static host => host.Failure is null))
            return true;

        // Ctrl-C reaches the children too. Their sudden end must not pass for a failure before our own signal has come through.
        await Task.Delay(TimeSpan.FromMilliseconds(100), cancel);
        return false;

        async Task StepAsync(HostLoad host)
        {
            try
            {
                await step(host, source.Token);
            }
            catch (ChildException e)
            {
                host.Failure = e.Message;
                await source.CancelAsync();
            }
            catch (OperationCanceledException)
            {
                // Another's failure, or Ctrl-C: no reason of this host's own.
            }
        }
    }

    private static LoadReport Merged(List<HostLoad> hosts)
    {
        var reasons = hosts.Select(static host => host.Failure).OfType<string>().ToList();
        if (hosts.Any(static host => host.RefusedItsOptions))
            throw new BadInputException(reasons[0], "load", "correct it");
        if (hosts.All(static host => host.Report is null))
            throw new FailedException(string.Join("; ", reasons));

        var done = hosts.Where(static host => host.Report is not null).ToList();
        // A host that was ended for another's sake is missing too, but the reason is the other's.
        var skew = new Skew([.. done.Select(static host => host.Window!.Value)]);
        if (skew.Reason is { } reason)
            reasons.Add(reason);
        var merged = LoadMerge.Of([.. done.Select(static host => (host.Name, host.Report!))]);
        return merged with
        {
            WindowStartNs = skew.FirstStartNs,
            WindowStopNs = skew.LastStopNs,
            Verdict = reasons.Count == 0 ? merged.Verdict : merged.Verdict.And(Verdict.Because(reasons)),
            Hosts = [.. hosts.Select(host => Described(host, skew))],
        };
    }

    private static LoadHost Described(HostLoad host, Skew skew) => new()
    {
        Prefix = host.Name,
        StartedAfterNs = host.Window?.StartNs - skew.FirstStartNs,
        StartedAfterErrorNs = host.Window?.ErrorNs,
        Failure = host.Failure ?? (host.Report is null ? "was ended since another host failed" : null),
        Report = host.Report,
    };
}
