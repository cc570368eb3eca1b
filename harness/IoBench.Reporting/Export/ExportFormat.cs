using IoBench.Analysis;
using IoBench.Results;

namespace IoBench.Reporting.Export;

/// <summary>A form in which somebody else's tool reads a run. All of them follow from the run's records: nothing in them is measured anew.</summary>
public sealed record ExportFormat
{
    /// <summary>As <c>--format</c> takes it.</summary>
    public required string Name { get; init; }

    /// <summary>Its files; none where the run has nothing that this form could say.</summary>
    public required Func<Run, RunSummary, IEnumerable<ExportFile>> Files { get; init; }

    /// <summary>Why there may be no file, as an end of the sentence "left out: ".</summary>
    public required string Lack { get; init; }

    /// <summary>A file for each cell: too many for a stream, and too many for every run.</summary>
    public bool HasFilePerCell { get; init; }

    /// <summary>Holds every histogram of the run again, which <c>invocations.jsonl</c> has already: written only when it is asked for.</summary>
    public bool HoldsHistograms { get; init; }
}
