namespace IoBench.VerifyLoad.Theory;

/// <summary>M/D/1: Poisson arrivals at one server that takes the same time for each, in the order of arrival.</summary>
internal static class SingleServer
{
    /// <summary>Mean response time (Pollaczek 1930, Khinchine 1932).</summary>
    internal static double Mean(double load, double service) => service * (1 + load / (2 * (1 - load)));

    /// <summary>Response time that a share of <paramref name="share"/> does not exceed (Erlang 1909), by halving an interval.</summary>
    internal static double Quantile(double share, double load, double service)
    {
        double least = 0, most = 100;
        for (var i = 0; i < 60; i++)
        {
            var middle = (least + most) / 2;
            if (Waits(middle, load) < share) least = middle;
            else most = middle;
        }
        return service * (1 + most);
    }

    /// <summary>Share that waits at most so many service times. The sum alternates: good for the loads and waits looked at here, not far beyond.</summary>
    private static double Waits(double services, double load)
    {
        double sum = 0, factorial = 1;
        if (services > 20) return 1;
        for (var k = 0; k <= (int)services; k++)
        {
            if (k > 0) factorial *= k;
            sum += Math.Pow(load * (k - services), k) / factorial * Math.Exp(-load * (k - services));
        }
        return (1 - load) * sum;
    }
}
