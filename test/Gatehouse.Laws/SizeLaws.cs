using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Gatehouse.Laws;

/// <summary>How big anything may grow before it must be cut.</summary>
public sealed class SizeLaws
{
    private static readonly IReadOnlyList<SourceFile> Source = Repository.Files("src");

    [Fact]
    public void No_file_is_over_400_lines() => Assert.Empty(Source.Where(file => file.Lines > 400).Select(Told));

    [Fact]
    public void Half_of_all_files_have_at_most_60_lines()
    {
        var lines = Source.Select(file => file.Lines).Order().ToList();
        Assert.InRange(lines[lines.Count / 2], 1, 60);
    }

    [Fact]
    public void No_method_is_over_40_lines() => Assert.Empty(
        from file in Source
        from method in file.Syntax.DescendantNodes().OfType<BaseMethodDeclarationSyntax>()
        let lines = Lines((SyntaxNode?)method.Body ?? method.ExpressionBody)
        where lines > 40
        select $"{file.Path}: {Name(method)} has {lines} lines");

    [Fact]
    public void No_constructor_of_a_service_takes_more_than_six() => Assert.Empty(
        from file in Source
        from type in file.Syntax.DescendantNodes().OfType<TypeDeclarationSyntax>()
        where type is ClassDeclarationSyntax
        let primary = type.ParameterList?.Parameters.Count ?? 0
        let declared = type.Members.OfType<ConstructorDeclarationSyntax>().Select(c => c.ParameterList.Parameters.Count).DefaultIfEmpty(0).Max()
        where Math.Max(primary, declared) > 6
        select $"{file.Path}: {type.Identifier} takes {Math.Max(primary, declared)}");

    [Fact]
    public void No_project_is_over_15000_lines() => Assert.Empty(
        Source.GroupBy(file => file.Project).Where(project => project.Sum(file => file.Lines) > 15_000).Select(project => project.Key));

    [Fact]
    public void There_is_more_test_than_code()
    {
        var code = Source.Sum(file => file.Lines);
        var scripts = Directory.EnumerateFiles(Path.Combine(Repository.Root, "test"), "*.mjs", SearchOption.AllDirectories)
            .Where(path => !path.Contains("node_modules", StringComparison.Ordinal))
            .Sum(path => File.ReadLines(path).Count());
        Assert.InRange(Repository.Files("test").Sum(file => file.Lines) + scripts, code * 1.2, double.MaxValue);
    }

    private static string Told(SourceFile file) => $"{file.Path} has {file.Lines} lines";

    private static string Name(BaseMethodDeclarationSyntax method) => method is MethodDeclarationSyntax named ? named.Identifier.Text : method.Kind().ToString();

    private static int Lines(SyntaxNode? body)
    {
        if (body is null)
            return 0;

        var span = body.SyntaxTree.GetLineSpan(body.Span);
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }
}
