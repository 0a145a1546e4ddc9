namespace Gatehouse.Identity;

/// <summary>What a pool asks of passkeys.</summary>
/// <param name="RelyingParty">The host name passkeys are bound to; null for the pool's own domain.</param>
/// <param name="RequiresVerification">The person proves to the device who they are, each time.</param>
/// <param name="SatisfiesSecondFactor">A passkey with that proof needs no second factor beside it.</param>
public sealed record PasskeyRules(string? RelyingParty, bool RequiresVerification, bool SatisfiesSecondFactor);
