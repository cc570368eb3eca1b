namespace IoBench.Load;

/// <summary>The load could not begin: the message says what, where, and what mends it.</summary>
public sealed class LoadException(string message) : Exception(message);
