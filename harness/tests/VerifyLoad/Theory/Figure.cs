using System.Globalization;

namespace IoBench.VerifyLoad.Theory;

/// <summary>What theory says, what was measured, and between what it must lie. All in microseconds.</summary>
internal sealed record Figure(string What, double Asked, double Got, double Least, double Most)
{
    internal bool Holds => Got >= Least && Got <= Most;

    internal static Figure Within(string what, double asked, double got, double share) => new(what, asked, got, asked * (1 - share), asked * (1 + share));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{What,-62} {Asked,10:0.0} {Got,10:0.0}   {Least:0.0} to {Most:0.0}   {(Holds ? "holds" : "FAILS")}");
}
