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
        new Honest(), new AnswersByteByByte(), new Stalls(250), new Stalls(550), new Delays(1), new Delays(5), new Delays(20),
        new FlipsAByte(), new ShortensAnAnswer(), new DropsAMessage(), new DoublesAMessage(), new SwapsTwoAnswers(), new SendsAnExtraByte(), new SendsAfterTheEnd(),
        new ClosesEarly(), new RefusesEveryTenth(), new Resets(), new ResetsAfterAFullBuffer(), new FallsSilent(), new NeverAnswers(), new NeverCloses(), new AcceptsNothing(),
        new SpeaksToTheSilent(), new ClosesTheSilent(), new ResetsTheSilent(),
    ];

    internal virtual string Name => GetType().Name;

    /// <summary>Names that the first fault may have; empty for one that is honest and must not be blamed.</summary>
    internal virtual IReadOnlyList<string> Faults => [];

    /// <summary>What the first fault's text must match, in a closed loop with all messages under way.</summary>
    protected virtual string Text => "";

    /// <summary>An open loop need not have all under way when the fault comes.</summary>
    internal string Blame(bool open) => open ? Text.Replace("2 messages unanswered", @"\d messages? unanswered", StringComparison.Ordinal) : Text;

    internal virtual bool Accepts => true;

    internal virtual int PayloadBytes => 64;

    internal virtual int Depth => 2;

    internal virtual int Connections => 1;

    internal virtual int Idle => 0;

    internal virtual double RatePerSecond => 1000;

    /// <summary>How many faults there must be.</summary>
    internal virtual int FaultCount => 1;

    /// <summary>Latencies that must be seen when this is honest but slow, in milliseconds: all at least so much, the slowest so much.</summary>
    internal virtual int FastestMs => 0;

    internal virtual int SlowestMs => FastestMs;

    internal abstract void Serve(Peer peer);
}
