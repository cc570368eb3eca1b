namespace IoBench.Packaging;

/// <summary>One line that says what is wrong with what would be shipped, and the mend.</summary>
internal sealed class PackagingException(string message) : Exception(message);
