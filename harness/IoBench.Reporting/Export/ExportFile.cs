namespace IoBench.Reporting.Export;

/// <summary>A file of an export: where it goes, below the folder of the export, and what stands in it (UTF-8, without a mark).</summary>
public readonly record struct ExportFile(string Path, string Text);
