using System.Runtime.CompilerServices;

namespace IoBench.Linux.Tests;

/// <summary>Every number and layout that crosses the border, held against the C headers of this machine.</summary>
public sealed unsafe class HeaderTests
{
    private readonly CProgram program = new();

    [Fact]
    public void ErrorNumbers()
    {
        program.Include("errno.h");
        foreach (var errno in Enum.GetValues<Errno>().Where(e => e != Errno.None)) program.Equal(errno.ToString(), (long)errno);
        Holds();
    }

    [Fact]
    public void SocketConstants()
    {
        Linger linger = default;
        program.Include("sys/socket.h", "netinet/in.h", "netinet/tcp.h")
            .Equal("AF_UNIX", Libc.AF_UNIX).Equal("AF_INET", Libc.AF_INET).Equal("AF_INET6", Libc.AF_INET6)
            .Equal("SOCK_STREAM", Libc.SOCK_STREAM).Equal("SOCK_DGRAM", Libc.SOCK_DGRAM).Equal("SOCK_NONBLOCK", Libc.SOCK_NONBLOCK).Equal("SOCK_CLOEXEC", Libc.SOCK_CLOEXEC)
            .Equal("SOL_SOCKET", Libc.SOL_SOCKET).Equal("SO_REUSEADDR", Libc.SO_REUSEADDR).Equal("SO_REUSEPORT", Libc.SO_REUSEPORT)
            .Equal("SO_ERROR", Libc.SO_ERROR).Equal("SO_SNDBUF", Libc.SO_SNDBUF).Equal("SO_RCVBUF", Libc.SO_RCVBUF).Equal("SO_KEEPALIVE", Libc.SO_KEEPALIVE).Equal("SO_RCVTIMEO", Libc.SO_RCVTIMEO).Equal("SO_SNDTIMEO", Libc.SO_SNDTIMEO).Equal("SO_DOMAIN", Libc.SO_DOMAIN).Equal("SO_LINGER", Libc.SO_LINGER)
            .Size("struct linger", sizeof(Linger)).Offset("struct linger", "l_onoff", Offset(ref linger, ref linger.On)).Offset("struct linger", "l_linger", Offset(ref linger, ref linger.Seconds))
            .Equal("IPPROTO_IP", Libc.IPPROTO_IP).Equal("IP_BIND_ADDRESS_NO_PORT", Libc.IP_BIND_ADDRESS_NO_PORT)
            .Equal("IPPROTO_TCP", Libc.IPPROTO_TCP).Equal("TCP_NODELAY", Libc.TCP_NODELAY)
            .Equal("MSG_NOSIGNAL", Libc.MSG_NOSIGNAL).Equal("MSG_WAITALL", Libc.MSG_WAITALL)
            .Equal("SHUT_WR", Libc.SHUT_WR).Equal("SHUT_RDWR", Libc.SHUT_RDWR);
        Holds();
    }

