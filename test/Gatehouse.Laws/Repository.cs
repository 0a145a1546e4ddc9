using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Gatehouse.Laws;

/// <summary>The checkout the tests were built from, as files.</summary>
internal static class Repository
{
    public static readonly string Root = FindRoot();

    /// <summary>Hand-written C# files below a folder, with their paths from the root.</summary>
    public static IReadOnlyList<SourceFile> Files(string folder) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.EndsWith(".g.cs", StringComparison.Ordinal) && !InBuildOutput(path))
            .Select(path => new SourceFile(Path.GetRelativePath(Root, path), File.ReadAllText(path)))
            .OrderBy(file => file.Path, StringComparer.Ordinal),
    ];

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static bool InBuildOutput(string path) =>
        path.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin" or "node_modules");

    private static string FindRoot()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "Gatehouse.slnx")))
                return directory.FullName;
        }

        throw new InvalidOperationException("These tests read the checkout they were built from; Gatehouse.slnx is nowhere above them.");
    }
}

/// <summary>One file of source.</summary>
internal sealed record SourceFile(string Path, string Text)
{
    private readonly Lazy<CompilationUnitSyntax> syntax = new(() => CSharpSyntaxTree.ParseText(Text).GetCompilationUnitRoot());

    public int Lines => Text.AsSpan().TrimEnd().Count('\n') + 1;

    public string Project => Path.Split('/')[1];

    public CompilationUnitSyntax Syntax => syntax.Value;
}
