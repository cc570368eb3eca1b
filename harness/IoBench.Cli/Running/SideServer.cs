using IoBench.Results;

namespace IoBench.Cli.Running;

/// <summary>Who serves the cells of one side, with which options, and what that program says of its models.</summary>
internal sealed record SideServer(ServerSide Side, NodeProgram Node, ServerWords Words, IReadOnlyList<ModelInfo> Models);
