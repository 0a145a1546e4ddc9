namespace Gatehouse.Access;

/// <summary>The credentials of one caller of signed operations.</summary>
/// <param name="Id">The public half: 16 to 128 characters, <c>AKIA…</c> for lasting keys, <c>ASIA…</c> for temporary ones.</param>
/// <param name="Secret">The secret half, in the clear: signatures are made with it. It is never printed.</param>
/// <param name="Principal">Who signs with it.</param>
public sealed record AccessKey(string Id, string Secret, Principal Principal)
{
    /// <summary>When a temporary key ends; null for a lasting key, which no session token goes with.</summary>
    public DateTimeOffset? Expires => Principal.Session?.Expires;

    /// <summary>The key without its secret.</summary>
    public override string ToString() => $"AccessKey {Id} of {Principal.Arn}";
}
