namespace IoBench.Results;

/// <summary>Something that the user gave and can mend. The message is one line: what, where, mend.</summary>
public sealed class BadInputException(string what, string where, string mend) : Exception($"{what}, {where}; {mend}");