    [Fact]
    public void Timestamping()
    {
        MessageHeader message = default;
        IoVector vector = default;
        ControlHeader control = default;
        ExtendedError error = default;
        StampMessage stamp = default;
        program.Include("time.h", "sys/socket.h", "netinet/in.h", "linux/version.h", "linux/net_tstamp.h", "linux/errqueue.h")
            .Equal("MSG_DONTWAIT", Libc.MSG_DONTWAIT).Equal("MSG_ERRQUEUE", Libc.MSG_ERRQUEUE)
            .Equal("SO_TIMESTAMPING", Libc.SO_TIMESTAMPING).Equal("SCM_TIMESTAMPING", Libc.SCM_TIMESTAMPING)
            .Equal("SOF_TIMESTAMPING_TX_SOFTWARE", Libc.SOF_TIMESTAMPING_TX_SOFTWARE).Equal("SOF_TIMESTAMPING_RX_SOFTWARE", Libc.SOF_TIMESTAMPING_RX_SOFTWARE)
            .Equal("SOF_TIMESTAMPING_SOFTWARE", Libc.SOF_TIMESTAMPING_SOFTWARE).Equal("SOF_TIMESTAMPING_OPT_ID", Libc.SOF_TIMESTAMPING_OPT_ID)
            .Equal("SOF_TIMESTAMPING_OPT_TSONLY", Libc.SOF_TIMESTAMPING_OPT_TSONLY)
            .EqualSince(6, 2, "SOF_TIMESTAMPING_OPT_ID_TCP", Libc.SOF_TIMESTAMPING_OPT_ID_TCP)
            .Equal("IP_RECVERR", Libc.IP_RECVERR).Equal("IPPROTO_IPV6", Libc.IPPROTO_IPV6).Equal("IPV6_RECVERR", Libc.IPV6_RECVERR)
            .Equal("SO_EE_ORIGIN_TIMESTAMPING", Libc.SO_EE_ORIGIN_TIMESTAMPING).Equal("SCM_TSTAMP_SND", Libc.SCM_TSTAMP_SND)
            .Size("struct iovec", sizeof(IoVector)).Offset("struct iovec", "iov_len", Offset(ref vector, ref vector.Length))
            .Size("struct msghdr", sizeof(MessageHeader)).Offset("struct msghdr", "msg_iov", (nint)(&message.Vectors) - (nint)(&message))
            .Offset("struct msghdr", "msg_iovlen", Offset(ref message, ref message.VectorCount)).Offset("struct msghdr", "msg_control", (nint)(&message.Control) - (nint)(&message))
            .Offset("struct msghdr", "msg_controllen", Offset(ref message, ref message.ControlLength)).Offset("struct msghdr", "msg_flags", Offset(ref message, ref message.Flags))
            .Size("struct cmsghdr", sizeof(ControlHeader)).Offset("struct cmsghdr", "cmsg_level", Offset(ref control, ref control.Level)).Offset("struct cmsghdr", "cmsg_type", Offset(ref control, ref control.Type))
            .Equal("CMSG_SPACE(9) - CMSG_SPACE(8)", 8).Equal("CMSG_LEN(0)", sizeof(ControlHeader))
            .Size("struct scm_timestamping", sizeof(StampMessage)).Offset("struct scm_timestamping", "ts[2]", Offset(ref stamp, ref stamp.Hardware))
            .Size("struct sock_extended_err", sizeof(ExtendedError)).Offset("struct sock_extended_err", "ee_origin", Offset(ref error, ref error.Origin))
            .Offset("struct sock_extended_err", "ee_info", Offset(ref error, ref error.Info)).Offset("struct sock_extended_err", "ee_data", Offset(ref error, ref error.Data));
        Holds();
    }

    [Fact]
    public void DescriptorConstants()
    {
        program.Include("fcntl.h", "sys/eventfd.h", "sys/timerfd.h", "sys/epoll.h", "poll.h")
            .Equal("O_NONBLOCK", Libc.O_NONBLOCK).Equal("O_ASYNC", Libc.O_ASYNC).Equal("O_CLOEXEC", Libc.O_CLOEXEC)
            .Equal("F_SETFL", Libc.F_SETFL).Equal("F_SETSIG", Libc.F_SETSIG).Equal("F_SETOWN_EX", Libc.F_SETOWN_EX).Equal("F_OWNER_TID", Libc.F_OWNER_TID)
            .Equal("EFD_CLOEXEC", Libc.EFD_CLOEXEC).Equal("EFD_NONBLOCK", Libc.EFD_NONBLOCK)
            .Equal("TFD_CLOEXEC", Libc.O_CLOEXEC).Equal("TFD_NONBLOCK", Libc.O_NONBLOCK).Equal("TFD_TIMER_ABSTIME", Libc.TIMER_ABSTIME)
            .Equal("EPOLL_CLOEXEC", Libc.EPOLL_CLOEXEC)
            .Equal("EPOLL_CTL_ADD", Kernel.EPOLL_CTL_ADD).Equal("EPOLL_CTL_DEL", Kernel.EPOLL_CTL_DEL).Equal("EPOLL_CTL_MOD", Kernel.EPOLL_CTL_MOD)
            .Equal("EPOLLIN", (long)Readiness.In).Equal("EPOLLOUT", (long)Readiness.Out).Equal("EPOLLERR", (long)Readiness.Error).Equal("EPOLLHUP", (long)Readiness.HangUp).Equal("EPOLLRDHUP", (long)Readiness.PeerEnded)
            .Equal("EPOLLONESHOT", (long)EpollMode.OneShot).Equal("(unsigned)EPOLLET", (long)EpollMode.EdgeTriggered)
            .Equal("POLLIN", (long)Readiness.In).Equal("POLLOUT", (long)Readiness.Out).Equal("POLLERR", (long)Readiness.Error).Equal("POLLHUP", (long)Readiness.HangUp);
        Holds();
    }

