namespace IoBench.Cli;

/// <summary>Something went wrong that is not the user's to mend by asking otherwise. The message is the one line that they see.</summary>
internal sealed class FailedException(string message) : Exception(message);
