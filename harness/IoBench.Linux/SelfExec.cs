using System.Runtime.InteropServices;
using System.Text;

namespace IoBench.Linux;

/// <summary>Starts this very program again in this very process (execve(2)): the signal mask is kept, so threads that the runtime starts before Main inherit it.</summary>
public static unsafe class SelfExec
{
    /// <summary>
    /// Makes sure that every thread of the process blocks <paramref name="signals"/>. A signal to the process (POSIX AIO sends
    /// such ones) is taken by any thread that does not block it, and kills.
    /// </summary>
    /// <remarks>Returns when the mask is in force; otherwise it blocks them and begins the program anew, at about 30 ms.</remarks>
    /// <exception cref="SystemCallException">execve failed.</exception>
    public static void WithBlocked(SignalSet signals)
    {
        if (EveryThreadBlocks(signals)) return;
        signals.Block();
        var arguments = Strings(File.ReadAllText("/proc/self/cmdline"));
        var environment = Strings(string.Concat(Variables()));
        fixed (byte* path = "/proc/self/exe"u8)
        {
            IoResult.Of(Libc.execve(path, arguments, environment)).OrThrow("execve", "/proc/self/exe");
        }
    }

    private static bool EveryThreadBlocks(SignalSet signals)
    {
        foreach (var task in Directory.EnumerateDirectories("/proc/self/task"))
        {
            var line = File.ReadLines(Path.Combine(task, "status")).First(l => l.StartsWith("SigBlk:", StringComparison.Ordinal));
            var blocked = Convert.ToUInt64(line["SigBlk:".Length..].Trim(), 16);
            if ((signals.Mask[0] & ~blocked) != 0) return false;
        }
        return true;
    }

    private static IEnumerable<string> Variables()
    {
        foreach (System.Collections.DictionaryEntry variable in System.Environment.GetEnvironmentVariables())
        {
            yield return $"{variable.Key}={variable.Value}\0";
        }
    }

    /// <summary>A null-terminated array of C strings. Never freed: the program that asked is about to end.</summary>
    private static byte** Strings(string zeroSeparated)
    {
        var strings = zeroSeparated.Split('\0')[..^1];
        var array = (byte**)NativeMemory.Alloc((nuint)(strings.Length + 1), (nuint)sizeof(byte*));
        for (var i = 0; i < strings.Length; i++)
        {
            var bytes = Encoding.UTF8.GetBytes(strings[i] + "\0");
            array[i] = (byte*)NativeMemory.Alloc((nuint)bytes.Length);
            bytes.CopyTo(new Span<byte>(array[i], bytes.Length));
        }
        array[strings.Length] = null;
        return array;
    }
}
