using System.Globalization;
using IoBench.Cli.Machine;
using IoBench.Results;
using IoBench.Results.Kernels;

namespace IoBench.Cli.Kernels;

/// <summary>QEMU, and the command that starts one guest of ours with it.</summary>
/// <param name="Path">The program.</param>
/// <param name="Version">As it says.</param>
/// <param name="Accelerator">One of <see cref="Accelerators"/>.</param>
internal sealed record Emulator(string Path, string Version, string Accelerator)
{
    public const string DefaultPath = "qemu-system-x86_64";

    /// <summary>What every guest's kernel is told: where to talk, and to leave out what differs from boot to boot.</summary>
    private const string Always = "console=ttyS0 quiet loglevel=3 panic=-1 nokaslr norandmaps cryptomgr.notests";

    // Random numbers of the emulated machine follow from -seed. Without them the kernel gathers some for a billion instructions.
    public string CpuModel => Accelerator == Accelerators.Emulation ? "max" : "host";

    /// <exception cref="BadInputException">It is not there.</exception>
    public static Emulator Locate(string path, string accelerator) => CommandOutput.Of(path, "--version") is { Length: > 0 } told
        ? new Emulator(path, told.Split('\n')[0].Replace("QEMU emulator version ", "", StringComparison.Ordinal), accelerator)
        : throw new BadInputException($"'{path}' cannot be started", "--qemu", "install qemu-system-x86 (scripts/kernel-matrix --install), or name another");

    /// <summary>
    /// One CPU, a clock that advances by a nanosecond for each instruction and jumps while the guest sleeps (docs/devel/tcg-icount.rst of
    /// QEMU): what the guest measures does not depend on the host.
    /// </summary>
    public IReadOnlyList<string> Arguments(KernelImage kernel, MatrixJob job, string root, string output) =>
    [
        "-accel", Accelerator, .. Accelerator == Accelerators.Emulation ? ["-icount", "shift=0,sleep=off"] : (string[])[],
        "-smp", "1", "-m", "512", "-machine", "q35", "-cpu", CpuModel, "-nodefaults", "-no-user-config", "-display", "none", "-monitor", "none", "-no-reboot",
        "-seed", job.Seed.ToString(CultureInfo.InvariantCulture), "-rtc", "base=2026-01-01T00:00:00,clock=vm", "-serial", "stdio", "-serial", $"file:{output}",
        "-kernel", kernel.File, "-initrd", root, "-append", job.Options.Length > 0 ? $"{Always} {job.Options}" : Always,
    ];
}
