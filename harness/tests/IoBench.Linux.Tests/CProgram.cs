using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace IoBench.Linux.Tests;

/// <summary>A C program of nothing but static assertions: it compiles exactly when the headers agree with us.</summary>
internal sealed class CProgram
{
    private readonly StringBuilder source = new("#define _GNU_SOURCE\n#include <stddef.h>\n");

    internal static string? Compiler { get; } = ((string[])["cc", "gcc", "clang"])
        .SelectMany(name => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);

    internal int Assertions { get; private set; }

    internal CProgram Include(params ReadOnlySpan<string> headers)
    {
        foreach (var header in headers) source.AppendLine(CultureInfo.InvariantCulture, $"#include <{header}>");
        return this;
    }

    internal CProgram Equal(string expression, long value)
    {
        Assertions++;
        source.AppendLine(CultureInfo.InvariantCulture, $"_Static_assert((long long)({expression}) == {value}LL, \"{expression} is not {value}\");");
        return this;
    }

    /// <summary>For a macro that only newer headers define: checked where it is known.</summary>
    internal CProgram EqualIfDefined(string macro, long value)
    {
        source.AppendLine(CultureInfo.InvariantCulture, $"#ifdef {macro}");
        Equal(macro, value);
        source.AppendLine("#endif");
        return this;
    }

    /// <summary>For an enumerator, which #ifdef does not see, of headers from a version on; linux/version.h must be included.</summary>
    internal CProgram EqualSince(int major, int minor, string enumerator, long value)
    {
        source.AppendLine(CultureInfo.InvariantCulture, $"#if LINUX_VERSION_CODE >= KERNEL_VERSION({major}, {minor}, 0)");
        Equal(enumerator, value);
        source.AppendLine("#endif");
        return this;
    }

    internal CProgram Size(string type, int bytes) => Equal($"sizeof({type})", bytes);

    internal CProgram Offset(string type, string field, nint bytes) => Equal($"offsetof({type}, {field})", bytes);

    /// <summary>Empty when every assertion holds, else what the compiler says.</summary>
    internal string Check()
    {
        source.AppendLine("int main(void) { return 0; }");
        var start = new ProcessStartInfo(Compiler!, ["-x", "c", "-std=c11", "-fsyntax-only", "-"])
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
        };
        using var compiler = Process.Start(start)!;
        compiler.StandardInput.Write(source);
        compiler.StandardInput.Close();
        var complaint = compiler.StandardError.ReadToEnd();
        Assert.True(compiler.WaitForExit(30_000), "the compiler hangs");
        return compiler.ExitCode == 0 ? "" : complaint;
    }
}
