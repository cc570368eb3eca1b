namespace IoBench.Servers.Models;

// How it waits:   as sockets, but what goes on after a wait runs at once on the runtime's thread that waited in epoll_wait.
// Calls per echo: recvmsg, sendto, and a share of the runtime's epoll_wait; made by it and not counted by us.
// Limits:         a handler that blocks, or a connection that never runs dry, holds all connections of that thread.
// Literature:     DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS (SocketAsyncEngine.Unix.cs in dotnet/runtime); POSA2: Reactor.
internal sealed class SocketsInline(ServerContext context) : Sockets(context, inline: true);
