namespace Gatehouse.Identity;

/// <summary>Temporary credentials, as they are given out.</summary>
/// <param name="Id">The public half, <c>ASIA…</c>.</param>
/// <param name="Secret">The secret half.</param>
/// <param name="Token">What goes with every request: the session itself, sealed.</param>
/// <param name="Expires">When they end, in whole seconds.</param>
public sealed record TemporaryKey(string Id, string Secret, string Token, DateTimeOffset Expires)
{
    /// <summary>The key without what is secret.</summary>
    public override string ToString() => $"TemporaryKey {Id}";
}
