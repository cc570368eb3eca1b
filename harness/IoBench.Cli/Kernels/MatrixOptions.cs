using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using IoBench.Cli.Machine;
using IoBench.Cli.Running;
using IoBench.Results;
using IoBench.Results.Kernels;

namespace IoBench.Cli.Kernels;

/// <summary>What <c>kernel-matrix</c> is asked.</summary>
internal sealed partial record MatrixOptions
{
    /// <summary>One of each way to learn that a thread can go on.</summary>
    public static readonly IReadOnlyList<string> CoreModels = ["blocking", "select", "poll", "epoll", "reactor", "sigio", "aio", "uring"];

    public static readonly IReadOnlyList<int> UsualConnections = [1, 16];

    public const int UsualSeeds = 5;

    // In a guest that counts instructions, a hundredth of a second is ten million of them, some 300 echoes; in native code nothing has to be compiled first.
    private const double WarmupSeconds = 0.005, WindowSeconds = 0.04;

    // Time has noise, so it is looked at for longer.
    private const double TimedWarmupSeconds = 0.2, TimedWindowSeconds = 0.5;

    private const int PayloadBytes = 64;

    public required IReadOnlyList<string> Kernels { get; init; }

    public required IReadOnlyList<string> Sweep { get; init; }

    public required string Node { get; init; }

    public required string Busybox { get; init; }

    public required string Qemu { get; init; }

    public IReadOnlyList<string> Models { get; init; } = CoreModels;

    public IReadOnlyList<int> Connections { get; init; } = UsualConnections;

    public int Seeds { get; init; } = UsualSeeds;

    public bool Parts { get; init; }

    public string Accelerator { get; init; } = Accelerators.Emulation;

    /// <exception cref="BadInputException">A kernel or a model that is not there, options that cannot be.</exception>
    public async Task<MatrixPlan> PlanAsync(DateTimeOffset startedAt)
    {
        var known = (await new NodeProgram(Node).ModelsAsync()).Select(static m => m.Name).ToList();
        if (Models.FirstOrDefault(name => !known.Contains(name)) is { } stranger)
            throw new BadInputException($"unknown model '{stranger}'", "--models", Nearest.Mend(stranger, known));
        if (Sweep.FirstOrDefault(static s => !KernelOptions().IsMatch(s)) is { } odd)
            throw new BadInputException($"'{odd}' is no set of kernel options", "--sweep", "write e.g. mitigations=off, several parted by blanks");
        var emulates = Accelerator == Accelerators.Emulation;
        return new MatrixPlan
        {
            StartedAt = startedAt,
            Command = Command(),
            Accelerator = Accelerator,
            Kernels = Images(),
            Sweep = [.. Sweep.Distinct()],
            Models = Models,
            Connections = Connections,
            Seeds = Seeds,
            Parts = Parts,
            PayloadBytes = PayloadBytes,
            WarmupSeconds = emulates ? WarmupSeconds : TimedWarmupSeconds,
            WindowSeconds = emulates ? WindowSeconds : TimedWindowSeconds,
            NodeSha256 = Hash(Node, "--node"),
            IoBench = EnvironmentReader.Version,
            GitCommit = Checkout.Commit,
        };
    }

    private List<KernelImage> Images()
    {
        var images = new List<KernelImage>();
        foreach (var file in Kernels)
        {
            var image = Image(file);
            if (images.Any(i => i.Sha256 == image.Sha256))
                throw new BadInputException($"the kernel '{file}' is given twice", "--kernel", "name each once");
            for (var (name, again) = (image.Name, 2); images.Any(i => i.Name == image.Name); again++)
                image = image with { Name = string.Create(CultureInfo.InvariantCulture, $"{name}-{again}") };
            images.Add(image);
        }

        return images.Count > 0 ? images : throw new BadInputException("no kernel given", "--kernel", "name a bzImage, or let scripts/kernel-matrix find Debian's");
    }

    /// <summary>What scripts/kernel-matrix has fetched says beside it which package it is of.</summary>
    private static KernelImage Image(string file)
    {
        var (hash, full) = (Hash(file, "--kernel"), Path.GetFullPath(file));
        var label = Path.Combine(Path.GetDirectoryName(full)!, "package");
        if (File.Exists(label) && File.ReadAllText(label).Trim().Split(' ') is [var package, var version, var variant])
            return new KernelImage { Name = PackageFrame().Replace(package, ""), Variant = variant, Package = package, PackageVersion = version, File = Checkout.Shown(full), Sha256 = hash };
        return new KernelImage { Name = ImageFrame().Replace(Path.GetFileName(full), "") is { Length: > 0 } name ? name.Replace(' ', '-') : "own", Variant = KernelImage.Own, File = Checkout.Shown(full), Sha256 = hash };
    }

    private static string Hash(string file, string option)
    {
        try
        {
            using var stream = File.OpenRead(file);
            return Convert.ToHexStringLower(SHA256.HashData(stream));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"'{file}' cannot be read", option, $"correct the path ({e.Message})");
        }
    }

    private string Command() => string.Join(' ', ((string[])
    [
        "scripts/kernel-matrix",
        .. Kernels.SelectMany(static k => (string[])["--kernel", Checkout.Shown(k)]),
        .. Sweep.SelectMany(static s => (string[])["--sweep", s]),
        "--models", string.Join(',', Models), "--connections", string.Join(',', Connections), "--seeds", string.Create(CultureInfo.InvariantCulture, $"{Seeds}"),
        .. Parts ? ["--parts"] : (string[])[],
        .. Accelerator == Accelerators.Emulation ? [] : (string[])["--accel", Accelerator],
    ]).Select(ShellWords.Quote));

    // What a shell and QEMU pass on as it is.
    [GeneratedRegex(@"^[\w.=,:/@+-]+( [\w.=,:/@+-]+)*$")]
    private static partial Regex KernelOptions();

    [GeneratedRegex("^linux-image-|-amd64$")]
    private static partial Regex PackageFrame();

    [GeneratedRegex("^(vmlinuz|bzImage|vmlinux)-?")]
    private static partial Regex ImageFrame();
}
