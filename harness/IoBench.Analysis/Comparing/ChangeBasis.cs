namespace IoBench.Analysis.Comparing;

/// <summary>What a model's figure is held against before two runs are compared.</summary>
public enum ChangeBasis
{
    /// <summary>The reference model of the same block: what the machine did to both cancels.</summary>
    Reference,

    /// <summary>The floor of the same block: so the reference model itself is judged, by its CPU per message.</summary>
    Floor,

    /// <summary>Nothing: how the machine was at the two times is in it, or a line that grew as long as the window was, so it is not judged.</summary>
    Absolute,
}
