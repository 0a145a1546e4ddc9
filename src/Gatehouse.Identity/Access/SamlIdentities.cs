using System.Security.Cryptography;
using System.Text;

namespace Gatehouse.Identity;

/// <summary>Judges assertions that are shown for a role, or as a login of an identity pool, and sees to it that none is used in more than one way.</summary>
public sealed class SamlIdentities(ISamlAssertions assertions, IProviderFacts facts, IParts<SamlTrust> trusts, ISpentValues spent, Realm realm)
{
    // What providers are set up with who send people to AWS; and our own name, for those who want to tell the two apart.
    private const string Aws = "urn:amazon:webservices";
    private const string AwsAddress = "https://signin.aws.amazon.com/saml";

    private readonly string here = realm.PublicUrl + "/saml";

    /// <summary>What a response proves.</summary>
    /// <param name="arn">The record of the provider that must have made it.</param>
    /// <param name="response">The response in base64.</param>
    /// <param name="ct">Cancels the wait.</param>
    /// <returns><see cref="RefusalKind.ProviderUnknown"/> when there is no such record; else what <see cref="ISamlAssertions.Read"/> says.</returns>
    public async ValueTask<Outcome<SamlStatement>> Prove(string arn, string response, CancellationToken ct)
    {
        if (await trusts.Find("", "", IamRole.KeyOf(SamlTrust.NameIn(arn)), ct) is not { } trust || trust.ArnIn(realm.AccountId) != arn)
            return RefusalKind.ProviderUnknown;
        if (facts.Read(trust.Metadata).Refused(out var refusal, out var party))
            return new Refusal(RefusalKind.LoginInvalid, refusal.Detail);

        return assertions.Read(response, new(party, [Aws, AwsAddress, here], [AwsAddress, $"https://{realm.Region}.signin.aws.amazon.com/saml", here]));
    }

    /// <summary>Uses an assertion for a role. Of many at once, on any node, exactly one gets true.</summary>
    public ValueTask<bool> Spend(SamlStatement said, CancellationToken ct) => spent.Spend("", Mark("role", said), said.UsableUntil, ct);

    /// <summary>Uses an assertion for a login: again and again in the identity pool where that was first done, and in no other.</summary>
    public ValueTask<bool> Bind(SamlStatement said, string poolId, CancellationToken ct) =>
        spent.Bind("", Mark("login", said), SHA256.HashData(Encoding.UTF8.GetBytes(poolId)), said.UsableUntil, ct);

    // A provider may have several records: its name is in the assertion, theirs are not.
    private static byte[] Mark(string use, SamlStatement said) => SHA256.HashData(Encoding.UTF8.GetBytes($"saml/{use}\n{said.Issuer}\n{said.Id}"));
}
