namespace IoBench.Servers.Handoff;

/// <summary>What has become of a descriptor that is handed over.</summary>
internal enum Event
{
    /// <summary>The listener or a connection can be read.</summary>
    Readable,

    /// <summary>The connection has room for what it owes.</summary>
    Writable,

    /// <summary>A request lies in the connection's buffer.</summary>
    Received,

    /// <summary>An answer lies in the connection's buffer.</summary>
    Handled,

    /// <summary>Nothing more will come: the worker ends.</summary>
    End,
}

/// <summary>A descriptor and what became of it.</summary>
internal readonly record struct Work(Event What, int Fd = -1);
