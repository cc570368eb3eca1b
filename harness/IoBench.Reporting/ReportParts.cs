using IoBench.Reporting.Charts;
using IoBench.Reporting.Page;

namespace IoBench.Reporting;

/// <summary>A report before it is written.</summary>
/// <param name="RecordName">The file of the record.</param>
/// <param name="Record">All that the report says, as JSON.</param>
/// <param name="Drawings">Its charts.</param>
/// <param name="Page">Its words and tables.</param>
internal sealed record ReportParts(string RecordName, string Record, IReadOnlyList<Drawing> Drawings, ReportPage Page);
