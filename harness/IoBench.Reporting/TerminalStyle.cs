namespace IoBench.Reporting;

/// <summary>What the terminal can do.</summary>
/// <param name="Width">Columns; the table drops columns from the right until it fits.</param>
/// <param name="Colour">False under NO_COLOR and where output is no terminal.</param>
/// <param name="Unicode">False in a C locale: ASCII stands in for µ, ±, − and thin spaces.</param>
public sealed record TerminalStyle(int Width = 80, bool Colour = false, bool Unicode = true);
