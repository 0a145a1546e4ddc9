namespace Gatehouse.Identity;

/// <summary>The state of one SRP exchange between its two calls, carried by the client, sealed.</summary>
/// <param name="PoolId">In which pool.</param>
/// <param name="ClientId">Through which application.</param>
/// <param name="Name">By which name the person was called.</param>
/// <param name="UserId">What stands for the person in the proof.</param>
/// <param name="PublicA">The client's half, hexadecimal.</param>
/// <param name="Start">Our half.</param>
/// <param name="Expires">When the proof must have come, in ticks.</param>
/// <param name="Nonce">16 random bytes, spent with a proof that holds.</param>
public sealed record SrpExchange(
    string PoolId, string ClientId, string Name, string UserId, string PublicA, SrpStart Start, long Expires, byte[] Nonce)
{
    private const string Purpose = "srp-exchange";

    /// <summary>Seals the exchange into the SECRET_BLOCK.</summary>
    public string Seal(ISecretBox secrets)
    {
        using var buffer = new MemoryStream();
        using var writer = new BinaryWriter(buffer);
        foreach (var text in (string[])[PoolId, ClientId, Name, UserId, PublicA, Start.Public])
            writer.Write(text);
        writer.Write(Expires);
        writer.Write(Nonce);
        writer.Write(Start.Secret);
        writer.Flush();
        return Convert.ToBase64String(secrets.Seal(Purpose, buffer.ToArray()));
    }

    /// <summary>Opens a SECRET_BLOCK; null for one we did not make.</summary>
    public static SrpExchange? Open(ISecretBox secrets, string block)
    {
        var bytes = new byte[block.Length];
        if (!Convert.TryFromBase64String(block, bytes, out var length) || !secrets.TryOpen(Purpose, bytes.AsSpan(0, length), out var state))
            return null;

        using var reader = new BinaryReader(new MemoryStream(state));
        string Text() => reader.ReadString();
        var (pool, client, name, user, a, b) = (Text(), Text(), Text(), Text(), Text(), Text());
        var expires = reader.ReadInt64();
        var nonce = reader.ReadBytes(16);
        return new SrpExchange(pool, client, name, user, a, new SrpStart(reader.ReadBytes(32), b), expires, nonce);
    }
}
