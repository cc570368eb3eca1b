namespace IoBench.Packaging;

/// <summary>All that others made of what the programs contain, as the restored checkout has it.</summary>
/// <param name="Command">Packages in <c>iobench</c>.</param>
/// <param name="Node">Packages in <c>iobench-node</c>, which stands beside it and alone.</param>
internal sealed record Shipment(IReadOnlyList<Package> Command, IReadOnlyList<Package> Node)
{
    /// <param name="objects">The folder with what restore left of each project, e.g. <c>artifacts/obj</c>.</param>
    public static Shipment Of(string objects) =>
        new(Of(objects, "IoBench.Cli"), Of(objects, "IoBench.Node"));

    /// <summary>Each package once, by name.</summary>
    public IReadOnlyList<Package> All => [.. Command.Concat(Node).DistinctBy(static package => package.Name).OrderBy(static package => package.Name, StringComparer.OrdinalIgnoreCase)];

    /// <summary>The programs that a package is in.</summary>
    public IEnumerable<string> ProgramsWith(Package package)
    {
        if (Command.Any(other => other.Name == package.Name))
            yield return "iobench";
        if (Node.Any(other => other.Name == package.Name))
            yield return "iobench-node";
    }

    private static IReadOnlyList<Package> Of(string objects, string project) => AssetsFile.Read(Path.Combine(objects, project, "project.assets.json"));
}
