using System.Security.Cryptography;

namespace IoBench.Cli.Running;

/// <summary>Which binary was measured: a checksum over everything of ours that the node's process runs.</summary>
internal static class NodeFingerprint
{
    /// <summary>The node and the assemblies of its folder that are ours; the runtime and the packages have versions of their own.</summary>
    private static readonly string[] Ours = ["iobench-node*", "IoBench.*.dll"];

    /// <returns>SHA-256 in hexadecimal; null behind a prefix, where the files are another machine's.</returns>
    public static string? Of(NodeProgram node)
    {
        if (node.Prefix is not null)
            return null;
        var folder = Path.GetDirectoryName(node.Path)!;
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        // A symbol file names the folder of the build and says nothing of the code.
        foreach (var file in Ours.SelectMany(pattern => Directory.EnumerateFiles(folder, pattern)).Append(node.Path).Distinct().Where(static f => Path.GetExtension(f) is not (".pdb" or ".dbg" or ".xml")).Order(StringComparer.Ordinal))
            sum.AppendData(File.ReadAllBytes(file));
        return Convert.ToHexStringLower(sum.GetHashAndReset());
    }
}
