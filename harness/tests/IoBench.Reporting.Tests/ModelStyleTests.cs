using IoBench.Reporting;
using IoBench.Tests.Synthetic;
using SkiaSharp;

namespace IoBench.Tests.Reporting;

public sealed class ModelStyleTests
{
    [Fact]
    public void Core_models_differ_in_colour_and_in_shape()
    {
        var styles = SyntheticModel.CoreSet.Select(static m => ModelStyle.Of(m.Name)).ToList();
        Assert.Equal(8, styles.DistinctBy(static s => s.Colour).Count());
        Assert.Equal(8, styles.DistinctBy(static s => s.OnDark).Count());
        Assert.Equal(8, styles.DistinctBy(static s => s.Marker).Count());
    }

    [Theory]
    [InlineData(180, 250, "epoll", "poll", "select", "reactor", "reactor-textbook", "epoll-et", "half-sync-half-async", "leader-followers")]
    [InlineData(85, 170, "blocking", "blocking-pool", "nonblocking")]
    [InlineData(290, 330, "sigio", "sigio-classic")]
    [InlineData(10, 42, "uring", "uring-oneshot", "uring-sqpoll", "aio", "proactor-emulated")]
    [InlineData(20, 35, "sockets", "sockets-inline")]
    public void A_family_shares_its_hue_and_differs_in_shape(double from, double to, params string[] family)
    {
        var styles = family.Select(ModelStyle.Of).ToList();
        Assert.All(styles, s => Assert.InRange(Hue(SKColor.Parse(s.Colour)), from, to));
        Assert.Equal(family.Length, styles.DistinctBy(static s => s.Marker).Count());

        static double Hue(SKColor colour)
        {
            colour.ToHsl(out var hue, out _, out _);
            return hue;
        }
    }

    [Fact]
    public void No_two_styles_share_a_colour()
    {
        var styles = ModelStyle.All.ToList();
        Assert.Equal(styles.Count, styles.DistinctBy(static s => s.Colour).Count());
        Assert.Equal(styles.Count, styles.DistinctBy(static s => s.OnDark).Count());
    }

    [Fact]
    public void A_stranger_has_a_style_that_no_known_model_has()
    {
        Assert.Equal(ModelStyle.Of("kqueue"), ModelStyle.Of("kqueue"));
        Assert.DoesNotContain(ModelStyle.Of("kqueue").Colour, SyntheticModel.CoreSet.Select(static m => ModelStyle.Of(m.Name).Colour));
    }

    [Fact]
    public void Every_colour_stands_out_from_its_ground()
    {
        // WCAG 2.2, 1.4.11: 3 to 1 for graphics.
        Assert.All(ModelStyle.All, static s => Assert.True(Contrast(s.Colour, "#FFFFFF") >= 3, s.Colour));
        Assert.All(ModelStyle.All, static s => Assert.True(Contrast(s.OnDark, "#14171B") >= 3, s.OnDark));
    }

    private static double Contrast(string a, string b)
    {
        var (x, y) = (Luminance(a), Luminance(b));
        return (Math.Max(x, y) + 0.05) / (Math.Min(x, y) + 0.05);
    }

    private static double Luminance(string hex)
    {
        double Channel(int at)
        {
            var c = Convert.ToInt32(hex.Substring(at, 2), 16) / 255.0;
            return c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
        }

        return 0.2126 * Channel(1) + 0.7152 * Channel(3) + 0.0722 * Channel(5);
    }
}
