using System.Net;
using IoBench.Linux;

namespace IoBench.Load;

/// <summary>
/// One connection, one message at a time, in three calls: send, poll that waits, recv. It is made to be looked at, not to be fast: what
/// the client waits for and what it copies are calls of their own.
/// </summary>
public sealed class Echoes : IDisposable
{
    private readonly Kernel kernel;
    private readonly byte[] message, answer;
    private readonly int fd;
    private readonly int limitMs;

    /// <param name="stamps">Where its calls are stamped; null stamps none.</param>
    /// <param name="limitSeconds">How long the server may take for anything.</param>
    /// <exception cref="LoadException">Nobody listens there, or not in time.</exception>
    public Echoes(EndPoint target, int payloadBytes, double limitSeconds, StampBook? stamps)
    {
        kernel = new Kernel(stamps);
        limitMs = (int)Math.Ceiling(limitSeconds * 1000);
        message = GC.AllocateUninitializedArray<byte>(payloadBytes, pinned: true);
        new Random(1).NextBytes(message);
        answer = GC.AllocateUninitializedArray<byte>(payloadBytes, pinned: true);
        fd = Socket.Client(target);
        try
        {
            Connect(target);
        }
        catch
        {
            Socket.Close(fd);
            throw;
        }
    }

    /// <summary>Sends and receives one message for each place of <paramref name="roundTripsNs"/>.</summary>
    /// <param name="pauseNs">Between two messages; slept, not spun.</param>
    /// <exception cref="LoadException">The server ended the connection, changed a byte, or did not answer in time.</exception>
    public void Run(Span<long> roundTripsNs, long pauseNs)
    {
        for (var i = 0; i < roundTripsNs.Length; i++)
        {
            if (pauseNs > 0) Clock.SleepUntil(Clock.NowNs() + pauseNs);
            // Each message differs from the one before, so an old answer is no answer.
            message[0]++;
            var start = Clock.NowNs();
            Send();
            Receive();
            roundTripsNs[i] = Clock.NowNs() - start;
            if (!answer.AsSpan().SequenceEqual(message)) throw new LoadException("the answer differs from the message; is that an echo server?");
        }
    }

    public void Dispose() => kernel.Close(fd);

    private void Connect(EndPoint target)
    {
        var address = target.Serialize();
        var result = kernel.Connect(fd, address.Buffer.Span[..address.Size]);
        if (result.Errno == Errno.EINPROGRESS)
        {
            Await(Readiness.Out);
            var error = Socket.TakeError(fd);
            result = error == Errno.None ? new IoResult(0) : IoResult.Failed(error);
        }
        if (!result.Ok) throw new LoadException($"no connection, {target}; {result.Errno}");
    }

    private void Send()
    {
        for (var sent = 0; sent < message.Length;)
        {
            var result = kernel.Send(fd, message.AsSpan(sent));
            if (result.WouldBlock) Await(Readiness.Out);
            else sent += result.Ok ? result.Value : throw Broken(result);
        }
    }

    private void Receive()
    {
        for (var received = 0; received < answer.Length;)
        {
            Await(Readiness.In);
            var result = kernel.Recv(fd, answer.AsSpan(received));
            if (result.WouldBlock) continue;
            received += result is { Ok: true, Value: > 0 } ? result.Value : throw Broken(result);
        }
    }

    private void Await(Readiness readiness)
    {
        var wanted = new PollFd { Fd = fd, Events = readiness };
        IoResult result;
        while ((result = kernel.Poll(ref wanted, limitMs)).Errno == Errno.EINTR) { }
        if (result.Value == 0) throw new LoadException($"no answer within {limitMs / 1000.0:0.###} s");
    }

    private static LoadException Broken(IoResult result) => new($"the connection broke: {(result.Ok ? "the server ended it" : result.Errno)}");
}
