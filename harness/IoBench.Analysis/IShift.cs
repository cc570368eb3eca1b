namespace IoBench.Analysis;

/// <summary>A shift with its exact distribution-free interval: of paired differences, or between two samples.</summary>
public interface IShift
{
    /// <summary>Values that it rests on; of two samples the smaller number.</summary>
    int N { get; }

    double Centre { get; }

    /// <summary>The exact interval at this level; null where there are too few values for one.</summary>
    Interval? At(double level);

    /// <summary>The widest interval that these values can give.</summary>
    Interval Widest { get; }

    /// <summary>Two-sided, of the hypothesis that the shift is zero.</summary>
    double PValue { get; }
}
