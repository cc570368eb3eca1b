namespace IoBench.Packaging;

/// <summary>A part that is no package of a project.</summary>
/// <param name="Where">What it is in.</param>
internal sealed record Constituent(string Name, string Version, string Licence, string Copyright, string Where);
