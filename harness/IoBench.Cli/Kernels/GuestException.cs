namespace IoBench.Cli.Kernels;

/// <summary>A guest gave no result, or one that is not to be believed; nothing of it is kept. The message says why.</summary>
internal sealed class GuestException(string message) : Exception(message);
