namespace IoBench.Node;

/// <summary>What was asked for cannot be meant: the message says what, where, and what would be right. Exit code 2.</summary>
public sealed class UsageException(string message) : Exception(message);
