using System.Data.Common;
using Dapper;
using Gatehouse.Identity;

namespace Gatehouse.Storage;

/// <summary>Key pairs as rows; the private halves arrive sealed.</summary>
internal sealed class SigningKeyStore(IDatabase database, TimeProvider time) : ISigningKeyStore
{
    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SigningKey>> Of(string poolId, CancellationToken ct) => database.Read<IReadOnlyList<SigningKey>>(
        async connection => [.. (await connection.QueryAsync<Row>(
            """
            SELECT pool_id AS PoolId, kid, token_use AS TokenUse, sealed_private AS SealedPrivate, modulus, exponent,
                   signs_from AS SignsFrom, verifies_until AS VerifiesUntil
            FROM signing_keys WHERE pool_id = @poolId AND (verifies_until IS NULL OR verifies_until > @now) ORDER BY signs_from, kid
            """,
            new { poolId, now = time.GetUtcNow().Column() })).Select(row => row.Key())],
        ct);

    /// <inheritdoc/>
    public ValueTask<bool> Begin(string issuer, IReadOnlyList<SigningKey> keys, CancellationToken ct) => database.Write(
        async tx =>
        {
            // Whoever comes second waits here for the first.
            if (await tx.Connection.ExecuteAsync("INSERT INTO pool_ids_used (id) VALUES (@issuer) ON CONFLICT DO NOTHING", new { issuer }) == 0)
                return false;

            await Insert(tx.Connection, keys);
            return true;
        },
        ct);

    /// <inheritdoc/>
    public async ValueTask Replace(string poolId, IReadOnlyList<SigningKey> added, DateTimeOffset oldOnesVerifyUntil, CancellationToken ct) =>
        await database.Write(
            async tx =>
            {
                var locking = database.Dialect.ForKeyShare;
                if (poolId != Realm.Identities && await tx.Connection.ExecuteScalarAsync<string>($"SELECT id FROM pools WHERE id = @poolId{locking}", new { poolId }) is null)
                    return false;

                foreach (var use in added.Select(key => key.Use.ToString()).Distinct(StringComparer.Ordinal))
                {
                    await tx.Connection.ExecuteAsync(
                        """
                        UPDATE signing_keys SET verifies_until = @until
                        WHERE pool_id = @poolId AND token_use = @use AND (verifies_until IS NULL OR verifies_until > @until)
                        """,
                        new { poolId, use, until = oldOnesVerifyUntil.Column() });
                }

                await Insert(tx.Connection, added);
                return true;
            },
            ct);

    /// <summary>Adds key pairs.</summary>
    public static async Task Insert(DbConnection connection, IReadOnlyList<SigningKey> keys)
    {
        if (keys.Count == 0)
            return;

        await connection.ExecuteAsync(Sql.Rows(
            "INSERT INTO signing_keys (pool_id, kid, token_use, sealed_private, modulus, exponent, signs_from, verifies_until)",
            keys.Select(key => new object?[]
            {
                key.PoolId, key.Kid, key.Use.ToString(), key.SealedPrivate, key.Modulus, key.Exponent, key.SignsFrom.Column(), key.VerifiesUntil?.Column(),
            })));
    }

    private sealed record Row
    {
        public string PoolId { get; init; } = "";

        public string Kid { get; init; } = "";

        public string TokenUse { get; init; } = "";

        public byte[] SealedPrivate { get; init; } = [];

        public byte[] Modulus { get; init; } = [];

        public byte[] Exponent { get; init; } = [];

        public long SignsFrom { get; init; }

        public long? VerifiesUntil { get; init; }

        public SigningKey Key() => new(
            PoolId, Kid, Enum.Parse<TokenUse>(TokenUse), SealedPrivate, Modulus, Exponent, Sql.Time(SignsFrom), VerifiesUntil is { } end ? Sql.Time(end) : null);
    }
}
