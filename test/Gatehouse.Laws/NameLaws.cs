using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Gatehouse.Laws;

/// <summary>What things may be called.</summary>
public sealed class NameLaws
{
    private static readonly string[] Empty = ["Manager", "Helper", "Helpers", "Utils", "Util", "Utilities", "Impl", "Base"];

    [Fact]
    public void Nothing_is_called_by_a_word_that_says_nothing() => Assert.Empty(
        from file in Repository.Files("src").Concat(Repository.Files("test")).Concat(Repository.Files("tools"))
        from type in file.Syntax.DescendantNodes().OfType<BaseTypeDeclarationSyntax>()
        where Empty.Any(word => type.Identifier.Text.EndsWith(word, StringComparison.Ordinal))
        select $"{file.Path}: {type.Identifier}");

    [Fact]
    public void A_test_is_named_by_a_sentence() => Assert.Empty(
        from file in Repository.Files("test")
        from method in file.Syntax.DescendantNodes().OfType<MethodDeclarationSyntax>()
        where method.AttributeLists.SelectMany(list => list.Attributes).Any(a => a.Name.ToString() is "Fact" or "Theory")
        where method.Identifier.Text.Split('_').Length < 3
        select $"{file.Path}: {method.Identifier}");

    [Fact]
    public void Nothing_is_left_for_later() => Assert.Empty(
        from file in Repository.Files("src").Concat(Repository.Files("tools"))
        from word in (string[])["TODO", "FIXME", "HACK", "NotImplementedException"]
        where file.Text.Contains(word, StringComparison.Ordinal)
        select $"{file.Path}: {word}");
}
