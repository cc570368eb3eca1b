using IoBench.Packaging;

// third-party OBJECTS FILE              writes THIRD-PARTY.md
// native-runtime ASSETS                 prints the folder of the package that the native node was linked with
// bill OBJECTS FILE VERSION [FOLDER...] writes the bill of materials; FOLDERs of packages that no project asks for, as that one
// OBJECTS is the folder in which restore left what it found, artifacts/obj. Exits with 1 when a part may not be shipped, 2 on usage.
try
{
    switch (args)
    {
        case ["third-party", var objects, var file]:
            File.WriteAllText(file, ThirdPartyPage.Write(Shipment.Of(objects)));
            return 0;
        case ["native-runtime", var assets]:
            Console.WriteLine(AssetsFile.NativeRuntime(assets));
            return 0;
        case ["bill", var objects, var file, var version, .. var folders]:
            File.WriteAllText(file, BillOfMaterials.Write(Shipment.Of(objects), version, [.. folders.Select(static folder => Package.Read(folder))]));
            return 0;
        default:
            Console.Error.WriteLine("iobench-packaging: give 'third-party OBJECTS FILE', 'native-runtime ASSETS' or 'bill OBJECTS FILE VERSION [FOLDER...]'");
            return 2;
    }
}
catch (Exception e) when (e is PackagingException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"iobench-packaging: {e.Message}");
    return 1;
}
