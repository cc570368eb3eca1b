using System.Runtime.InteropServices;

namespace IoBench.Cli.Running;

/// <summary>The first SIGINT, SIGTERM or SIGHUP asks the run to end in order; the second one kills as usual.</summary>
internal sealed class Interruption : IDisposable
{
    private static readonly PosixSignal[] Signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP];
    private readonly CancellationTokenSource _source = new();
    private readonly List<PosixSignalRegistration> _registrations;

    public Interruption() => _registrations = [.. Signals.Select(signal => PosixSignalRegistration.Create(signal, Interrupt))];

    public CancellationToken Token => _source.Token;

    public bool Happened => _source.IsCancellationRequested;

    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _source.Dispose();
    }

    private void Interrupt(PosixSignalContext context)
    {
        context.Cancel = !Happened;
        _source.Cancel();
    }
}
