namespace IoBench.Servers.Models;

/// <summary>The open connections without gaps, for models that are told of nobody and try all of them. In no order.</summary>
internal sealed class OpenConnections
{
    private Connection[] all = new Connection[64];

    internal int Count { get; private set; }

    internal Connection this[int index] => all[index];

    internal void Add(Connection connection)
    {
        if (Count == all.Length) Array.Resize(ref all, 2 * Count);
        connection.Index = Count;
        all[Count++] = connection;
    }

    /// <summary>The last one takes its place: who goes through them backwards has looked at that already.</summary>
    internal void Remove(Connection connection)
    {
        var last = all[--Count];
        all[last.Index = connection.Index] = last;
    }
}
