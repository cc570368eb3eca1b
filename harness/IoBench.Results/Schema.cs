namespace IoBench.Results;

/// <summary>The version of every file and line that IoBench writes.</summary>
public static class Schema
{
    public const int Version = 1;
}
