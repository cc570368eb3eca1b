using IoBench.Results;

namespace IoBench.Analysis.Anatomy;

/// <summary>
/// Follows one echo from its end to its begin, over the calls of all threads: from the client's receive back to the server's send, back
/// along that thread to what woke it, from there to the thread that did the waking, and so on to the client's send. At every moment
/// of the round trip there is one thing that everyone waits for; those things, in order, are the parts.
/// </summary>
public sealed class EchoPath
{
    public const string InUserSpace = "user space", Return = "client woken", HandOver = "other thread woken", Unseen = "calls not seen";

    // More calls than any model makes for an echo; a spinning one makes more, and is cut where its message came.
    private const int MostSteps = 256;

    private readonly EchoWindow _echo;
    private readonly IReadOnlyList<ThreadCalls> _threads;
    private readonly Way _way;
    private bool _received;
    private string? _arrivedBy;

    private EchoPath(EchoWindow echo, IReadOnlyList<ThreadCalls> threads)
    {
        (_echo, _threads) = (echo, threads);
        _way = new Way(echo.StartNs, echo.EndNs);
    }

    /// <returns>Pieces in the order of time, each beginning where the one before it ends; the first begins with the echo, the last ends with it.</returns>
    public static IReadOnlyList<Stretch> Of(EchoWindow echo, IReadOnlyList<ThreadCalls> threads)
    {
        var path = new EchoPath(echo, threads);
        path.ClientReceives();
        path.ServerAnswers();
        path.ClientSends();
        return path._way.Forwards();
    }

    private void ClientReceives()
    {
        for (var i = _echo.Calls.Count - 1; i > 0 && _echo.Calls[i].Call != "poll"; i--)
        {
            var call = _echo.Calls[i];
            _way.Back(InUserSpace, PartKind.Handling, Stretch.Client, call.LeaveNs);
            _way.Back(call.Call, PartKind.Copying, Stretch.Client, call.EnterNs);
        }

        var woken = _echo.Calls.LastOrDefault(static c => c.Call == "poll");
        if (woken is not null)
            _way.Back(InUserSpace, PartKind.Handling, Stretch.Client, woken.LeaveNs);
    }

    private void ServerAnswers()
    {
        var answer = _threads.Select(t => t.Last(_way.At, BorderCalls.Answers)).OfType<Place>()
            .Where(p => p.Call.EnterNs > _echo.StartNs).MaxBy(static p => p.Call.EnterNs);
        if (answer is null)
        {
            _way.Back(Unseen, PartKind.Unseen, Stretch.Kernel, _echo.SentNs, evenIfEmpty: true);
            return;
        }

        var by = answer.Call.Kind is null ? answer : answer.Call.Detail == StampedCall.KernelThread ? null : answer.Next(static c => c is { Call: "io_uring_enter", Kind: null }, _way.At);
        _way.Back(ReturnOf(answer.Call, by), answer.Call.Call == "aio_write" || by is null ? PartKind.Unseen : PartKind.WakeUp, Stretch.Kernel, by?.Call.LeaveNs ?? answer.Call.EnterNs, evenIfEmpty: true);
        if (by is not null)
            _way.Back(by == answer ? by.Call.Call : $"{by.Call.Call} (send)", PartKind.Copying, answer.Thread.Id, by.Call.EnterNs);
        FollowBack(answer);
    }

    private static string ReturnOf(StampedCall answer, Place? by) =>
        answer.Call == "aio_write" ? "written elsewhere" : by is null ? "kernel thread sends" : Return;

    /// <summary>From a call of a thread to what made it possible.</summary>
    private void FollowBack(Place from)
    {
        var here = from;
        for (var step = 0; step < MostSteps; step++)
        {
            var before = here.Before();
            if (before is null || before.Call.LeaveNs <= _echo.StartNs)
                return;
            _way.Back(InUserSpace, PartKind.Handling, here.Thread.Id, before.Call.LeaveNs);
            if (!Cross(before, out var next))
                return;
            here = next;
        }
    }

    /// <returns>False where the way leaves the server: what came before is the message's arrival.</returns>
    private bool Cross(Place place, out Place next)
    {
        var (call, thread) = (place.Call, place.Thread.Id);
        next = place;
        if (BorderCalls.AwaitsThread(call))
            return HandedOver(place, BorderCalls.WakesThread, ref next);
        if (BorderCalls.AwaitsInput(call))
            return (!_received && HandedOver(place, BorderCalls.MayRelease, ref next)) || Arrived($"{call.Call} returns");
        if (BorderCalls.Receives(call))
        {
            // Begun before the message: this call waited for it.
            if (call.EnterNs <= _echo.StartNs)
                return Arrived($"{call.Call} returns");
            _received = true;
        }
        else if (_received && BorderCalls.Refused(call) && !place.WaitedSince(_echo.StartNs))
        {
            // It tried again and again, and this try was too early.
            return Arrived("the next try finds it");
        }

        _way.Back(BorderCalls.NameOf(call), BorderCalls.KindOf(call), thread, call.EnterNs);
        return true;
    }

    /// <summary>The latest call of another thread that can have ended this wait.</summary>
    private bool HandedOver(Place waited, Func<StampedCall, bool> ends, ref Place next)
    {
        var giver = _threads.Where(t => t != waited.Thread).Select(t => t.Last(waited.Call.LeaveNs, ends)).OfType<Place>()
            .Where(p => p.Call.EnterNs > _echo.StartNs).MaxBy(static p => p.Call.EnterNs);
        if (giver is null)
            return false;
        _way.Back(HandOver, PartKind.HandOver, Stretch.Kernel, giver.Call.LeaveNs, evenIfEmpty: true);
        _way.Back(BorderCalls.NameOf(giver.Call), BorderCalls.KindOf(giver.Call), giver.Thread.Id, giver.Call.EnterNs);
        next = giver;
        return true;
    }

    private bool Arrived(string how)
    {
        _arrivedBy = how;
        return false;
    }

    private void ClientSends()
    {
        // The server may have been woken, and more, while the client was still in its call.
        if (_arrivedBy is not null)
            _way.Back(_arrivedBy, PartKind.WakeUp, Stretch.Kernel, _echo.SentNs, evenIfEmpty: true);
        else
            _way.Back(Unseen, PartKind.Unseen, Stretch.Kernel, _echo.SentNs);
        _way.Back("send", PartKind.Copying, Stretch.Client, _echo.StartNs, evenIfEmpty: true);
    }
}
