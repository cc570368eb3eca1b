using IoBench.Linux;

namespace IoBench.Load;

// What is asked and answered.
internal sealed partial class Generator
{
    public void Received(Conversation conversation, ReadOnlySpan<byte> bytes, long nowNs)
    {
        if (conversation.IsSilent)
        {
            Fault(new("spoke-unasked", "a silent connection was sent bytes that nobody asked for"));
            Leave(conversation);
            return;
        }
        if (conversation.Autopsy is { } autopsy)
        {
            if (!autopsy.Add(bytes)) Conclude(conversation, autopsy);
            return;
        }
        // Asks again first: to check 16 KiB takes a microsecond, in which fewer messages would be under way than the run claims.
        if (queue is null && phase != Phase.Drain && conversation.Completing(bytes.Length) is > 0 and var completing) Ask(conversation, completing, nowNs);
        var completed = conversation.Received(bytes, nowNs, Recorder);
        if (completed < 0)
        {
            conversation.Autopsy = new Autopsy(nowNs + Autopsy.LengthNs);
            conversation.Autopsy.Add(bytes);
            LookBy(conversation.Autopsy.UntilNs);
            return;
        }
        if (conversation.ConnectedNs > 0)
        {
            Recorder.Accepted(nowNs - conversation.ConnectedNs, nowNs);
            conversation.ConnectedNs = 0;
        }
        if (completed == 0) return;
        if (conversation.AsksLeft == 0 || phase == Phase.Drain) EndIfAnswered(conversation);
        else if (queue is not null) AskInLine(conversation);
        // One answer after the other may be at hand; arrivals do not wait until all are read.
        if (queue is not null && phase != Phase.Drain && nowNs >= queue.NextNs) Notice(nowNs);
    }

    /// <summary>Closed loop: starts so many messages more, or as many as this connection may still ask.</summary>
    /// <param name="nowNs">Read after the receive that was answered: nothing but this call lies between it and the send, and a reading costs 36 ns.</param>
    private void Ask(Conversation conversation, int messages, long nowNs)
    {
        // Nothing new after the window: what is still under way is waited for, and nothing else.
        if (nowNs >= window.StopNs || conversation.SendError != Errno.None) return;
        if (!turn.Contains(nowNs))
        {
            HoldBack(conversation, messages, nowNs);
            return;
        }
        for (var left = Math.Min(messages, conversation.AsksLeft); left > 0; left--)
        {
            conversation.Ask(nowNs, nowNs);
            Recorder.Asked(nowNs);
        }
        Engine.Send(conversation);
    }

    /// <summary>It is another load's turn: these are asked in our next one.</summary>
    private void HoldBack(Conversation conversation, int messages, long nowNs)
    {
        conversation.HeldBack += messages;
        if (nowNs < turn.StopNs) return;
        turn = options.Turns!.Next(opening.Window, nowNs);
        SetEdge(nowNs);
    }

    /// <summary>Asks what was held back, once it is our turn.</summary>
    private void TakeTurn(long nowNs)
    {
        if (options.Turns is null || phase >= Phase.Drain) return;
        if (nowNs >= turn.StopNs) turn = options.Turns.Next(opening.Window, nowNs);
        if (nowNs < turn.StartNs) return;
        foreach (var conversation in conversations)
        {
            if (conversation.HeldBack == 0 || conversation.State != ConversationState.Talking || conversation.Autopsy is not null) continue;
            var messages = conversation.HeldBack;
            conversation.HeldBack = 0;
            Ask(conversation, messages, Clock.NowNs());
        }
    }

    /// <summary>Open loop: starts the messages that wait in line, as many as may be under way.</summary>
    private void AskInLine(Conversation conversation)
    {
        if (conversation.State != ConversationState.Talking || conversation.SendError != Errno.None || conversation.Autopsy is not null) return;
        var asked = false;
        while (conversation.InLine > 0 && conversation.Outstanding < options.Depth && conversation.AsksLeft > 0)
        {
            var nowNs = Clock.NowNs();
            if (nowNs >= window.StopNs) break;
            var dueNs = conversation.Line.DueNs;
            conversation.Line.Advance();
            conversation.InLine--;
            conversation.Ask(dueNs, nowNs);
            Recorder.Asked(nowNs);
            asked = true;
        }
        if (asked) Engine.Send(conversation);
    }

    /// <summary>Open loop: sees all arrivals due by now, starts those whose connection is free, and puts the others in its line.</summary>
    private void Notice(long nowNs)
    {
        // What is due in the window is not looked at before it is open: it would be counted in one phase and dropped in the other.
        var endNs = phase == Phase.WarmUp ? window.StartNs : window.StopNs;
        while (queue!.NextNs <= nowNs && queue.NextNs < endNs)
        {
            var dueNs = queue.NextNs;
            var conversation = conversations[queue.Next];
            Recorder.Due(dueNs, nowNs);
            conversation.Coming.Advance();
            conversation.InLine++;
            queue.Replace(conversation.Coming.DueNs);
            if (conversation.InLine > 1 || conversation.Outstanding >= options.Depth) continue;
            AskInLine(conversation);
            nowNs = Clock.NowNs(); // a send takes microseconds
        }
    }

    private void Rebase(Conversation conversation)
    {
        Recorder.Drop(conversation.InLine);
        conversation.Line = conversation.Coming;
        conversation.InLine = 0;
    }

    /// <summary>One look at the clock, the schedule and the connections.</summary>
    private void Pace(ArrivalQueue arrivals)
    {
        if (phase == Phase.Drain)
        {
            Engine.Turn(sleep: true);
            return;
        }
        var nowNs = Clock.NowNs();
        if (nowNs >= edgeNs)
        {
            Tick(nowNs);
            return;
        }
        if (nowNs >= arrivals.NextNs)
        {
            Notice(nowNs);
            // Sends of a ring wait for the next turn; answers may have come meanwhile.
            Engine.Turn(sleep: false);
            return;
        }
        var nextNs = Math.Min(edgeNs, arrivals.NextNs);
        var leftNs = nextNs - nowNs;
        if (!options.Spin || leftNs > SpinNs)
        {
            Engine.Timer.Set(options.Spin ? nextNs - SpinNs : nextNs);
            Engine.Turn(sleep: true);
        }
        else if (leftNs < LastLookNs || !Engine.Turn(sleep: false))
        {
            while (leftNs < LastLookNs && Clock.NowNs() < nextNs) { }
            spunNs += Clock.NowNs() - nowNs;
        }
    }
}
