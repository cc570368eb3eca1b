namespace IoBench.Cli.Tests;

/// <summary>Tests that start processes run one after the other: their time limits should not depend on each other's load.</summary>
[CollectionDefinition(Name)]
public sealed class ProcessTests
{
    public const string Name = "processes";
}
