namespace Gatehouse.Access.Policies;

/// <summary>A question: may this subject do this, to these?</summary>
public sealed class AccessRequest
{
    /// <summary>Puts a question.</summary>
    /// <param name="subject">Who asks.</param>
    /// <param name="action">What, as <c>s3:GetObject</c>; case makes no difference.</param>
    /// <param name="resources">To what: names as <c>arn:aws:s3:::bucket/key</c>, each of which must be allowed; none, or <c>*</c>, for an action on nothing in particular.</param>
    /// <param name="context">What else is known.</param>
    public AccessRequest(Subject subject, string action, IReadOnlyList<string> resources, RequestContext context)
    {
        (Subject, Action, Context) = (subject, action, context);
        Resources = resources.Count == 0 ? ["*"] : resources;
        LowerAction = action.ToLowerInvariant();
    }

    /// <summary>Who asks.</summary>
    public Subject Subject { get; }

    /// <summary>What, as it was asked.</summary>
    public string Action { get; }

    /// <summary>To what; never empty.</summary>
    public IReadOnlyList<string> Resources { get; }

    /// <summary>What else is known.</summary>
    public RequestContext Context { get; }

    /// <summary>The action as policies are compiled to compare it.</summary>
    internal string LowerAction { get; }
}
