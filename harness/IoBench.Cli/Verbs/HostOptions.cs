using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using IoBench.Cli.Running;
using IoBench.Results;

namespace IoBench.Cli.Verbs;

/// <summary>Options that put an end of a measurement elsewhere.</summary>
internal static class HostOptions
{
    public static Option<Prefix?> Prefix(string name, string end) => new(name)
    {
        Description = $"a command that starts the {end} elsewhere, e.g. 'ip netns exec {end}', 'ssh host', 'taskset -c 3'; no shell takes part",
        HelpName = "CMD",
        CustomParser = result => Running.Prefix.Parse(Text(result), name),
    };

    public static Option<string?> Node(string name, string prefix) => new(name)
    {
        Description = $"where iobench-node stands behind {prefix}; its path here by default",
        HelpName = "PATH",
    };

    public static Option<IPAddress?> Bind()
    {
        const string Name = "--server-bind";
        return new Option<IPAddress?>(Name)
        {
            Description = "the address at which the server listens and the load meets it; 127.0.0.1 by default",
            HelpName = "ADDRESS",
            CustomParser = result =>
            {
                if (!IPAddress.TryParse(Text(result), out var address))
                    throw new BadInputException($"'{Text(result)}' is no IP address", Name, "correct it");
                return address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)
                    ? throw new BadInputException($"'{address}' is every address and none to connect to", Name, "name the one that the load shall reach")
                    : address;
            },
        };
    }

    private static string Text(ArgumentResult result) => result.Tokens[0].Value;
}
