namespace IoBench.Packaging;

/// <summary>A part of ours that somebody else made.</summary>
/// <param name="Hash">SHA-512 of the package, as hexadecimal digits in lower case.</param>
/// <param name="Licence">An SPDX expression.</param>
/// <param name="Copyright">Lines, as its licence or its nuspec have them.</param>
/// <param name="Home">Where its makers tell of it; null when the package does not say.</param>
/// <param name="Uses">Names of the packages that it asks for itself.</param>
internal sealed record Package(string Name, string Version, string Hash, string Licence, IReadOnlyList<string> Copyright, string? Home, IReadOnlyList<string> Uses)
{
    /// <summary>Reads what is known of a package from the folder into which it was unpacked.</summary>
    /// <param name="hash">SHA-512 as restore writes it, in base 64.</param>
    public static Package Read(string folder, string name, string version, string hash, IReadOnlyList<string> uses)
    {
        var nuspec = Nuspec.Read(Path.Combine(folder, $"{name.ToLowerInvariant()}.nuspec"));
        return new Package(
            name, version, Convert.ToHexStringLower(Convert.FromBase64String(hash)),
            Licences.Of(name, version, nuspec.Licence), nuspec.Copyright(folder), nuspec.Home, uses);
    }

    /// <summary>A package of the SDK's that no project asks for by name: <c>.../name/version</c>, with the hash that restore left there.</summary>
    public static Package ReadUnpacked(string folder)
    {
        var version = Path.GetFileName(Path.TrimEndingDirectorySeparator(folder));
        var name = Path.GetFileName(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(folder)))!;
        return Read(folder, name, version, File.ReadAllText(Path.Combine(folder, $"{name}.{version}.nupkg.sha512")), []);
    }
}
