using Gatehouse.Identity;
using Microsoft.AspNetCore.Identity;

namespace Gatehouse.Crypto;

/// <summary>The one person whose passkeys are in question, in the form in which the framework asks for people. It changes nobody.</summary>
internal sealed class OnePerson(PasskeyHolder holder) : IUserPasskeyStore<PasskeyHolder>
{
    public Task<PasskeyHolder?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        Task.FromResult(userId == holder.Sub ? holder : null);

    public Task<string> GetUserIdAsync(PasskeyHolder user, CancellationToken cancellationToken) => Task.FromResult(user.Sub);

    public Task<IList<UserPasskeyInfo>> GetPasskeysAsync(PasskeyHolder user, CancellationToken cancellationToken) =>
        Task.FromResult<IList<UserPasskeyInfo>>([.. user.Owned.Select(Described)]);

    public Task<PasskeyHolder?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        Task.FromResult(Find(credentialId) is null ? null : holder);

    public Task<UserPasskeyInfo?> FindPasskeyAsync(PasskeyHolder user, byte[] credentialId, CancellationToken cancellationToken) =>
        Task.FromResult(Find(credentialId) is { } passkey ? Described(passkey) : null);

    public Task<string?> GetUserNameAsync(PasskeyHolder user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Name);

    public Task<string?> GetNormalizedUserNameAsync(PasskeyHolder user, CancellationToken cancellationToken) => throw Unasked();

    public Task<PasskeyHolder?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => throw Unasked();

    public Task SetUserNameAsync(PasskeyHolder user, string? userName, CancellationToken cancellationToken) => throw Unasked();

    public Task SetNormalizedUserNameAsync(PasskeyHolder user, string? normalizedName, CancellationToken cancellationToken) => throw Unasked();

    public Task<IdentityResult> CreateAsync(PasskeyHolder user, CancellationToken cancellationToken) => throw Unasked();

    public Task<IdentityResult> UpdateAsync(PasskeyHolder user, CancellationToken cancellationToken) => throw Unasked();

    public Task<IdentityResult> DeleteAsync(PasskeyHolder user, CancellationToken cancellationToken) => throw Unasked();

    public Task AddOrUpdatePasskeyAsync(PasskeyHolder user, UserPasskeyInfo passkey, CancellationToken cancellationToken) => throw Unasked();

    public Task RemovePasskeyAsync(PasskeyHolder user, byte[] credentialId, CancellationToken cancellationToken) => throw Unasked();

    public void Dispose()
    {
    }

    private Passkey? Find(byte[] credentialId) => holder.Owned.FirstOrDefault(passkey => credentialId.AsSpan().SequenceEqual(passkey.CredentialId));

    // What a ceremony does not look at is not kept.
    private static UserPasskeyInfo Described(Passkey passkey) => new(
        passkey.CredentialId,
        passkey.PublicKey,
        passkey.Created,
        passkey.SignCount,
        [.. passkey.Transports],
        passkey.PersonVerified,
        passkey.MayBeCopied,
        passkey.IsCopied,
        attestationObject: [],
        clientDataJson: []);

    private static NotSupportedException Unasked() => new("A ceremony neither makes nor changes people.");
}