    [Fact]
    public void ProcessConstants()
    {
        program.Include("sys/resource.h", "time.h", "sys/mman.h", "signal.h", "sys/syscall.h", "linux/futex.h", "sys/prctl.h")
            .Equal("RUSAGE_SELF", Libc.RUSAGE_SELF).Equal("RUSAGE_THREAD", Libc.RUSAGE_THREAD).Equal("RLIMIT_NOFILE", Libc.RLIMIT_NOFILE)
            .Equal("CLOCK_REALTIME", Libc.CLOCK_REALTIME).Equal("CLOCK_MONOTONIC", Libc.CLOCK_MONOTONIC).Equal("CLOCK_THREAD_CPUTIME_ID", Libc.CLOCK_THREAD_CPUTIME_ID)
            .Equal("TIMER_ABSTIME", Libc.TIMER_ABSTIME).Equal("PR_SET_TIMERSLACK", Libc.PR_SET_TIMERSLACK).Equal("PR_GET_TIMERSLACK", Libc.PR_GET_TIMERSLACK)
            .Equal("PROT_READ|PROT_WRITE", Libc.PROT_READ_WRITE).Equal("MAP_SHARED|MAP_POPULATE", Libc.MAP_SHARED_POPULATE)
            .Equal("MAP_PRIVATE|MAP_ANONYMOUS", Libc.MAP_PRIVATE_ANONYMOUS).Equal("(long)MAP_FAILED", Libc.MAP_FAILED)
            .Equal("SIG_BLOCK", Libc.SIG_BLOCK).Equal("SIGEV_SIGNAL", Libc.SIGEV_SIGNAL).Equal("SIGIO", SignalSet.SIGIO)
            .Equal("SYS_futex", SystemCallNumber.Futex).Equal("SYS_io_uring_setup", SystemCallNumber.IoUringSetup)
            .Equal("SYS_io_uring_enter", SystemCallNumber.IoUringEnter).Equal("SYS_io_uring_register", SystemCallNumber.IoUringRegister)
            .Equal("FUTEX_WAIT_PRIVATE", Kernel.FUTEX_WAIT_PRIVATE).Equal("FUTEX_WAKE_PRIVATE", Kernel.FUTEX_WAKE_PRIVATE);
        Holds();
    }

    [Fact]
    public void StructsOfTheCLibrary()
    {
        PollFd poll = default;
        ResourceUsage usage = default;
        ResourceLimit limit = default;
        Timespec time = default;
        TimerSetting timer = default;
        FOwnerEx owner = default;
        SignalInfo signal = default;
        AioControlBlock block = default;
        AioInit init = default;
        program.Include("poll.h", "sys/epoll.h", "sys/resource.h", "time.h", "sys/timerfd.h", "fcntl.h", "signal.h", "aio.h")
            .Size("struct pollfd", sizeof(PollFd)).Offset("struct pollfd", "events", Offset(ref poll, ref poll.Events)).Offset("struct pollfd", "revents", Offset(ref poll, ref poll.Returned))
            .Size("struct epoll_event", EpollEvents.Size).Offset("struct epoll_event", "data", EpollEvents.DataOffset)
            .Size("struct rusage", sizeof(ResourceUsage)).Offset("struct rusage", "ru_stime", Offset(ref usage, ref usage.SystemTime))
            .Offset("struct rusage", "ru_nvcsw", Offset(ref usage, ref usage.VoluntarySwitches)).Offset("struct rusage", "ru_nivcsw", Offset(ref usage, ref usage.InvoluntarySwitches))
            .Size("struct rlimit", sizeof(ResourceLimit)).Offset("struct rlimit", "rlim_max", Offset(ref limit, ref limit.Hard))
            .Size("struct timespec", sizeof(Timespec)).Offset("struct timespec", "tv_nsec", Offset(ref time, ref time.Nanoseconds))
            .Size("struct timeval", sizeof(Timeval))
            .Size("struct itimerspec", sizeof(TimerSetting)).Offset("struct itimerspec", "it_value", Offset(ref timer, ref timer.Value))
            .Size("struct f_owner_ex", sizeof(FOwnerEx)).Offset("struct f_owner_ex", "pid", Offset(ref owner, ref owner.Pid))
            .Size("sigset_t", sizeof(SignalMask))
            .Size("siginfo_t", sizeof(SignalInfo)).Offset("siginfo_t", "si_code", Offset(ref signal, ref signal.Code))
            .Offset("siginfo_t", "si_band", Offset(ref signal, ref signal.Band)).Offset("siginfo_t", "si_fd", Offset(ref signal, ref signal.Fd)).Offset("siginfo_t", "si_value", Offset(ref signal, ref signal.Value))
            .Size("struct aiocb", sizeof(AioControlBlock)).Offset("struct aiocb", "aio_fildes", Offset(ref block, ref block.Descriptor))
            .Offset("struct aiocb", "aio_lio_opcode", Offset(ref block, ref block.Opcode)).Offset("struct aiocb", "aio_reqprio", Offset(ref block, ref block.Priority))
            .Offset("struct aiocb", "aio_buf", Offset(ref block, ref block.Buffer)).Offset("struct aiocb", "aio_nbytes", Offset(ref block, ref block.Length))
            .Offset("struct aiocb", "aio_sigevent.sigev_value", Offset(ref block, ref block.SignalValue)).Offset("struct aiocb", "aio_sigevent.sigev_signo", Offset(ref block, ref block.SignalNumber))
            .Offset("struct aiocb", "aio_sigevent.sigev_notify", Offset(ref block, ref block.Notify)).Offset("struct aiocb", "aio_offset", Offset(ref block, ref block.Offset))
            .Size("struct aioinit", sizeof(AioInit)).Offset("struct aioinit", "aio_num", Offset(ref init, ref init.Operations)).Offset("struct aioinit", "aio_idle_time", Offset(ref init, ref init.IdleSeconds));
        Holds();
    }

