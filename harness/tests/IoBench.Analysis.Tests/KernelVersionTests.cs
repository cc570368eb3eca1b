using IoBench.Analysis.Trends;

namespace IoBench.Tests.Analysis;

public sealed class KernelVersionTests
{
    private static readonly string[] Ordered =
    [
        "next-20250101", "5.15.0-130-generic", "6.1", "6.1.0-9-amd64", "6.1.0-32-amd64", "6.1.0-32-cloud-amd64", "6.1.129", "6.12-rc7", "6.12", "6.12.9", "6.12.41",
        "6.12.41+deb13-amd64", "6.12.41+deb13-cloud-amd64", "6.12.41+deb13-rt-amd64", "6.12.43+deb13-amd64", "6.18.4", "10.0.0",
    ];

    [Fact]
    public void Order_is_that_of_versions_and_not_of_letters()
    {
        var random = new Random(2);
        for (var i = 0; i < 20; i++)
            Assert.Equal(Ordered, Ordered.OrderBy(_ => random.Next()).OrderBy(KernelVersion.Of, KernelVersion.Order).ToList());
    }

    [Theory]
    [InlineData("6.12.41+deb13-cloud-amd64", "6.12.41")]
    [InlineData("6.12-rc7", "6.12-rc7")]
    [InlineData("6.1", "6.1")]
    [InlineData("next-20250101", "next-20250101")]
    [InlineData("", "")]
    public void Release_is_its_numbers(string kernel, string release) => Assert.Equal(release, KernelVersion.Of(kernel).Release);

    [Fact]
    public void Numbers_too_long_for_a_number_do_no_harm() =>
        Assert.True(KernelVersion.Order.Compare(KernelVersion.Of("6.1"), KernelVersion.Of("6.99999999999999999999")) < 0);

    [Fact]
    public void Equal_texts_are_equal_and_different_ones_are_not()
    {
        Assert.Equal(0, KernelVersion.Order.Compare(KernelVersion.Of("6.12.41"), KernelVersion.Of("6.12.41")));
        Assert.NotEqual(0, KernelVersion.Order.Compare(KernelVersion.Of("6.12"), KernelVersion.Of("6.12.0")));
    }
}
