using IoBench.Linux;

namespace IoBench.Servers.Models;

// How it waits:   as uring, but a thread of the kernel watches the queue of submissions and works it off; a call is made only to sleep
//                 until something is done, or to wake that thread.
// Calls per echo: io_uring_enter, shared by all completions that it brings, and none while completions keep coming.
// Limits:         the thread spins while it waits for work: it wants a CPU of its own, and all its time is charged to the server.
// Literature:     io_uring_setup(2) (IORING_SETUP_SQPOLL, IORING_SETUP_SQ_AFF); J. Axboe, Efficient IO with io_uring (2019).
internal sealed class UringSqpoll(ServerContext context) : Uring(context, Beside(context))
{
    // Long enough to bridge the pause between two messages, short enough that an idle server sleeps.
    internal const int IdleMs = 10;

    /// <summary>Without a CPU named the kernel lets its thread run everywhere, the client's CPUs included.</summary>
    private static SubmissionThread Beside(ServerContext context)
    {
        var cpus = context.Options.Cpus;
        if (cpus.Count == 0) return new(IdleMs);
        // Several loops have a CPU each, the first ones; their threads go to those behind, as far as there are any.
        var own = context.Threads > 1 ? Array.IndexOf([.. cpus], CpuSet.Allowed()[0]) : 0;
        return new(IdleMs, cpus[(own + context.Threads) % cpus.Count]);
    }
}
