using IoBench.Linux;

namespace IoBench.Load.Tests;

// Honest servers, fast and slow: measured as they are, and never blamed.

internal sealed class Honest : Misbehaving
{
    internal override void Serve(Peer peer) => peer.EchoToEnd();
}

internal sealed class AnswersByteByByte : Misbehaving
{
    internal override double RatePerSecond => 200;

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

/// <summary>Each answer comes so long after its message was read, to the accuracy of a sleep.</summary>
internal sealed class Delays(int delayMs) : Misbehaving
{
    internal override string Name => $"Delays_by_{delayMs}_ms";

    internal override int Depth => 1;

    internal override int Connections => 4;

    internal override double RatePerSecond => 1000.0 / delayMs;

    internal override int FastestMs => delayMs;

    internal override void Serve(Peer peer)
    {
        while (true)
        {
            var message = peer.Message();
            Clock.SleepUntil(Clock.NowNs() + delayMs * 1_000_000L);
            peer.Send(message);
        }
    }
}
