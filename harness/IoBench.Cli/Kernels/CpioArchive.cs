using System.Buffers;
using System.Globalization;
using System.Text;

namespace IoBench.Cli.Kernels;

/// <summary>
/// An archive as the kernel unpacks it into its first root: "newc" of cpio(5), Documentation/driver-api/early-userspace/buffer-format.rst.
/// Several may follow each other, and each ends at a multiple of four.
/// </summary>
internal sealed class CpioArchive
{
    private const int Folder = 0x41ED, Program = 0x81ED, Data = 0x81A4, Link = 0xA1FF;

    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly HashSet<string> _folders = [];
    private int _number;

    public void AddProgram(string path, byte[] content) => Add(path, Program, content);

    public void AddFile(string path, string content) => Add(path, Data, Encoding.UTF8.GetBytes(content));

    public void AddLink(string path, string target) => Add(path, Link, Encoding.UTF8.GetBytes(target));

    /// <summary>With all folders above it, each once.</summary>
    public void AddFolder(string path)
    {
        if (path.Length == 0 || !_folders.Add(path))
            return;
        AddFolder(Above(path));
        Write(path, Folder, []);
    }

    public byte[] ToArray()
    {
        Write("TRAILER!!!", 0, []);
        return _bytes.WrittenSpan.ToArray();
    }

    private void Add(string path, int mode, byte[] content)
    {
        AddFolder(Above(path));
        Write(path, mode, content);
    }

    private static string Above(string path) => path.LastIndexOf('/') is > 0 and var at ? path[..at] : "";

    private void Write(string path, int mode, byte[] content)
    {
        var name = Encoding.UTF8.GetBytes(path.TrimStart('/') + "\0");
        // Number, mode, owner, group, links, time, size, four of devices, length of the name, no checksum.
        int[] fields = [++_number, mode, 0, 0, 1, 0, content.Length, 0, 0, 0, 0, name.Length, 0];
        _bytes.Write(Encoding.ASCII.GetBytes("070701" + string.Concat(fields.Select(static f => f.ToString("X8", CultureInfo.InvariantCulture)))));
        _bytes.Write(name);
        Pad();
        _bytes.Write(content);
        Pad();
    }

    private void Pad() => _bytes.Write(new byte[(4 - _bytes.WrittenCount % 4) % 4]);
}
