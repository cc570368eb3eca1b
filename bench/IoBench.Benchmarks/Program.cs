using IoBench.Benchmarks;
using IoBench.Linux;
using IoBench.Servers;

// POSIX AIO sends signals to the process: threads of the runtime must not take them, and so block them before they start.
foreach (var model in Catalog.All)
{
    if (model.BlockedSignals is { } signals) SelfExec.WithBlocked(signals);
}
Descriptors.RaiseLimit();
return Suite.Run(args);
