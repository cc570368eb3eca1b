using System.Xml.Linq;

namespace IoBench.Cli.Tests;

/// <summary>The package of the tool, as far as it can be known without packing; scripts/verify-package installs it.</summary>
public class PackageTests
{
    private static readonly string Folder = Path.Combine(Checkout.Root, "harness/IoBench.Cli");
    private static readonly XDocument Project = XDocument.Load(Path.Combine(Folder, "IoBench.Cli.csproj"));

    [Fact]
    public void It_is_a_tool_by_the_name_that_the_documents_give_it()
    {
        var package = Project.Descendants("PropertyGroup").Single(static group => (string?)group.Attribute("Label") == "Package");

        Assert.Equal(("true", "iobench", "iobench", "MIT"), ((string?)package.Element("PackAsTool"), (string?)package.Element("PackageId"), (string?)package.Element("ToolCommandName"), (string?)package.Element("PackageLicenseExpression")));
        Assert.All(["README.md", "harness/IoBench.Cli/PACKAGE.md"], document => Assert.Contains("dotnet tool install --global iobench", File.ReadAllText(Path.Combine(Checkout.Root, document)), StringComparison.Ordinal));
    }

    [Fact]
    public void What_goes_into_it_is_there()
    {
        var files = Project.Descendants("None").Where(static item => (string?)item.Attribute("Pack") == "true").SelectMany(static item => ((string)item.Attribute("Include")!).Split(';')).ToList();

        Assert.Equal(["LICENSE", "PACKAGE.md", "THIRD-PARTY.md"], files.Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(files, file => Assert.True(File.Exists(Path.Combine(Folder, file)), $"there is no {file}"));
    }

    [Fact]
    public void Its_readme_has_no_link_that_leads_nowhere_outside_of_the_checkout() =>
        Assert.DoesNotContain("](", File.ReadAllText(Path.Combine(Folder, "PACKAGE.md")), StringComparison.Ordinal);

    [Fact]
    public void The_node_is_packed_for_each_system_that_the_tool_is_packed_for()
    {
        var node = XDocument.Load(Path.Combine(Checkout.Root, "harness/IoBench.Node/IoBench.Node.csproj"));

        Assert.Equal(Project.Descendants("RuntimeIdentifiers").Single().Value, node.Descendants("RuntimeIdentifiers").Single().Value);
    }
}
