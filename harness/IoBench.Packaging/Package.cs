namespace IoBench.Packaging;

/// <summary>A part of ours that somebody else made.</summary>
/// <param name="Hash">SHA-512 of the package's file, as hexadecimal digits in lower case.</param>
/// <param name="Licence">An SPDX expression.</param>
/// <param name="Copyright">Lines, as its licence or its nuspec have them.</param>
/// <param name="Home">Where its makers tell of it; null when the package does not say.</param>
/// <param name="Uses">Names of the packages that it asks for itself.</param>
internal sealed record Package(string Name, string Version, string Hash, string Licence, IReadOnlyList<string> Copyright, string? Home, IReadOnlyList<string> Uses)
{
    /// <summary>Reads what is known of a package from the folder into which restore unpacked it.</summary>
    public static Package Read(string folder, string name, string version, IReadOnlyList<string> uses)
    {
        var id = name.ToLowerInvariant();
        var nuspec = Nuspec.Read(Path.Combine(folder, $"{id}.nuspec"));
        // The lock files have another one, of what is in the file, without its signature.
        var hash = Convert.FromBase64String(File.ReadAllText(Path.Combine(folder, $"{id}.{version}.nupkg.sha512")));
        return new Package(name, version, Convert.ToHexStringLower(hash), Licences.Of(name, version, nuspec.Licence), nuspec.Copyright(folder), nuspec.Home, uses);
    }

    /// <summary>A package that no project asks for by name, but the SDK: <c>.../name/version</c>.</summary>
    public static Package Read(string folder)
    {
        var path = Path.TrimEndingDirectorySeparator(folder);
        return Read(path, Path.GetFileName(Path.GetDirectoryName(path))!, Path.GetFileName(path), uses: []);
    }
}
