namespace IoBench.Load.Tests;

// Servers that answer something else than what they were sent.

internal sealed class FlipsAByte : Misbehaving
{
    internal override IReadOnlyList<string> Faults => ["corrupt"];

    protected override string Text => @"^connection 0: byte 340 is wrong \(expected 0x.., got 0x..\): 1 byte changed or out of order, those after them are right$";

    internal override void Serve(Peer peer)
    {
        peer.Echo(HonestMessages);
        var message = peer.Message();
        message[20] ^= 0x10;
        peer.Send(message);
        peer.EchoToEnd();
    }
}

internal sealed class ShortensAnAnswer : Misbehaving
{
    internal override IReadOnlyList<string> Faults => ["lost"];

    protected override string Text => "^connection 0: byte 379 is wrong .*: the stream goes on 5 bytes too far: bytes are missing or out of order$";

    internal override void Serve(Peer peer)
    {
        peer.Echo(HonestMessages);
        peer.Send(peer.Message().AsSpan(0, PayloadBytes - 5));
        peer.EchoToEnd();
    }
}

internal sealed class DropsAMessage : Misbehaving
{
    internal override IReadOnlyList<string> Faults => ["lost"];

    protected override string Text => "^connection 0: byte 320 is wrong .*: the stream goes on one message too far: one is missing$";

    internal override void Serve(Peer peer)
    {
        peer.Echo(HonestMessages);
        peer.Message();
        peer.EchoToEnd();
    }
}

internal sealed class DoublesAMessage : Misbehaving
{
    // The second comes before the client has asked for another, or in the place of its answer.
    internal override IReadOnlyList<string> Faults => ["excess", "doubled"];

    protected override string Text =>
        @"^connection 0: (the server sent more than it was given: \d+ bytes after byte 384|" +
        "byte 384 is wrong .*: the stream goes back by one message: one came twice)$";

    internal override void Serve(Peer peer)
    {
        peer.Echo(HonestMessages);
        var message = peer.Message();
        peer.Send([.. message, .. message]);
        peer.EchoToEnd();
    }
}

internal sealed class SwapsTwoAnswers : Misbehaving
{
    internal override IReadOnlyList<string> Faults => ["swapped"];

    protected override string Text => "^connection 0: byte 320 is wrong .*: the stream goes on one message too far and comes back: two answers are swapped$";

    internal override void Serve(Peer peer)
    {
        peer.Echo(HonestMessages);
        var first = peer.Message();
        peer.Send([.. peer.Message(), .. first]);
        peer.EchoToEnd();
    }
}

internal sealed class SendsAnExtraByte : Misbehaving
{
    internal override IReadOnlyList<string> Faults => ["excess"];

    protected override string Text => "^connection 0: byte 384 is wrong .*: 1 byte too many, then the stream goes on$";

    internal override void Serve(Peer peer)
    {
        peer.Echo(HonestMessages);
        var first = peer.Message();
        var second = peer.Message();
        peer.Send([.. first, (byte)~second[0], .. second]);
        peer.EchoToEnd();
    }
}

internal sealed class SendsAfterTheEnd : Misbehaving
{
    internal override IReadOnlyList<string> Faults => ["excess"];

    protected override string Text => @"^connection 0: the server sent more than it was given: 1 byte after byte \d+$";

    internal override void Serve(Peer peer)
    {
        peer.EchoToEnd();
        peer.Send([1]);
    }
}
