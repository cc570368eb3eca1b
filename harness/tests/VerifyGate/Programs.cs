namespace IoBench.VerifyGate;

/// <summary>The programs that this one starts, where the build puts them.</summary>
internal static class Programs
{
    internal static string IoBench { get; } = Beside("IoBench.Cli", "iobench");

    /// <summary>Serves both sides, so that nothing but what is planted tells them apart.</summary>
    internal static string SlowNode { get; } = Beside("SlowNode", "SlowNode");

    // artifacts/bin/VerifyGate/release -> artifacts/bin/PROJECT/release
    private static string Beside(string project, string program) =>
        Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", project, Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), program));
}
