namespace IoBench.Load;

/// <summary>The load could not begin, or the floor not be measured: the message says what, where, and what mends it.</summary>
public sealed class LoadException(string message) : Exception(message);
