namespace IoBench.Packaging;

/// <summary>Parts that come from elsewhere than a project's packages.</summary>
internal static class Constituents
{
    /// <summary>Its files are in the checkout, unchanged.</summary>
    public static Constituent Font { get; } = new("IBM Plex Sans", "1.1.0", "OFL-1.1", Licences.Text("OFL-1.1").Split('\n')[0], "charts and pages of iobench");

    /// <summary>The SDK that builds brings it; global.json pins that one up to its patch.</summary>
    public static Constituent Runtime { get; } = new(".NET runtime and libraries", "10.0", "MIT", "Copyright (c) .NET Foundation and Contributors", "iobench-node as native code; the file that starts iobench; the image");

    public static IReadOnlyList<Constituent> All { get; } = [Font, Runtime];
}
