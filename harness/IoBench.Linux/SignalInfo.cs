using System.Runtime.InteropServices;

namespace IoBench.Linux;

/// <summary>siginfo_t, the fields of a signal about a descriptor (si_band, si_fd) and of a queued one (si_value).</summary>
[StructLayout(LayoutKind.Explicit, Size = 128)]
public struct SignalInfo
{
    [FieldOffset(0)] public int Number;
    [FieldOffset(8)] public int Code;

    /// <summary>si_band: the readiness, as poll(2) would return it.</summary>
    [FieldOffset(16)] public long Band;

    /// <summary>si_fd: the descriptor that became ready.</summary>
    [FieldOffset(24)] public int Fd;

    /// <summary>si_value: what the sender of a queued signal, or an asynchronous operation, attached.</summary>
    [FieldOffset(24)] public nint Value;
}
