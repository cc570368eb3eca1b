namespace IoBench.Load.Tests;

// Servers that do not answer.

internal sealed class FallsSilent : Misbehaving
{
    internal override IReadOnlyList<string> Faults => ["lost"];

    protected override string Text => "^2 messages not answered within 2 s after the window: the server stalls or drops$";

    internal override void Serve(Peer peer)
    {
        peer.Echo(HonestMessages);
        peer.IgnoreToEnd();
    }
}

internal sealed class NeverAnswers : Misbehaving
{
    internal override IReadOnlyList<string> Faults => ["silent"];

    protected override string Text => "^2 messages sent, and no byte came back until 2 s after the window: the server does not accept, read or answer$";

    internal override void Serve(Peer peer) => peer.IgnoreToEnd();
}

/// <summary>The kernel makes the connections, up to the backlog, and nobody ever takes them.</summary>
internal sealed class AcceptsNothing : Misbehaving
{
    internal override IReadOnlyList<string> Faults => ["silent"];

    protected override string Text => "^2 messages sent, and no byte came back until 2 s after the window: the server does not accept, read or answer$";

    internal override bool Accepts => false;

    internal override void Serve(Peer peer) { }
}
