namespace IoBench.Results.Tests;

public class NearestTests
{
    [Theory]
    [InlineData("rnu", "did you mean 'run'?")]
    [InlineData("modles", "did you mean 'models'?")]
    [InlineData("xyzzy", "known: run, models, report")]
    public void A_slip_is_guessed_and_nonsense_gets_the_list(string name, string expected) =>
        Assert.Equal(expected, Nearest.Mend(name, ["run", "models", "report"]));
}
