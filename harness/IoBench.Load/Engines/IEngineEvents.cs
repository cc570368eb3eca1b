using IoBench.Linux;

namespace IoBench.Load.Engines;

/// <summary>What an engine tells of its connections, on the engine's thread.</summary>
internal interface IEngineEvents
{
    /// <summary>The handshake is over, well or not.</summary>
    void Connected(Conversation conversation, Errno error);

    /// <param name="bytes">Valid during the call.</param>
    /// <param name="nowNs">CLOCK_MONOTONIC, read after the bytes were there.</param>
    void Received(Conversation conversation, ReadOnlySpan<byte> bytes, long nowNs);

    /// <summary>Nothing more will come: the server ended its side (no error), or the connection broke.</summary>
    void Ended(Conversation conversation, Errno error);

    /// <summary>The time that the timer was set to has come.</summary>
    void TimerFired();
}
