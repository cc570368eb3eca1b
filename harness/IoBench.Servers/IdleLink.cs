namespace IoBench.Servers;

/// <summary>A place in a ring of the idle wheel. It lies in the connection itself, so that putting one in and taking it out allocates nothing.</summary>
public class IdleLink
{
    private IdleLink before, after;

    internal IdleLink() => before = after = this;

    /// <summary>The next in the ring; itself when it is alone.</summary>
    internal IdleLink After => after;

    /// <summary>Enters the ring of <paramref name="head"/> as the last. Only for one who is alone.</summary>
    internal void Enter(IdleLink head)
    {
        (before, after) = (head.before, head);
        before.after = after.before = this;
    }

    /// <summary>Leaves its ring, whichever that is; alone already, it stays so.</summary>
    internal void Leave()
    {
        (before.after, after.before) = (after, before);
        before = after = this;
    }

    /// <summary>Takes all others out of the ring of <paramref name="head"/>, behind those in its own.</summary>
    internal void TakeAll(IdleLink head)
    {
        if (head.after == head) return;
        (head.after.before, before.after) = (before, head.after);
        (head.before.after, before) = (this, head.before);
        head.before = head.after = head;
    }
}
