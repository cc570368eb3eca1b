using IoBench.Results;

namespace IoBench.Cli.Running;

/// <summary>
/// Divides the allowed CPUs between client and server. Hardware threads of one core stay together, since a client beside its server
/// on one core would slow it; the odd CPU goes to the client, which must not be the limit.
/// </summary>
internal static class Placing
{
    public static Placement Of(IReadOnlyList<int> cpus, IReadOnlyDictionary<string, string> siblings)
    {
        if (cpus.Count < 2)
            return new Placement { ServerCpus = cpus, ClientCpus = cpus, Disjoint = false, Network = "loopback" };

        var cores = cpus.GroupBy(cpu => siblings.GetValueOrDefault($"{cpu}", $"{cpu}")).Select(core => core.ToList()).ToList();
        var client = cores.Count < 2 ? cpus.Take((cpus.Count + 1) / 2) : cores.Take((cores.Count + 1) / 2).SelectMany(core => core);
        var clientCpus = client.Order().ToList();
        return new Placement { ServerCpus = [.. cpus.Except(clientCpus)], ClientCpus = clientCpus, Disjoint = true, Network = "loopback" };
    }
}
