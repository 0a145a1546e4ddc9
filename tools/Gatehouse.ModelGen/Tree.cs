using System.Text;

namespace Gatehouse.ModelGen;

/// <summary>The files of the repository: the models that are read, the code that is written.</summary>
internal sealed class Tree(string root)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The tree that holds the program or the current folder.</summary>
    public static Tree Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Gatehouse.slnx")))
                return new Tree(folder.FullName);
        }

        throw new InvalidOperationException("Gatehouse.slnx is in no folder above this program.");
    }

    /// <summary>The text of a file, by its path from the root.</summary>
    public string Read(string path) => File.ReadAllText(Path.Combine(root, path));

    /// <summary>The source files below a folder, by their paths from the root.</summary>
    public IEnumerable<string> Sources(string folder, string pattern = "*.cs") =>
        Directory.EnumerateFiles(Path.Combine(root, folder), pattern, SearchOption.AllDirectories)
            .Select(FromRoot)
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal));

    /// <summary>What differs between the files wanted and those on disk. A null text means that a file has to go.</summary>
    public SortedDictionary<string, string?> Differences(IReadOnlyDictionary<string, string> wanted)
    {
        var differences = new SortedDictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (path, text) in wanted)
        {
            var file = Path.Combine(root, path);
            if (!File.Exists(file) || File.ReadAllText(file) != text)
                differences[path] = text;
        }

        foreach (var path in Sources(Generation.Folder).Where(path => path.EndsWith(".g.cs", StringComparison.Ordinal) && !wanted.ContainsKey(path)))
            differences[path] = null;

        return differences;
    }

    /// <summary>Makes the files on disk be what is wanted.</summary>
    public void Write(IReadOnlyDictionary<string, string?> differences)
    {
        foreach (var (path, text) in differences)
        {
            var file = Path.Combine(root, path);
            if (text is null)
            {
                File.Delete(file);
                continue;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text, Utf8);
        }
    }

    private string FromRoot(string file) => Path.GetRelativePath(root, file).Replace('\\', '/');
}
