namespace IoBench.Load.Tests;

// Servers that leave too early, or stay too long.

internal sealed class ClosesEarly : Misbehaving
{
    internal override IReadOnlyList<string> Faults => ["ended"];

    protected override string Text => "^connection 0: the server ended it after 320 bytes came back, 2 messages unanswered$";

    internal override void Serve(Peer peer)
    {
        peer.Echo(HonestMessages);
        peer.EndSending();
        peer.IgnoreToEnd();
    }
}

/// <summary>Every tenth connection is accepted, and closed at once.</summary>
internal sealed class RefusesEveryTenth : Misbehaving
{
    internal override IReadOnlyList<string> Faults => ["ended", "reset"];

    protected override string Text =>
        @"^connection \d+: (the server ended it|broken off \((ECONNRESET|EPIPE)\)) after 0 bytes came back, 2 messages unanswered$";

    internal override int Connections => 20;

    internal override int FaultCount => 2;

    internal override void Serve(Peer peer)
    {
        if (peer.Index % 10 < 9) peer.EchoToEnd();
    }
}

internal sealed class Resets : Misbehaving
{
    internal override IReadOnlyList<string> Faults => ["reset"];

    protected override string Text => @"^connection 0: broken off \((ECONNRESET|EPIPE)\) after \d+ bytes came back, 2 messages unanswered$";

    // What the reset overtakes is lost to the client; what it had is counted, though its next send may be what hears of the reset.
    internal override void Serve(Peer peer)
    {
        peer.Echo(HonestMessages);
        peer.Reset();
    }
}

/// <summary>The client has as much as it can receive at once when the connection breaks: it asks again before it hears of that.</summary>
internal sealed class ResetsAfterAFullBuffer : Misbehaving
{
    internal override IReadOnlyList<string> Faults => ["reset"];

    protected override string Text => @"^connection 0: broken off \((ECONNRESET|EPIPE)\) after \d+ bytes came back, \d messages? unanswered$";

    internal override int PayloadBytes => 64 * 1024;

    internal override int Depth => 8;

    internal override void Serve(Peer peer)
    {
        peer.Echo(100);
        var messages = new List<byte>();
        for (var i = 0; i < 4; i++) messages.AddRange(peer.Message());
        peer.Send([.. messages]);
        peer.Reset();
    }
}

internal sealed class NeverCloses : Misbehaving
{
    internal override IReadOnlyList<string> Faults => ["not-ended"];

    protected override string Text => "^1 connection not ended by the server within 2 s after the window, although the client ended its side$";

    internal override void Serve(Peer peer)
    {
        peer.EchoToEnd();
        peer.Sleep(30_000);
    }
}
