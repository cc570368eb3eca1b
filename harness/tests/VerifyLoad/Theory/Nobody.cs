using IoBench.Load;

namespace IoBench.VerifyLoad.Theory;

/// <summary>Nobody watches.</summary>
internal sealed class Nobody : ILoadWatch
{
    public long? Connected(int connections) => null;

    public void Opened(Window window) { }

    public void Accompany(Window window, LoadPulse pulse) { }
}
