using Gatehouse.Access;
using Gatehouse.Access.Policies;
using Gatehouse.Contracts.Sts;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Sts;

/// <summary>What a request asks to narrow its session by, and to tag it with.</summary>
/// <param name="Document">A policy; null for none.</param>
/// <param name="Arns">Managed policies.</param>
/// <param name="Tags">Tags.</param>
public sealed record SessionWishes(string? Document, IReadOnlyList<PolicyDescriptorType>? Arns, IReadOnlyList<Contracts.Sts.Tag>? Tags);

/// <summary>What narrows a session, judged.</summary>
/// <param name="Terms">The terms with policies and tags.</param>
/// <param name="PackedSize">How much of what a session may carry is used, in percent.</param>
public sealed record NarrowedTerms(SessionTerms Terms, int PackedSize);

/// <summary>Judges the policies and tags that callers of STS give to a session.</summary>
public sealed class SessionPolicies(ManagedPolicies managed)
{
    /// <summary>What is said when a session says more than credentials can carry, whatever part of it its caller gave.</summary>
    public const string TooLarge = "The session says more than its credentials can carry.";

    private const int MostArns = 10;
    private const int LargestDocument = 2048;

    /// <summary>The terms with what the request asks for, or what is wrong with it.</summary>
    public async ValueTask<Reply<NarrowedTerms>> Narrow(SessionTerms terms, SessionWishes wishes, CancellationToken ct)
    {
        if (wishes.Document is { } document && (Large(document) ?? Malformed(document)) is { } broken)
            return broken;
        if (Broken(wishes.Tags ?? []) is { } twice)
            return twice;
        if ((wishes.Tags ?? []).Any(tag => Has(terms, tag.Key)))
            return new Fault("ValidationError", "One of the specified tag keys can't be set because it conflicts with a transitive tag key from the calling session.");

        var arns = (wishes.Arns ?? []).Select(one => one.Arn ?? "").ToList();
        if (arns.Count > MostArns)
            return new Fault("ValidationError", $"Cannot exceed quota for PoliciesPerSession: {MostArns}");
        foreach (var arn in arns)
        {
            if (await managed.Find(arn, ct) is null)
                return Faults.MalformedPolicyDocument($"Policy {arn} does not exist or is not attachable.");
        }

        var all = terms with
        {
            Policies = wishes.Document is null ? [] : [wishes.Document],
            PolicyArns = arns,
            Tags = terms.Tags.Concat((wishes.Tags ?? []).Select(tag => KeyValuePair.Create(tag.Key, tag.Value))).ToDictionary(),
        };
        if (!all.TransitiveTags.All(key => Has(all, key)))
            return new Fault("ValidationError", "The specified transitive tag key must be included in the requested tags.");

        var size = SessionSpace.Used(all);
        return size <= 100 ? new NarrowedTerms(all, size) : Faults.PackedPolicyTooLarge($"Packed size of session tags and policy consumes {size}% of allotted space.");
    }

    private static bool Has(SessionTerms terms, string tag) => terms.Tags.Keys.Contains(tag, StringComparer.OrdinalIgnoreCase);

    private static Fault? Large(string document) => document.Length <= LargestDocument
        ? null
        : new Fault("ValidationError", $"1 validation error detected: Value at 'policy' failed to satisfy constraint: Member must have length less than or equal to {LargestDocument}");

    private static Fault? Malformed(string document) =>
        Policy.TryRead(document, PolicyKind.Session, out _, out var reason) ? null : Faults.MalformedPolicyDocument(reason);

    private static Fault? Broken(IReadOnlyList<Contracts.Sts.Tag> tags)
    {
        // Those of requests have bounds already, those of tokens have them here alone.
        if (tags.Count > SessionSpace.MostTags || tags.Any(tag => tag.Key.Length is 0 or > 128 || tag.Value.Length > 256))
            return new("ValidationError", "A session has 50 tags at most, with keys of 128 characters and values of 256.");

        var isFair = tags.DistinctBy(tag => tag.Key, StringComparer.OrdinalIgnoreCase).Count() == tags.Count && !tags.Any(tag => tag.Key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase));
        return isFair ? null : new("ValidationError", "Duplicate or reserved tag keys found. Please note that Tag keys are case insensitive.");
    }
}