    [Fact]
    public void StructsOfIoUring()
    {
        UringParams setup = default;
        SqRingOffsets sq = default;
        CqRingOffsets cq = default;
        Sqe sqe = default;
        UringBuffer buffer = default;
        UringBufferRegistration registration = default;
        program.Include("linux/io_uring.h")
            .Size("struct io_uring_params", sizeof(UringParams)).Offset("struct io_uring_params", "flags", Offset(ref setup, ref setup.Flags)).Offset("struct io_uring_params", "cq_entries", Offset(ref setup, ref setup.CqEntries))
            .Offset("struct io_uring_params", "sq_thread_cpu", Offset(ref setup, ref setup.SqThreadCpu)).Offset("struct io_uring_params", "sq_thread_idle", Offset(ref setup, ref setup.SqThreadIdle)).Offset("struct io_sqring_offsets", "flags", Offset(ref sq, ref sq.Flags))
            .Offset("struct io_uring_params", "features", Offset(ref setup, ref setup.Features)).Offset("struct io_uring_params", "sq_off", Offset(ref setup, ref setup.Sq)).Offset("struct io_uring_params", "cq_off", Offset(ref setup, ref setup.Cq))
            .Size("struct io_sqring_offsets", sizeof(SqRingOffsets)).Offset("struct io_sqring_offsets", "tail", Offset(ref sq, ref sq.Tail))
            .Offset("struct io_sqring_offsets", "ring_mask", Offset(ref sq, ref sq.RingMask)).Offset("struct io_sqring_offsets", "array", Offset(ref sq, ref sq.Array))
            .Size("struct io_cqring_offsets", sizeof(CqRingOffsets)).Offset("struct io_cqring_offsets", "tail", Offset(ref cq, ref cq.Tail))
            .Offset("struct io_cqring_offsets", "ring_mask", Offset(ref cq, ref cq.RingMask)).Offset("struct io_cqring_offsets", "cqes", Offset(ref cq, ref cq.Cqes))
            .Size("struct io_uring_sqe", sizeof(Sqe)).Offset("struct io_uring_sqe", "flags", Offset(ref sqe, ref sqe.Flags)).Offset("struct io_uring_sqe", "ioprio", Offset(ref sqe, ref sqe.IoPriority))
            .Offset("struct io_uring_sqe", "fd", Offset(ref sqe, ref sqe.Fd)).Offset("struct io_uring_sqe", "off", Offset(ref sqe, ref sqe.Offset)).Offset("struct io_uring_sqe", "addr", Offset(ref sqe, ref sqe.Address))
            .Offset("struct io_uring_sqe", "len", Offset(ref sqe, ref sqe.Length)).Offset("struct io_uring_sqe", "msg_flags", Offset(ref sqe, ref sqe.OperationFlags)).Offset("struct io_uring_sqe", "accept_flags", Offset(ref sqe, ref sqe.OperationFlags)).Offset("struct io_uring_sqe", "timeout_flags", Offset(ref sqe, ref sqe.OperationFlags))
            .Offset("struct io_uring_sqe", "user_data", Offset(ref sqe, ref sqe.UserData)).Offset("struct io_uring_sqe", "buf_group", Offset(ref sqe, ref sqe.BufferGroup))
            .Size("struct io_uring_cqe", sizeof(Completion)).Offset("struct io_uring_cqe", "res", 8).Offset("struct io_uring_cqe", "flags", 12)
            .Size("struct io_uring_buf", sizeof(UringBuffer)).Offset("struct io_uring_buf", "len", Offset(ref buffer, ref buffer.Length)).Offset("struct io_uring_buf", "bid", Offset(ref buffer, ref buffer.Id))
            .Offset("struct io_uring_buf_ring", "tail", Offset(ref buffer, ref buffer.Tail))
            .Size("struct io_uring_buf_reg", sizeof(UringBufferRegistration)).Offset("struct io_uring_buf_reg", "ring_entries", Offset(ref registration, ref registration.RingEntries)).Offset("struct io_uring_buf_reg", "bgid", Offset(ref registration, ref registration.Group));
        Holds();
    }

