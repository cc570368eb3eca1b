using IoBench.Cli.Running;

namespace IoBench.Cli.Sides;

/// <summary>What the command line asks of one side; without a checkout or a node this checkout's own serves.</summary>
internal sealed record SideOptions(string Name, ServerWords Words, string? Checkout, string? Node)
{
    /// <summary>The option that names the checkout.</summary>
    public string CheckoutOption => $"{WordsOption}-checkout";

    /// <summary>The option that names the node.</summary>
    public string NodeOption => $"{WordsOption}-node";

    /// <summary>The option that holds the server's options.</summary>
    public string WordsOption => $"--{Name.ToLowerInvariant()}";
}
