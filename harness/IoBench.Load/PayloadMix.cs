using System.Globalization;

namespace IoBench.Load;

/// <summary>Sizes of messages, one or several with weights, drawn with a seed.</summary>
public sealed class PayloadMix
{
    public const int MostBytes = 1 << 24;

    private const int MostSizes = 16;

    private readonly int[] sizes;
    private readonly ulong[] upTo; // drawn numbers up to this one mean the size at the same place

    private PayloadMix(int[] sizes, int[] weights)
    {
        this.sizes = sizes;
        upTo = new ulong[sizes.Length];
        double total = weights.Sum(w => (double)w), sum = 0;
        for (var i = 0; i < sizes.Length; i++)
        {
            sum += weights[i];
            upTo[i] = i == sizes.Length - 1 ? ulong.MaxValue : (ulong)(sum / total * ulong.MaxValue);
            MeanBytes += weights[i] / total * sizes[i];
        }
        Text = sizes.Length == 1 ? null : string.Join(',', sizes.Zip(weights, (s, w) => string.Create(CultureInfo.InvariantCulture, $"{s}:{w}")));
    }

    public static PayloadMix Of(int bytes) => new([bytes], [1]);

    /// <param name="text"><c>BYTES</c>, or <c>BYTES:WEIGHT,BYTES:WEIGHT...</c>.</param>
    /// <exception cref="FormatException">What is wrong with the text.</exception>
    public static PayloadMix Parse(string text)
    {
        var parts = text.Split(',');
        if (parts.Length > MostSizes) throw new FormatException($"{parts.Length} sizes; at most {MostSizes} are mixed");
        var sizes = new int[parts.Length];
        var weights = new int[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            var pair = parts[i].Split(':');
            if (pair.Length > 2 || (pair.Length == 1 && parts.Length > 1)) throw new FormatException($"'{parts[i]}' is not BYTES:WEIGHT");
            sizes[i] = Number(pair[0], MostBytes, "bytes");
            weights[i] = pair.Length == 1 ? 1 : Number(pair[1], 1_000_000, "weight");
        }
        if (sizes.Distinct().Count() < sizes.Length) throw new FormatException("a size is given twice");
        return new PayloadMix(sizes, weights);
    }

    public double MeanBytes { get; }

    public int LongestBytes => sizes.Max();

    /// <summary>The mix as it is written; null for one size.</summary>
    public string? Text { get; }

    public ReadOnlySpan<int> Sizes => sizes;

    /// <summary>The next size. One that is alone costs no number.</summary>
    public int Draw(ref Xorshift random)
    {
        if (sizes.Length == 1) return sizes[0];
        var drawn = random.Next();
        var i = 0;
        while (drawn > upTo[i]) i++;
        return sizes[i];
    }

    private static int Number(string text, int most, string what) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= 1 && value <= most
            ? value
            : throw new FormatException($"'{text}' is no {what} from 1 to {most}");
}
