namespace IoBench.Benchmarks.Readiness;

/// <summary>How many descriptors are watched, and where among them the one is that becomes ready.</summary>
public sealed record Spot(int Descriptors, Place Active)
{
    public int Index => Active switch { Place.First => 0, Place.Middle => Descriptors / 2, _ => Descriptors - 1 };

    // Is the parameter's value in every table and file.
    public override string ToString() => FormattableString.Invariant($"{Descriptors} {Active}").ToLowerInvariant();
}

public enum Place
{
    First,
    Middle,
    Last,
}
