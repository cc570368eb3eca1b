namespace IoBench.Linux;

public sealed unsafe partial class Kernel
{
    // Room for a stamp (64 bytes) and an entry of the error queue with an IPv6 address (64), and as much again.
    private const int ControlWords = 32;

    /// <summary>recvmsg(2) as <see cref="Recv"/>, and when the kernel took these bytes from the device: see <see cref="Timestamps"/>.</summary>
    /// <param name="kernelRealtimeNs">CLOCK_REALTIME, in ns; of the last segment when the bytes came in several. 0 where no stamp came.</param>
    public IoResult RecvStamped(int fd, Span<byte> buffer, out long kernelRealtimeNs)
    {
        var control = stackalloc long[ControlWords];
        fixed (byte* start = buffer)
        {
            var vector = new IoVector { Start = start, Length = (nuint)buffer.Length };
            var result = ReceiveMessage(fd, &vector, control, 0, out var message);
            kernelRealtimeNs = result.Ok ? StampOf(message) : 0;
            return result;
        }
    }

    /// <summary>
    /// The oldest transmit stamp that waits in a socket's error queue (recvmsg(2), MSG_ERRQUEUE): when the kernel gave a send to the
    /// device. EAGAIN: none waits. A send whose last byte went out in one segment with a later send's has none of its own.
    /// </summary>
    /// <param name="byteId">The last byte of that send, counted from 0 at <see cref="Timestamps.Enable"/>, modulo 2^32.</param>
    /// <param name="kernelRealtimeNs">CLOCK_REALTIME, in ns.</param>
    public IoResult TakeTransmitStamp(int fd, out uint byteId, out long kernelRealtimeNs)
    {
        var control = stackalloc long[ControlWords];
        byteId = 0;
        kernelRealtimeNs = 0;
        while (true)
        {
            // Without a vector: the stamps come alone (OPT_TSONLY), and a family that does not know the flag loses no byte by it.
            var result = ReceiveMessage(fd, null, control, Libc.MSG_ERRQUEUE | Libc.MSG_DONTWAIT, out var message);
            if (!result.Ok) return result;
            if ((message.Flags & Libc.MSG_ERRQUEUE) == 0) return IoResult.Failed(Errno.EAGAIN);
            var about = message.Find<ExtendedError>(Libc.IPPROTO_IP, Libc.IP_RECVERR);
            if (about is null) about = message.Find<ExtendedError>(Libc.IPPROTO_IPV6, Libc.IPV6_RECVERR);
            // Anything else in the queue is passed over: the loop ends, since each turn takes an entry.
            if (about is null || about->Origin != Libc.SO_EE_ORIGIN_TIMESTAMPING || about->Info != Libc.SCM_TSTAMP_SND) continue;
            byteId = about->Data;
            kernelRealtimeNs = StampOf(message);
            return new IoResult(0);
        }
    }

    private IoResult ReceiveMessage(int fd, IoVector* vector, long* control, int flags, out MessageHeader message)
    {
        MessageHeader header;
        IoResult result;
        do
        {
            header = new MessageHeader
            {
                Vectors = vector,
                VectorCount = vector is null ? 0u : 1u,
                Control = (byte*)control,
                ControlLength = ControlWords * sizeof(long),
            };
            var entered = Enter(Call.recvmsg);
            result = Leave(Call.recvmsg, fd, entered, Libc.recvmsg(fd, &header, flags));
        }
        while (result.Errno == Errno.EINTR);
        message = header;
        return result;
    }

    private static long StampOf(in MessageHeader message)
    {
        var stamp = message.Find<StampMessage>(Libc.SOL_SOCKET, Libc.SCM_TIMESTAMPING);
        return stamp is null ? 0 : stamp->Software.Ns;
    }
}
