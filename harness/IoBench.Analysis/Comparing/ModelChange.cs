namespace IoBench.Analysis.Comparing;

/// <summary>One model at one load point on one metric, from the base run to the candidate.</summary>
public sealed record ModelChange
{
    public required string Label { get; init; }

    public required ChangeBasis Basis { get; init; }

    /// <summary>
    /// Candidate over base, by the basis: Hodges-Lehmann shift of the logarithms between the blocks of the two runs. Null where the basis is
    /// absolute: that is the machine's too, and not judged.
    /// </summary>
    public Comparison? Change { get; init; }

    /// <summary>Candidate over base as measured, the machine at both times included. In no verdict; null between two machines, where it would say nothing.</summary>
    public Estimate? Absolute { get; init; }

    /// <summary>The figure itself in either run.</summary>
    public required Estimate Base { get; init; }

    public required Estimate Candidate { get; init; }

    /// <summary>Blocks that lie far from the others of their run, in both runs together: they count all the same.</summary>
    public int Outliers { get; init; }

    /// <summary>A run whose blocks fall into several groups: its centre may lie where no block does.</summary>
    public bool Multimodal { get; init; }
}
