namespace IoBench.Servers.Models;

// How it waits:   as sockets, but what goes on after a wait runs at once on the runtime's thread that waited in epoll_wait.
// Calls per echo: recv, send, and a share of an epoll_wait; made by the runtime and not counted by us.
// Limits:         a handler that blocks, or a connection that never runs dry, holds all connections of that thread.
// Literature:     DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS (SocketAsyncEngine.Unix.cs in dotnet/runtime); POSA2: Reactor.
internal sealed class SocketsInline(ServerContext context) : Sockets(context, inline: true);
