namespace IoBench.Analysis.Comparing;

/// <summary>What was varied over runs that are compared. Where it was more than one thing, the first of these is the axis and the others are named beside it.</summary>
public enum ComparisonAxis
{
    /// <summary>Nothing that runs record: the same again.</summary>
    None,

    Kernel,

    Machine,

    DotNet,

    /// <summary>Of the checkout, or the version of IoBench outside one.</summary>
    Commit,

    /// <summary>What the runs were told: placement, prefixes, settings of the servers.</summary>
    Options,
}
