using IoBench.Reporting;
using IoBench.Results;

namespace IoBench.Tests.Reporting;

public sealed class WholeFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Wanted => Path.Combine(_folder.Path, "wanted");

    [Fact]
    public void Is_filled_elsewhere_and_then_takes_its_place_also_that_of_an_empty_one()
    {
        Directory.CreateDirectory(Wanted);
        WholeFolder.Write(Wanted + "/", folder =>
        {
            Assert.NotEqual(Wanted, folder);
            File.WriteAllText(Path.Combine(folder, "page"), "whole");
        });

        Assert.Equal(["wanted/page"], _folder.Files);
    }

    [Fact]
    public void What_fails_leaves_nothing()
    {
        Assert.Throws<IOException>(() => WholeFolder.Write(Wanted, folder =>
        {
            File.WriteAllText(Path.Combine(folder, "page"), "half");
            throw new IOException("the disk is full");
        }));

        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void What_is_there_stays()
    {
        Directory.CreateDirectory(Wanted);
        File.WriteAllText(Path.Combine(Wanted, "letter"), "dear");

        var error = Assert.Throws<BadInputException>(() => WholeFolder.Write(Wanted, static _ => Assert.Fail("nothing may be filled")));
        Assert.Equal($"the folder is not empty, {Wanted}; name a new one with --out, nothing is overwritten", error.Message);
        Assert.Equal(["wanted/letter"], _folder.Files);
        Assert.Throws<BadInputException>(() => WholeFolder.MustBeFree(Path.Combine(Wanted, "letter")));
    }

    public void Dispose() => _folder.Dispose();
}
