using Gatehouse.Identity;

namespace Gatehouse.TestKit;

/// <summary>Key pairs that sign nothing, for tests that only look at who gets them.</summary>
public sealed class HandmadeKeys : IKeyReservoir
{
    public ValueTask<IReadOnlyList<SigningKey>> Take(string poolId, DateTimeOffset signsFrom, CancellationToken ct) =>
        new([Make(poolId, TokenUse.Id, signsFrom), Make(poolId, TokenUse.Access, signsFrom)]);

    public ValueTask<SigningKey> One(string poolId, TokenUse use, DateTimeOffset signsFrom, CancellationToken ct) => new(Make(poolId, use, signsFrom));

    private static SigningKey Make(string poolId, TokenUse use, DateTimeOffset signsFrom) =>
        new(poolId, $"{use} key of {poolId}", use, [1], [2], [3], signsFrom, VerifiesUntil: null);
}
