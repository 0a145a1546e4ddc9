using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Gatehouse.Access.Policies;

/// <summary>A policy document, read and compiled: as often as it is asked, it is not read again.</summary>
/// <remarks>It does not change and may be kept and shared between threads.</remarks>
public sealed class Policy
{
    private Policy(PolicyKind kind, string document, string? id, ImmutableArray<PolicyStatement> statements)
    {
        (Kind, Document, Id, Statements) = (kind, document, id, statements);
        ContextKeys = [.. statements.SelectMany(statement => statement.ContextKeys).Distinct(StringComparer.OrdinalIgnoreCase)];
        Size = document.Count(c => c is not (' ' or '\t' or '\r' or '\n'));
    }

    /// <summary>What it is for.</summary>
    public PolicyKind Kind { get; }

    /// <summary>The text, as it was given.</summary>
    public string Document { get; }

    /// <summary>The <c>Id</c> of the document; null when it has none.</summary>
    public string? Id { get; }

    /// <summary>The statements, in the order of the document; at least one.</summary>
    public ImmutableArray<PolicyStatement> Statements { get; }

    /// <summary>Every context key that its conditions and variables name, once, as it is first written.</summary>
    public ImmutableArray<string> ContextKeys { get; }

    /// <summary>How much of a quota it takes: its characters without white space.</summary>
    public int Size { get; }

    /// <summary>Reads a document. It never throws, and takes time in proportion to the document.</summary>
    /// <param name="document">JSON of at most 131,072 characters.</param>
    /// <param name="kind">What it is for.</param>
    /// <param name="policy">The policy, when it is one.</param>
    /// <param name="reason">What is wrong, in the words of <c>MalformedPolicyDocument</c>, when it is none.</param>
    public static bool TryRead(string document, PolicyKind kind, [NotNullWhen(true)] out Policy? policy, [NotNullWhen(false)] out string? reason)
    {
        policy = null;
        var root = JsonDocuments.Read(document);
        reason = kind is PolicyKind.Trust or PolicyKind.Resource ? GrantGrammar.Broken(root, kind) : IdentityGrammar.Broken(root, kind);
        if (reason is not null)
            return false;

        var map = (JsonMap)root!;
        policy = new(kind, document, Elements.Text(map["Id"]), StatementCompiler.Compile(map));
        return true;
    }
}
