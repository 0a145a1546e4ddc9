using Gatehouse.Access.Policies;

namespace Gatehouse;

/// <summary>How a refusal by policies is told to whom it stops.</summary>
public static class DeniedText
{
    /// <summary>The sentence that clients and people search for.</summary>
    /// <param name="who">The ARN of who asked, or <c>anonymous</c>.</param>
    /// <param name="action">What they wanted.</param>
    /// <param name="resource">To what; null or <c>*</c> is not told.</param>
    /// <param name="decision">What was decided; null where no policy was asked.</param>
    public static string Of(string who, string action, string? resource, Decision? decision)
    {
        var on = resource is null or "*" ? "" : $" on resource: {resource}";
        return $"User: {who} is not authorized to perform: {action}{on}{(decision is { } made ? Reason(action, made) : "")}";
    }

    private static string Reason(string action, Decision decision)
    {
        var policies = decision.Layer switch
        {
            Layer.Boundary => "permissions boundary",
            Layer.Session  => "session policy",
            Layer.Resource => "resource-based policy",
            _              => "identity-based policy",
        };
        return decision.Verdict is Verdict.ExplicitDeny
            ? $" with an explicit deny in {(decision.Layer is Layer.Identity ? "an" : "a")} {policies}"
            : $" because no {policies} allows the {action} action";
    }
}
