namespace IoBench.VerifyTrend;

/// <summary>One simulated figure, and the bound that it must keep; figures without a bound are told and judged by nobody.</summary>
internal sealed record Figure(string Name, int Series, double Value, double? AtMost = null, double? AtLeast = null)
{
    public bool Holds => !(Value > AtMost) && !(Value < AtLeast);

    public override string ToString()
    {
        var bound = AtMost is { } most ? $"at most {most:0.000}" : AtLeast is { } least ? $"at least {least:0.000}" : "";
        return $"{Name,-96} {Series,7} {Value,8:0.0000}   {bound}{(Holds ? "" : "  FAILS")}";
    }
}
