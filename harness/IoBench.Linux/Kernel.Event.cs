namespace IoBench.Linux;

public sealed unsafe partial class Kernel
{
    /// <summary>
    /// write(2) of 1 to an eventfd: <see cref="WakeEvent.Set"/> for the measured loop, counted and without a lock. The event must not be
    /// disposed of yet.
    /// </summary>
    public void Notify(WakeEvent wake)
    {
        ulong one = 1;
        var entered = Enter(Call.write);
        // Fails only when 2^64 - 2 were written and nobody read: then it is readable anyway.
        _ = Leave(Call.write, wake.Fd, entered, Libc.write(wake.Fd, &one, sizeof(ulong)), StampDetail.Wake);
    }
}
