namespace Gatehouse.Triggers;

/// <summary>Tells whether a folder is as it was, by the names, sizes and times of its files.</summary>
/// <remarks>Asked for again and again: what tells of changes by itself does so on some file systems only, and counts every folder of every package.</remarks>
internal static class FolderStamp
{
    private const string Packages = "node_modules";
    private const int MostFiles = 10_000;

    /// <summary>A number that is another one when a file changed. Hidden files do not count, and of packages only which are there.</summary>
    public static int Of(string folder)
    {
        try
        {
            var stamp = new HashCode();
            foreach (var file in Files(new(folder)).Append(new FileInfo(Path.Combine(folder, Packages, ".package-lock.json"))).Take(MostFiles))
            {
                var real = Real(file);
                stamp.Add(file.FullName);
                stamp.Add(real.Exists ? (real.Length, real.LastWriteTimeUtc.Ticks) : default);
            }

            return stamp.ToHashCode();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    // A mounted configuration changes by what its links lead to.
    private static FileInfo Real(FileInfo file)
    {
        try
        {
            return file.LinkTarget is null ? file : file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
        }
        catch (IOException)
        {
            // It leads in a circle.
            return file;
        }
    }

    private static IEnumerable<FileInfo> Files(DirectoryInfo folder)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            if (entry.Name.StartsWith('.') || entry.Name == Packages)
                continue;
            if (entry is FileInfo file)
                yield return file;
            else if (entry is DirectoryInfo inner && !inner.Attributes.HasFlag(FileAttributes.ReparsePoint))
                foreach (var deeper in Files(inner))
                    yield return deeper;
        }
    }
}
