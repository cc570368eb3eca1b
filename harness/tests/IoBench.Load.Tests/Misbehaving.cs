namespace IoBench.Load.Tests;

/// <summary>
/// What a server does with a connection, and what a load run must say of it. Each is honest for some messages first, so that its
/// fault falls into a run that goes well. To test another, add it to <see cref="Catalog"/>.
/// </summary>
internal abstract class Misbehaving
{
    protected const int HonestMessages = 5;

    internal static IReadOnlyList<Misbehaving> Catalog { get; } =
    [
        new Honest(), new AnswersByteByByte(), new Stalls(250), new Stalls(550),
        new FlipsAByte(), new DropsAMessage(), new DoublesAMessage(), new SwapsTwoAnswers(), new SendsAnExtraByte(), new SendsAfterTheEnd(),
        new ClosesEarly(), new Resets(), new ResetsAfterAFullBuffer(), new FallsSilent(), new NeverAnswers(), new NeverCloses(), new AcceptsNothing(),
    ];

    internal virtual string Name => GetType().Name;

    /// <summary>What the first fault must match; null for one that is honest and must not be blamed.</summary>
    internal virtual string? Blame => null;

    internal virtual bool Accepts => true;

    internal virtual int PayloadBytes => 64;

    internal virtual int Depth => 2;

    /// <summary>The latency that must be seen when this is honest but slow, in milliseconds.</summary>
    internal virtual int SlowestMs => 0;

    internal abstract void Serve(Peer peer);
}

internal sealed class Honest : Misbehaving
{
    internal override void Serve(Peer peer) => peer.EchoToEnd();
}

internal sealed class AnswersByteByByte : Misbehaving
{
    internal override void Serve(Peer peer)
    {
        while (true)
        {
            foreach (var value in peer.Message()) peer.Send([value]);
        }
    }
}

/// <summary>100 ms of silence in each second, the first so long after the first message: honest, and slow.</summary>
internal sealed class Stalls(int firstAfterMs) : Misbehaving
{
    internal override string Name => $"Stalls_after_{firstAfterMs}_ms";

    // A stall over the end of the window is censored, but must not be blamed either.
    internal override int SlowestMs => firstAfterMs < 400 ? 95 : 0;

    internal override void Serve(Peer peer)
    {
        peer.Echo(1);
        for (var nextMs = Environment.TickCount64 + firstAfterMs; ;)
        {
            var message = peer.Message();
            if (Environment.TickCount64 >= nextMs)
            {
                peer.Sleep(100);
                nextMs += 1000;
            }
            peer.Send(message);
        }
    }
}

internal sealed class FlipsAByte : Misbehaving
{
    internal override string Blame => @"^connection 0: byte 340 is wrong \(expected 0x.., got 0x..\): 1 byte changed or out of order, those after them are right$";

    internal override void Serve(Peer peer)
    {
        peer.Echo(HonestMessages);
        var message = peer.Message();
        message[20] ^= 0x10;
        peer.Send(message);
        peer.EchoToEnd();
    }
}

internal sealed class DropsAMessage : Misbehaving
{
    internal override string Blame => @"^connection 0: byte 320 is wrong .*: the stream goes on one message too far: one is missing or out of order$";

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
    internal override string Blame =>
        "^connection 0: (the server sent more than it was given: 64 bytes after byte 384|" +
        "byte 384 is wrong .*: the stream goes back by one message: one came twice or out of order)$";

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
    internal override string Blame => @"^connection 0: byte 320 is wrong .*: the stream goes on one message too far: one is missing or out of order$";

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
    internal override string Blame => @"^connection 0: byte 384 is wrong .*: 1 byte too many, then the stream goes on$";

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
    internal override string Blame => @"^connection 0: the server sent more than it was given: 1 byte after byte \d+$";

    internal override void Serve(Peer peer)
    {
        peer.EchoToEnd();
        peer.Send([1]);
    }
}

internal sealed class ClosesEarly : Misbehaving
{
    internal override string Blame => @"^connection 0: the server ended it after 320 bytes came back, 2 messages unanswered$";

    internal override void Serve(Peer peer)
    {
        peer.Echo(HonestMessages);
        peer.EndSending();
        peer.IgnoreToEnd();
    }
}

internal sealed class Resets : Misbehaving
{
    internal override string Blame => @"^connection 0: broken off \((ECONNRESET|EPIPE)\) after \d+ bytes came back, 2 messages unanswered$";

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
    internal override string Blame => @"^connection 0: broken off \((ECONNRESET|EPIPE)\) after \d+ bytes came back, \d messages? unanswered$";

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

internal sealed class FallsSilent : Misbehaving
{
    internal override string Blame => @"^2 messages not answered within 2 s after the window: the server stalls or drops$";

    internal override void Serve(Peer peer)
    {
        peer.Echo(HonestMessages);
        peer.IgnoreToEnd();
    }
}

internal sealed class NeverAnswers : Misbehaving
{
    internal override string Blame => @"^2 messages sent, and no byte came back until 2 s after the window: the server does not accept, read or answer$";

    internal override void Serve(Peer peer) => peer.IgnoreToEnd();
}

/// <summary>The kernel makes the connections, up to the backlog, and nobody ever takes them.</summary>
internal sealed class AcceptsNothing : Misbehaving
{
    internal override string Blame => @"^2 messages sent, and no byte came back until 2 s after the window: the server does not accept, read or answer$";

    internal override bool Accepts => false;

    internal override void Serve(Peer peer) { }
}

internal sealed class NeverCloses : Misbehaving
{
    internal override string Blame => @"^1 connection not ended by the server within 2 s after the window, although the client ended its side$";

    internal override void Serve(Peer peer)
    {
        peer.EchoToEnd();
        peer.Sleep(30_000);
    }
}

/// <summary>Connections that stay silent are sent a byte.</summary>
internal sealed class SpeaksToTheSilent : Misbehaving
{
    internal override string Blame => "^a silent connection was sent bytes that nobody asked for$";

    internal override void Serve(Peer peer)
    {
        if (!peer.SpeaksWithin(250)) peer.Send([1]);
        peer.EchoToEnd();
    }
}

internal sealed class ClosesTheSilent : Misbehaving
{
    internal override string Blame => @"^a silent connection was closed by the server \(end\)$";

    internal override void Serve(Peer peer)
    {
        if (peer.SpeaksWithin(250)) peer.EchoToEnd();
    }
}
