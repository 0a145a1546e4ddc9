using Gatehouse.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Gatehouse.Crypto;

/// <summary>
/// The ceremonies as ASP.NET Core performs them, for one domain and one person at a time. What it decides is decided; why it refused, it
/// tells nobody but people, so that is read anew from the answer.
/// </summary>
public sealed class FrameworkPasskeys : IPasskeyCeremonies
{
    private const int Es256 = -7;
    private const int Rs256 = -257;

    // An answer without attestation has 2 KiB; the certificates of those who attest unasked add a few more.
    private const int LongestAnswer = 32 * 1024;

    // Section 4, "credential ID".
    private const int LongestId = 1023;

    /// <inheritdoc/>
    public async ValueTask<PasskeyRequest> AskNew(PasskeyHolder holder)
    {
        var person = new PasskeyUserEntity { Id = holder.Sub, Name = holder.Name, DisplayName = holder.Name };
        var made = await Handler(holder).MakeCreationOptionsAsync(person, new DefaultHttpContext());
        return new(made.CreationOptionsJson, made.AttestationState!);
    }

    /// <inheritdoc/>
    public async ValueTask<Outcome<Passkey>> TakeNew(PasskeyHolder holder, string state, string answer)
    {
        if (Read(answer) is not { } told)
            return RefusalKind.PasskeyUnreadable;

        var judged = await Handler(holder).PerformAttestationAsync(
            new() { HttpContext = new DefaultHttpContext(), CredentialJson = answer, AttestationState = state });
        if (!judged.Succeeded)
            return holder.Owned.Any(owned => told.Names(owned.CredentialId)) ? RefusalKind.PasskeyTaken : told.Flaw(holder.Party, state);
        if (judged.Passkey.CredentialId.Length is 0 or > LongestId || !PasskeyKey.IsFit(judged.Passkey.PublicKey))
            return RefusalKind.PasskeyUnfit;

        return new Passkey
        {
            CredentialId = judged.Passkey.CredentialId,
            PublicKey = judged.Passkey.PublicKey,
            SignCount = judged.Passkey.SignCount,
            MayBeCopied = judged.Passkey.IsBackupEligible,
            IsCopied = judged.Passkey.IsBackedUp,
            PersonVerified = judged.Passkey.IsUserVerified,
            Transports = PasskeyAnswer.Known(judged.Passkey.Transports),
            Attachment = told.Attachment,
            PartyId = holder.Party.Id,
            Created = judged.Passkey.CreatedAt,
        };
    }

    /// <inheritdoc/>
    public async ValueTask<PasskeyRequest> AskProof(PasskeyHolder holder)
    {
        var made = await Handler(holder).MakeRequestOptionsAsync(holder, new DefaultHttpContext());
        return new(made.RequestOptionsJson, made.AssertionState!);
    }

    /// <inheritdoc/>
    public async ValueTask<Outcome<Passkey>> TakeProof(PasskeyHolder holder, string state, string answer)
    {
        if (Read(answer) is not { } told)
            return RefusalKind.PasskeyUnreadable;

        var judged = await Handler(holder).PerformAssertionAsync(
            new() { HttpContext = new DefaultHttpContext(), CredentialJson = answer, AssertionState = state });
        if (!judged.Succeeded)
            return told.Flaw(holder.Party, state);

        var before = holder.Owned.First(owned => judged.Passkey.CredentialId.AsSpan().SequenceEqual(owned.CredentialId));
        return before with { SignCount = judged.Passkey.SignCount, IsCopied = judged.Passkey.IsBackedUp };
    }

    private static PasskeyAnswer? Read(string answer) => answer.Length > LongestAnswer ? null : PasskeyAnswer.Read(answer);

    private static PasskeyHandler<PasskeyHolder> Handler(PasskeyHolder holder)
    {
        var options = new IdentityPasskeyOptions
        {
            ServerDomain = holder.Party.Id,
            AuthenticatorTimeout = IPasskeyCeremonies.Patience,
            UserVerificationRequirement = holder.Party.RequiresVerification ? "required" : "preferred",
            ResidentKeyRequirement = "required",
            AttestationConveyancePreference = "none",
            IsAllowedAlgorithm = algorithm => algorithm is Es256 or Rs256,

            // A page inside a page of somebody else is not the person's own doing.
            ValidateOrigin = page => new(!page.CrossOrigin && page.TopOrigin is null && holder.Party.Allows(page.Origin)),
        };
        var people = new UserManager<PasskeyHolder>(
            new OnePerson(holder), null!, null!, [], [], null!, new IdentityErrorDescriber(), null!, NullLogger<UserManager<PasskeyHolder>>.Instance);
        return new(people, Options.Create(options));
    }
}
