using System.Net;
using IoBench.Results;

namespace IoBench.Cli.Running;

/// <summary>Who serves and who drives, each perhaps behind a prefix, and the address at which they meet.</summary>
internal sealed record Ends(NodeProgram Server, NodeProgram Load)
{
    /// <summary>What the server binds to; the load connects there.</summary>
    public IPAddress Bind { get; init; } = IPAddress.Loopback;

    /// <summary>Where two servers are compared, both; else <see cref="Server"/> serves all.</summary>
    public IReadOnlyList<SideServer> Sides { get; init; } = [];

    /// <summary>Whether the sides of a cell are measured in one window, by turns, where that can be.</summary>
    public bool ByTurns { get; init; }

    /// <summary>Who serves this cell; null where there is one server for all.</summary>
    public SideServer? SideOf(Cell cell) => Sides.FirstOrDefault(side => side.Side.Name == cell.Side);

    /// <exception cref="BadInputException">A node's path that would not come through a remote shell.</exception>
    public static Ends Of(RunOptions options, NodeProgram node) => new(
        node.Behind(options.ServerPrefix, options.ServerNode, "--server-node"),
        node.Behind(options.LoadPrefix, options.LoadNode, "--load-node"))
    {
        Bind = options.ServerBind ?? IPAddress.Loopback,
    };
}
