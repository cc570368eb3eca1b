namespace IoBench.Cli.Running;

/// <summary>A child did not do its part of the protocol. The message becomes a reason in the invocation's verdict.</summary>
internal sealed class ChildException(string message) : Exception(message);
