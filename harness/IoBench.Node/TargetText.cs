using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace IoBench.Node;

/// <summary>Where a server is, as users write it: <c>127.0.0.1:7</c>, <c>[::1]:7</c>, <c>name:7</c> or <c>unix:/path</c>.</summary>
internal static class TargetText
{
    private const string Unix = "unix:";

    /// <exception cref="FormatException">What is wrong with the text.</exception>
    internal static EndPoint Parse(string text)
    {
        if (text.StartsWith(Unix, StringComparison.Ordinal)) return UnixSocket(text[Unix.Length..]);
        if (IPEndPoint.TryParse(text, out var endPoint)) return endPoint.Port > 0 ? endPoint : throw new FormatException($"'{text}' has no port");
        var colon = text.LastIndexOf(':');
        if (colon <= 0 || text[..colon].Contains(':')) throw new FormatException($"'{text}' is not HOST:PORT such as 127.0.0.1:7, [::1]:7, localhost:7, or unix:/path");
        if (!int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1 or > 65535)
        {
            throw new FormatException($"'{text[(colon + 1)..]}' is no port from 1 to 65535");
        }
        return new IPEndPoint(Resolve(text[..colon]), port);
    }

    internal static string Write(EndPoint target) => target is UnixDomainSocketEndPoint ? Unix + target : target.ToString()!;

    private static UnixDomainSocketEndPoint UnixSocket(string path)
    {
        try
        {
            return path.StartsWith('/') ? new UnixDomainSocketEndPoint(path) : throw new FormatException($"'{path}' is no absolute path of a Unix socket");
        }
        catch (ArgumentException)
        {
            throw new FormatException($"'{path}' is too long for a Unix socket (107 bytes)");
        }
    }

    private static IPAddress Resolve(string host)
    {
        try
        {
            var addresses = Dns.GetHostAddresses(host);
            return addresses.Length > 0 ? addresses[0] : throw new FormatException($"'{host}' has no address");
        }
        catch (SocketException e)
        {
            throw new FormatException($"'{host}' cannot be resolved ({e.SocketErrorCode})");
        }
        catch (ArgumentException)
        {
            throw new FormatException($"'{host}' is no host name");
        }
    }
}
