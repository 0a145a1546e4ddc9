using System.Collections.Immutable;

namespace Gatehouse.Access.Policies;

/// <summary>Whom a statement is about: the <c>Principal</c> or <c>NotPrincipal</c> element.</summary>
/// <param name="isExcept">It is about everyone but these.</param>
/// <param name="names">The names; one is enough.</param>
internal sealed class PrincipalElement(bool isExcept, ImmutableArray<PrincipalName> names)
{
    /// <summary>How near the statement comes to a subject.</summary>
    /// <remarks>An exception spares nobody who has a permissions boundary: AWS says so, and warns of it.</remarks>
    public Grant Reaches(Subject subject, bool isBounded, bool allowing)
    {
        if (isExcept)
            return IsSpared(subject) && !isBounded ? Grant.None : Grant.Direct;

        var nearest = Grant.None;
        foreach (var name in names)
        {
            var grant = name.Reaches(subject, allowing);
            nearest = grant > nearest ? grant : nearest;
        }

        return nearest;
    }

    // A session is spared only where its role, or its user, is named beside it, as AWS tells people to write it; to name the account spares nobody else.
    private bool IsSpared(Subject subject)
    {
        var (itself, entity) = (false, subject.Entity is null);
        foreach (var name in names)
        {
            var grant = name.Reaches(subject, allowing: true);
            itself |= grant == Grant.Direct;
            entity |= grant == Grant.Entity || name.Text == "*";
        }

        return itself && entity;
    }
}
