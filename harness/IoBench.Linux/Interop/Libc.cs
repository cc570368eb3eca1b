namespace IoBench.Linux;

/// <summary>
/// The C library, each signature once, under its C name; a file per kernel facility. Everything is blittable, so a call costs
/// a few nanoseconds. SuppressGCTransition is never used: on a call that blocks it stops the process at the next collection.
/// </summary>
internal static unsafe partial class Libc
{
    private const string Name = "libc";
}
