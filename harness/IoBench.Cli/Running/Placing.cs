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
            return new Placement { ServerCpus = cpus, ClientCpus = cpus, Disjoint = false, Network = Placement.Loopback };

        var cores = cpus.GroupBy(cpu => siblings.GetValueOrDefault($"{cpu}", $"{cpu}")).Select(core => core.ToList()).ToList();
        var client = cores.Count < 2 ? cpus.Take((cpus.Count + 1) / 2) : cores.Take((cores.Count + 1) / 2).SelectMany(core => core);
        var clientCpus = client.Order().ToList();
        return new Placement { ServerCpus = [.. cpus.Except(clientCpus)], ClientCpus = clientCpus, Disjoint = true, Network = Placement.Loopback };
    }

    /// <summary>
    /// The same for two ends that may stand apart. On two kernels each has all its CPUs. On one, an end that its prefix keeps to fewer
    /// CPUs (taskset, a control group) has those, and the other one the rest.
    /// </summary>
    public static Placement Of(Site server, Site client, RunEnvironment here)
    {
        if (server.BootId is null || server.BootId != client.BootId)
            return Apart(server.Cpus, client.Cpus, disjoint: true, server, client, here);
        if (server.Cpus.ToHashSet().SetEquals(client.Cpus))
            return Of(server.Cpus, server.BootId == here.BootId ? here.Siblings : new Dictionary<string, string>()) with { Network = Network(server, client, here) };

        var serverCpus = client.Cpus.Except(server.Cpus).Any() ? server.Cpus : [.. server.Cpus.Except(client.Cpus)];
        var clientCpus = server.Cpus.Except(client.Cpus).Any() ? client.Cpus : [.. client.Cpus.Except(server.Cpus)];
        return Apart(serverCpus, clientCpus, !serverCpus.Intersect(clientCpus).Any(), server, client, here);
    }

    private static Placement Apart(IReadOnlyList<int> serverCpus, IReadOnlyList<int> clientCpus, bool disjoint, Site server, Site client, RunEnvironment here) =>
        new() { ServerCpus = serverCpus, ClientCpus = clientCpus, Disjoint = disjoint, Network = Network(server, client, here) };

    private static string Network(Site server, Site client, RunEnvironment here) => server.Prefix is null && client.Prefix is null
        ? Placement.Loopback
        : $"server {Way(server, here)}, load {Way(client, here)}";

    private static string Way(Site site, RunEnvironment here) => site.Prefix is null
        ? "here"
        : $"through '{site.Prefix.Text}'{(site.BootId == here.BootId ? "" : " (another kernel)")}";
}
