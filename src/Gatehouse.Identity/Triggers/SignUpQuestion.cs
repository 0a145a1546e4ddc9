namespace Gatehouse.Identity;

/// <summary>May this person be added, and is anything known of them already?</summary>
/// <param name="Caller">Through what they come; an administrator when it is no application.</param>
/// <param name="Username">The user name they will have.</param>
/// <param name="Given">The attributes they will have.</param>
public sealed record SignUpQuestion(Caller Caller, string Username, IReadOnlyDictionary<string, string> Given)
    : Question<SignUpDecision>(Occasion.BeforeSignUp, Caller, Username)
{
    /// <summary>Another provider vouches for them.</summary>
    public bool IsFederated { get; init; }

    /// <inheritdoc/>
    public override SignUpDecision Unasked => SignUpDecision.AsUsual;
}

/// <summary>What is known already of somebody who signs up.</summary>
/// <param name="IsConfirmed">No code need be sent.</param>
/// <param name="Proven">The attributes whose addresses are proven.</param>
public sealed record SignUpDecision(bool IsConfirmed, IReadOnlyList<string> Proven)
{
    /// <summary>Nothing.</summary>
    public static readonly SignUpDecision AsUsual = new(false, []);
}