    [Fact]
    public void ConstantsOfIoUring()
    {
        program.Include("linux/io_uring.h")
            .Equal("IORING_OFF_SQ_RING", Ring.SqRingOffset).Equal("IORING_OFF_SQES", Ring.SqesOffset)
            .Equal("IORING_FEAT_SINGLE_MMAP", Ring.FeatureSingleMap).Equal("IORING_FEAT_NODROP", Ring.FeatureNoDrop).Equal("IORING_ENTER_GETEVENTS", Ring.GetEvents).Equal("IORING_ENTER_SQ_WAKEUP", Ring.EnterWakeup).Equal("IORING_ENTER_SQ_WAIT", Ring.EnterAwaitRoom).Equal("IORING_SQ_NEED_WAKEUP", Ring.NeedWakeup)
            .Equal("IORING_SETUP_SQPOLL", (long)RingFlags.SubmissionThread).Equal("IORING_SETUP_SQ_AFF", (long)RingFlags.SubmissionThreadCpu).Equal("IORING_SETUP_CQSIZE", (long)RingFlags.CompletionQueueSize).Equal("IORING_SETUP_SUBMIT_ALL", (long)RingFlags.SubmitAll).Equal("IORING_SETUP_COOP_TASKRUN", (long)RingFlags.CooperativeTaskRun)
            .EqualIfDefined("IORING_SETUP_SINGLE_ISSUER", (long)RingFlags.SingleIssuer).EqualIfDefined("IORING_SETUP_DEFER_TASKRUN", (long)RingFlags.DeferTaskRun)
            .EqualIfDefined("IORING_SETUP_NO_SQARRAY", (long)RingFlags.NoSubmissionArray)
            .Equal("IORING_OP_POLL_ADD", Ring.OpPollAdd).Equal("IORING_OP_TIMEOUT", Ring.OpTimeout).Equal("IORING_TIMEOUT_ABS", Ring.TimeoutAbsolute).Equal("IORING_OP_ACCEPT", Ring.OpAccept).Equal("IORING_OP_ASYNC_CANCEL", Ring.OpAsyncCancel)
            .Equal("IORING_OP_SEND", Ring.OpSend).Equal("IORING_OP_RECV", Ring.OpRecv)
            .Equal("IORING_ACCEPT_MULTISHOT", Ring.AcceptMultishot).EqualIfDefined("IORING_RECV_MULTISHOT", Ring.RecvMultishot).Equal("IOSQE_BUFFER_SELECT", Ring.BufferSelect).EqualIfDefined("IOSQE_CQE_SKIP_SUCCESS", Ring.SkipSuccess)
            .Equal("IORING_CQE_F_BUFFER", Completion.FlagBuffer).Equal("IORING_CQE_F_MORE", Completion.FlagMore).Equal("IORING_CQE_BUFFER_SHIFT", Completion.BufferShift)
            .Equal("IORING_REGISTER_PBUF_RING", BufferRing.RegisterBufferRing);
        Holds();
    }

    [Fact]
    public void A_wrong_number_would_be_found()
    {
        Assert.SkipWhen(CProgram.Compiler is null, "no C compiler (cc, gcc, clang) on this machine");
        Assert.Contains("EAGAIN is not 12", program.Include("errno.h").Equal("EAGAIN", 12).Check(), StringComparison.Ordinal);
    }

    private static nint Offset<TStruct, TField>(ref TStruct start, ref TField field)
        where TStruct : struct
        where TField : struct =>
        Unsafe.ByteOffset(ref Unsafe.As<TStruct, byte>(ref start), ref Unsafe.As<TField, byte>(ref field));

    private void Holds()
    {
        Assert.SkipWhen(CProgram.Compiler is null, "no C compiler (cc, gcc, clang) on this machine");
        Assert.Equal("", program.Check());
        Assert.True(program.Assertions > 0);
    }
}
