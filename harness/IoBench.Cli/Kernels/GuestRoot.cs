using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using IoBench.Cli.Machine;
using IoBench.Results;
using IoBench.Results.Kernels;

namespace IoBench.Cli.Kernels;

/// <summary>What a guest boots into: busybox, the node, the libraries that it needs, and what it shall do.</summary>
internal sealed partial class GuestRoot
{
    /// <summary>Echoes that are cut, and as many without stamps. Where instructions are counted one is like the other.</summary>
    private const int CutEchoes = 60;

    private readonly byte[] _base;

    private GuestRoot(byte[] archive) => _base = archive;

    /// <exception cref="BadInputException">A program is missing, or cannot run there.</exception>
    public static GuestRoot Of(string node, string busybox)
    {
        var archive = new CpioArchive();
        foreach (var folder in (string[])["/proc", "/sys", "/dev", "/tmp"])
            archive.AddFolder(folder);
        archive.AddProgram("/init", Encoding.UTF8.GetBytes(Script()));
        archive.AddProgram("/bin/busybox", Read(busybox, "--busybox"));
        archive.AddProgram("/bin/iobench-node", Read(node, "--node"));
        if (Libraries(busybox).Count > 0)
            throw new BadInputException("this busybox needs shared libraries", busybox, "install busybox-static, or name another with --busybox");
        foreach (var library in Libraries(node))
            archive.AddProgram(library, Read(library, "--node"));
        return new GuestRoot(archive.ToArray());
    }

    /// <summary>The same with one job: archives that follow each other are unpacked into one root.</summary>
    public byte[] With(MatrixPlan plan, MatrixJob job)
    {
        var task = new CpioArchive();
        task.AddFile("/job", string.Create(CultureInfo.InvariantCulture, $"""
            models='{string.Join(' ', plan.Models)}'
            connections='{string.Join(' ', plan.Connections)}'
            payload={plan.PayloadBytes}
            warmup={plan.WarmupSeconds}
            window={plan.WindowSeconds}
            settle={job.SettleMs / 1000.0}
            echoes={(plan.Parts ? CutEchoes : 0)}

            """));
        return [.. _base, .. task.ToArray()];
    }

    /// <summary>The shared libraries of a program, its loader among them, by ldd(1); none for a static one.</summary>
    private static List<string> Libraries(string program) =>
        CommandOutput.Of("ldd", program) is { } listed ? [.. LibraryPath().Matches(listed).Select(static m => m.Groups[1].Value).Distinct()] : [];

    private static byte[] Read(string file, string option)
    {
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"'{file}' cannot be read", option, $"name another, or let scripts/kernel-matrix find it ({e.Message})");
        }
    }

    private static string Script()
    {
        using var stream = typeof(GuestRoot).Assembly.GetManifestResourceStream("init.sh")!;
        return new StreamReader(stream).ReadToEnd();
    }

    [GeneratedRegex(@"(?:=> |^\s*)(/\S+) \(0x", RegexOptions.Multiline)]
    private static partial Regex LibraryPath();
}
