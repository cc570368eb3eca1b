using IoBench.Linux;

namespace IoBench.Servers;

/// <summary>All models. Tests, command line and benchmarks iterate this list: a model is tested and measured by standing in it.</summary>
public static class Catalog
{
    public static IReadOnlyList<Model> All { get; } =
    [
        new()
        {
            Name = "blocking",
            IoModel = "blocking",
            Pattern = "thread per connection",
            Threads = Threading.Connections,
            Needs = "threads",
            Signature = ["recv", "send"],
            Timer = "SO_RCVTIMEO",
            Limits = ["one thread per connection: 256 KiB of address space and the scheduler's work for each"],
            NonBlockingListener = false,
            Make = context => new Models.Blocking(context),
        },
        new()
        {
            Name = "blocking-pool",
            IoModel = "blocking",
            Pattern = "thread pool, per-thread accept",
            Threads = Threading.Workers,
            Needs = "threads",
            Signature = ["accept4", "recv", "send"],
            Timer = "SO_RCVTIMEO",
            Limits =
            [
                $"one connection for each thread, {Models.BlockingPool.OwnThreads} here or as many as --threads says; more wait in the backlog until one ends",
            ],
            LeastWorkers = Models.BlockingPool.OwnThreads,
            MaxConnections = Models.BlockingPool.OwnThreads,
            ConnectionsPerThread = 1,
            NonBlockingListener = false,
            Make = context => new Models.BlockingPool(context),
        },
        new()
        {
            Name = "nonblocking",
            IoModel = "nonblocking",
            Pattern = "single loop",
            Threads = Threading.Loops,
            Needs = "O_NONBLOCK",
            Signature = ["accept4", "recv", "send"],
            Timer = "clock read each turn",
            Limits =
            [
                "each turn of a loop costs in proportion to all connections, idle ones too",
                "each loop uses a whole CPU, also when nothing comes",
            ],
            StaysAwake = true,
            NonBlockingListener = true,
            Make = context => new Models.NonBlocking(context),
        },
        new()
        {
            Name = "select",
            IoModel = "multiplexing",
            Pattern = "single loop",
            Threads = Threading.Loops,
            Needs = "select(2)",
            Signature = ["select", "recv", "send"],
            Timer = "select timeout",
            Limits =
            [
                "each wait costs in proportion to the highest descriptor",
                "1024 descriptors with the C library's fd_set; the kernel takes larger bitmaps, as used here",
            ],
            NonBlockingListener = true,
            Make = context => new Models.Select(context),
        },
        new()
        {
            Name = "poll",
            IoModel = "multiplexing",
            Pattern = "single loop",
            Threads = Threading.Loops,
            Needs = "poll(2)",
            Signature = ["poll", "recv", "send"],
            Timer = "poll timeout",
            Limits = ["each wait costs in proportion to all connections, idle ones too"],
            NonBlockingListener = true,
            Make = context => new Models.Poll(context),
        },
        new()
        {
            Name = "epoll",
            IoModel = "multiplexing",
            Pattern = "single loop",
            Threads = Threading.Loops,
            Needs = "epoll(7), Linux 2.6",
            Signature = ["epoll_wait", "recv", "send"],
            Timer = "epoll_wait timeout",
            Limits = [],
            NonBlockingListener = true,
            Make = context => new Models.Epoll(context),
        },
        new()
        {
            Name = "epoll-et",
            IoModel = "multiplexing",
            Pattern = "single loop",
            Threads = Threading.Loops,
            Needs = "epoll(7) with EPOLLET and EPOLLRDHUP, Linux 2.6.17",
            Signature = ["epoll_wait", "recv", "send"],
            Timer = "epoll_wait timeout",
            Limits = [],
            NonBlockingListener = true,
            Make = context => new Models.EpollEt(context),
        },
        new()
        {
            Name = "reactor",
            IoModel = "multiplexing",
            Pattern = "half-sync/half-reactive",
            Threads = Threading.Workers,
            Needs = "epoll(7) with EPOLLONESHOT, futex(2)",
            Signature = ["epoll_wait", "epoll_ctl", "futex", "recv", "send"],
            Timer = "epoll_wait timeout",
            Limits = ["each message is handed from the waiting thread to a worker"],
            LeastWorkers = 2,
            NonBlockingListener = true,
            Make = context => new Models.Reactor(context),
        },
        new()
        {
            Name = "reactor-textbook",
            IoModel = "multiplexing",
            Pattern = "reactor in seven steps",
            Threads = Threading.Workers,
            Needs = "epoll(7) with EPOLLONESHOT, futex(2)",
            Signature = ["epoll_wait", "epoll_ctl", "futex", "recv", "send"],
            Timer = "epoll_wait timeout",
            Limits = ["each message is handed to a worker twice: once to be read, once to be answered"],
            LeastWorkers = 2,
            NonBlockingListener = true,
            Make = context => new Models.ReactorTextbook(context),
        },
        new()
        {
            Name = "leader-followers",
            IoModel = "multiplexing",
            Pattern = "leader/followers",
            Threads = Threading.Workers,
            Needs = "epoll(7) with EPOLLONESHOT, futex(2)",
            Signature = ["epoll_wait", "epoll_ctl", "futex", "recv", "send"],
            Timer = "epoll_wait timeout",
            Limits = ["each wait brings one event", "each promotion of a follower that sleeps is a switch"],
            // The one that waits and one that can be promoted: with fewer it is a single loop.
            LeastWorkers = 2,
            LeastThreads = 2,
            NonBlockingListener = true,
            Make = context => new Models.LeaderFollowers(context),
        },
        new()
        {
            Name = "half-sync-half-async",
            IoModel = "multiplexing",
            Pattern = "half-sync/half-async",
            Threads = Threading.Workers,
            Needs = "epoll(7) with EPOLLONESHOT, futex(2)",
            Signature = ["epoll_wait", "epoll_ctl", "futex", "recv", "send"],
            Timer = "epoll_wait timeout",
            Limits =
            [
                "each request is handed from the receiving thread to a worker",
                "a peer that does not take its answer keeps a worker: as many of them as workers stop the service",
            ],
            LeastWorkers = 2,
            NonBlockingListener = true,
            Make = context => new Models.HalfSyncHalfAsync(context),
        },
        new()
        {
            Name = "proactor-emulated",
            IoModel = "multiplexing",
            Pattern = "proactor, emulated",
            Threads = Threading.Workers,
            Needs = "epoll(7), eventfd(2), futex(2)",
            Signature = ["epoll_wait", "futex", "recv", "send"],
            Timer = "epoll_wait timeout",
            Limits = ["one thread makes all calls on connections", "each message is handed to a worker and back"],
            LeastWorkers = 2,
            NonBlockingListener = true,
            Make = context => new Models.ProactorEmulated(context),
        },
        new()
        {
            Name = "sigio",
            IoModel = "signal-driven",
            Pattern = "single loop",
            Threads = Threading.Loops,
            Needs = "F_SETSIG, F_SETOWN_EX (Linux 2.6.32), realtime signals",
            Signature = ["sigtimedwait", "recv", "send"],
            Timer = "sigtimedwait timeout",
            Limits = ["the queue of signals holds RLIMIT_SIGPENDING; beyond it every descriptor is tried (signalQueueOverflows)"],
            NonBlockingListener = true,
            Make = context => new Models.Sigio(context),
        },
        new()
        {
            Name = "sigio-classic",
            IoModel = "signal-driven",
            Pattern = "single loop",
            Threads = Threading.Loops,
            Needs = "O_ASYNC, F_SETOWN_EX (Linux 2.6.32)",
            Signature = ["fcntl", "sigtimedwait", "recv", "send"],
            Timer = "sigtimedwait timeout",
            Limits = ["a signal names no descriptor and several become one: each costs in proportion to all connections, idle ones too"],
            NonBlockingListener = true,
            Make = context => new Models.SigioClassic(context),
        },
        new()
        {
            Name = "aio",
            IoModel = "asynchronous",
            Pattern = "proactor",
            Threads = Threading.Workers,
            Needs = "POSIX AIO of glibc, realtime signals",
            Signature = ["aio_read", "aio_write", "sigtimedwait"],
            Timer = "sigtimedwait timeout",
            CallsCounted = CallCounting.Some,
            Limits =
            [
                "POSIX AIO is a user-space thread pool in glibc: each connection that waits holds one of its threads",
                $"{Models.Aio.MaxConnections} connections here; with glibc's default pool 20 silent ones would keep everyone waiting",
            ],
            // One worker takes 25,000 completions a second at 128 connections where two take 45,000; at one connection they cost 10 % more CPU.
            LeastWorkers = 2,
            MaxConnections = Models.Aio.MaxConnections,
            NonBlockingListener = false,
            BlockedSignals = Models.Aio.Signals,
            WhyUnavailable = AioPool.WhyUnavailable,
            Make = context => new Models.Aio(context),
        },
        new()
        {
            Name = "uring",
            IoModel = "asynchronous",
            Pattern = "proactor",
            Threads = Threading.Loops,
            Needs = "io_uring with multishot receive and buffer rings, Linux 6.0",
            Signature = ["io_uring_enter", "uring:accept", "uring:recv", "uring:send"],
            Timer = "IORING_OP_TIMEOUT",
            Limits = ["buffers are shared by all connections; when they run out, receives are armed anew (bufferShortages)"],
            NonBlockingListener = false,
            WhyUnavailable = Ring.WhyUnavailable,
            Make = context => new Models.Uring(context),
        },
        new()
        {
            Name = "uring-oneshot",
            IoModel = "asynchronous",
            Pattern = "proactor",
            Threads = Threading.Loops,
            Needs = "io_uring with multishot accept, Linux 6.0",
            Signature = ["io_uring_enter", "uring:accept", "uring:recv", "uring:send"],
            Timer = "IORING_OP_TIMEOUT",
            Limits = ["a buffer for each connection, idle ones too"],
            NonBlockingListener = false,
            WhyUnavailable = Ring.WhyUnavailable,
            Make = context => new Models.UringOneShot(context),
        },
        new()
        {
            Name = "uring-sqpoll",
            IoModel = "asynchronous",
            Pattern = "proactor, kernel submission thread",
            Threads = Threading.Loops,
            Needs = "io_uring with multishot receive, buffer rings and IORING_SETUP_SQPOLL, Linux 6.0; 3 CPUs are better: loop, kernel thread, client",
            Signature = ["io_uring_enter", "uring:accept", "uring:recv", "uring:send"],
            Timer = "IORING_OP_TIMEOUT",
            Limits =
            [
                $"a thread of the kernel spins for {Models.UringSqpoll.IdleMs} ms after its last work; all its time is charged to the server",
                "on one CPU that thread and the loop take turns",
                "buffers are shared by all connections; when they run out, receives are armed anew (bufferShortages)",
            ],
            StaysAwake = true,
            CpusPerLoop = 2,
            NonBlockingListener = false,
            WhyUnavailable = () => Ring.WhyUnavailable(new SubmissionThread(Models.UringSqpoll.IdleMs)),
            Make = context => new Models.UringSqpoll(context),
        },
        new()
        {
            Name = "sockets",
            IoModel = "runtime",
            Pattern = "async/await on the thread pool",
            Threads = Threading.Connections,
            Needs = ".NET's System.Net.Sockets",
            Signature = [],
            Timer = "System.Threading.Timer",
            CallsCounted = CallCounting.None,
            Limits =
            [
                "each message that was waited for is handed from the runtime's waiting thread to its pool",
                "with no descriptor left the process may end: the runtime cannot start the threads of its pool",
            ],
            NonBlockingListener = false,
            Make = context => new Models.Sockets(context),
        },
        new()
        {
            Name = "sockets-inline",
            IoModel = "runtime",
            Pattern = "async/await on the waiting thread",
            Threads = Threading.Connections,
            Needs = ".NET's System.Net.Sockets with DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS=1, which it sets itself",
            Signature = [],
            Timer = "System.Threading.Timer",
            CallsCounted = CallCounting.None,
            Limits = ["a connection that never runs dry keeps the others of its thread waiting"],
            NonBlockingListener = false,
            Make = context => new Models.SocketsInline(context),
        },
    ];

    /// <summary>The model of that name, or null.</summary>
    public static Model? Find(string name) => All.FirstOrDefault(m => m.Name == name);
}
