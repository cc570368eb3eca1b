namespace IoBench.Load.Tests;

// Servers that do not leave connections alone on which nothing is said. The first that speaks is served.

internal abstract class Disturber : Misbehaving
{
    internal override int Idle => 3;

    internal override int FaultCount => 3;

    internal override void Serve(Peer peer)
    {
        if (peer.SpeaksWithin(250)) peer.EchoToEnd();
        else Disturb(peer);
    }

    protected abstract void Disturb(Peer peer);
}

/// <summary>Connections that stay silent are sent a byte.</summary>
internal sealed class SpeaksToTheSilent : Disturber
{
    internal override IReadOnlyList<string> Faults => ["spoke-unasked"];

    protected override string Text => "^a silent connection was sent bytes that nobody asked for$";

    protected override void Disturb(Peer peer)
    {
        peer.Send([1]);
        peer.EchoToEnd();
    }
}

internal sealed class ClosesTheSilent : Disturber
{
    internal override IReadOnlyList<string> Faults => ["closed-idle"];

    protected override string Text => @"^a silent connection was closed by the server \(end\)$";

    protected override void Disturb(Peer peer) { }
}

internal sealed class ResetsTheSilent : Disturber
{
    internal override IReadOnlyList<string> Faults => ["closed-idle"];

    protected override string Text => @"^a silent connection was closed by the server \(ECONNRESET\)$";

    protected override void Disturb(Peer peer) => peer.Reset();
}
