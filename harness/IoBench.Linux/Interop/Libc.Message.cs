using System.Runtime.InteropServices;

namespace IoBench.Linux;

// recvmsg(2), cmsg(3), ip(7) on the error queue; SO_TIMESTAMPING: the kernel's Documentation/networking/timestamping.rst
internal static unsafe partial class Libc
{
    internal const int MSG_DONTWAIT = 0x40;
    internal const int MSG_ERRQUEUE = 0x2000;
    internal const int SO_TIMESTAMPING = 37;
    internal const int SCM_TIMESTAMPING = SO_TIMESTAMPING;
    internal const int SOF_TIMESTAMPING_TX_SOFTWARE = 1 << 1;
    internal const int SOF_TIMESTAMPING_RX_SOFTWARE = 1 << 3;
    internal const int SOF_TIMESTAMPING_SOFTWARE = 1 << 4;
    internal const int SOF_TIMESTAMPING_OPT_ID = 1 << 7;
    internal const int SOF_TIMESTAMPING_OPT_TSONLY = 1 << 11;
    internal const int SOF_TIMESTAMPING_OPT_ID_TCP = 1 << 16;
    internal const int IP_RECVERR = 11;
    internal const int IPPROTO_IPV6 = 41;
    internal const int IPV6_RECVERR = 25;
    internal const byte SO_EE_ORIGIN_TIMESTAMPING = 4;
    internal const uint SCM_TSTAMP_SND = 0;

    [LibraryImport(Name)]
    internal static partial nint recvmsg(int fd, MessageHeader* message, int flags);
}

/// <summary>struct iovec: a stretch of memory.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct IoVector
{
    internal byte* Start;
    internal nuint Length;
}

/// <summary>struct msghdr of recvmsg(2) on 64-bit machines.</summary>
[StructLayout(LayoutKind.Explicit, Size = 56)]
internal unsafe struct MessageHeader
{
    [FieldOffset(16)] internal IoVector* Vectors;
    [FieldOffset(24)] internal nuint VectorCount;
    [FieldOffset(32)] internal byte* Control;
    [FieldOffset(40)] internal nuint ControlLength;
    [FieldOffset(48)] internal int Flags;

    /// <summary>The data of the first control message of a kind, or null: the walk of CMSG_FIRSTHDR and CMSG_NXTHDR.</summary>
    internal readonly T* Find<T>(int level, int type) where T : unmanaged
    {
        for (nuint at = 0; at + (nuint)sizeof(ControlHeader) <= ControlLength;)
        {
            var header = (ControlHeader*)(Control + at);
            if (header->Length < (nuint)sizeof(ControlHeader)) return null;
            var fits = header->Length >= (nuint)(sizeof(ControlHeader) + sizeof(T));
            if (header->Level == level && header->Type == type && fits) return (T*)(header + 1);
            at += header->Length + 7 & ~(nuint)7;
        }
        return null;
    }
}

/// <summary>struct cmsghdr: stands before the data of a control message.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ControlHeader
{
    internal nuint Length;
    internal int Level;
    internal int Type;
}

/// <summary>struct scm_timestamping: the software stamp, one that is no longer used, the hardware's.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct StampMessage
{
    internal Timespec Software;
    internal Timespec Legacy;
    internal Timespec Hardware;
}

/// <summary>struct sock_extended_err: what an entry of a socket's error queue is about.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ExtendedError
{
    internal uint Error;
    internal byte Origin;
    internal byte Type;
    internal byte Code;
    internal byte Pad;
    internal uint Info;
    internal uint Data;
}
