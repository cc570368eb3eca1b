using System.Diagnostics;

namespace IoBench.VerifyTwins;

/// <summary>The models in C (twins/), compiled here and now.</summary>
internal static class Twins
{
    private const string NeedsLiburing = "uring.c";

    internal static readonly string Program = Path.Combine(AppContext.BaseDirectory, "twin");

    private static readonly string[] Sources = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "twins"), "*.c");

    /// <summary>Compiles, with io_uring where its library is installed.</summary>
    /// <returns>Why there is no twin of some models; null where there are all.</returns>
    /// <exception cref="InvalidOperationException">There is no compiler, or it does not take the source.</exception>
    internal static string? Compile()
    {
        if (Compiles(["-DWITH_URING", .. Sources, "-luring"]) is null) return null;
        if (Compiles([.. Sources.Where(static s => Path.GetFileName(s) != NeedsLiburing)]) is { } error) throw new InvalidOperationException($"cc does not compile the twins: {error}");
        return "no liburing: the twins on io_uring are left out; Debian has it as liburing-dev";
    }

    internal static IReadOnlyList<string> Models()
    {
        using var twins = Process.Start(new ProcessStartInfo(Program) { RedirectStandardOutput = true })!;
        return twins.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string? Compiles(string[] words)
    {
        try
        {
            using var compiler = Process.Start(new ProcessStartInfo("cc", ["-O2", "-o", Program, .. words, "-lpthread", "-lrt"]) { RedirectStandardError = true })!;
            var errors = compiler.StandardError.ReadToEnd();
            compiler.WaitForExit();
            return compiler.ExitCode == 0 ? null : errors.Split('\n')[0];
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new InvalidOperationException("there is no C compiler (cc)");
        }
    }
}
