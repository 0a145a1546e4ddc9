namespace Gatehouse.Access;

/// <summary>The credentials of one caller of signed operations.</summary>
/// <param name="Id">The public half: 16 to 128 characters, <c>AKIA…</c> for lasting keys, <c>ASIA…</c> for temporary ones.</param>
/// <param name="Secret">The secret half, in the clear: signatures are made with it. It is never printed.</param>
/// <param name="PrincipalArn">Who signs with it, as <c>arn:aws:iam::000000000000:root</c>.</param>
public sealed record AccessKey(string Id, string Secret, string PrincipalArn)
{
    /// <summary>When a temporary key ends; null for a lasting key, which no session token goes with.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>The key without its secret.</summary>
    public override string ToString() => $"AccessKey {Id} of {PrincipalArn}";
}
