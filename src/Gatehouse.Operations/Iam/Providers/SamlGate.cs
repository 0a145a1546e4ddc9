using System.Security.Cryptography.X509Certificates;
using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Finds SAML providers that are believed, and judges their metadata.</summary>
public sealed class SamlGate(IParts<SamlTrust> providers, IProviderFacts facts, Realm realm)
{
    private const string NoEncryption = "Encrypted assertions are not supported: leave AssertionEncryptionMode and the private keys out.";

    /// <summary>The provider of an ARN.</summary>
    public async ValueTask<Reply<SamlTrust>> Find(string arn, Call call) =>
        await providers.Find("", "", KeyOf(arn), call.Aborted) is { } found && found.ArnIn(realm.AccountId) == arn ? found : Unknown(arn);

    /// <summary>Changes one in one atomic step: null removes it.</summary>
    public async ValueTask<Fault?> Change(string arn, Func<SamlTrust, SamlTrust?> change, Call call)
    {
        Fault? fault = null;
        await providers.Change(
            "",
            "",
            KeyOf(arn),
            there =>
            {
                fault = there?.ArnIn(realm.AccountId) == arn ? null : Unknown(arn);
                return fault is null ? change(there!) : there;
            },
            call.Aborted);
        return fault;
    }

    /// <summary>Until when metadata is valid: as long as one of its certificates.</summary>
    public Reply<DateTimeOffset> ValidUntil(string metadata)
    {
        if (facts.Read(metadata).Refused(out var refusal, out var party))
            return Faults.InvalidInput(refusal.Detail ?? "Could not parse metadata");

        return party.Certificates.Max(EndOf);
    }

    /// <summary>The refusal of what is not here; null when nothing of it is asked for.</summary>
    public static Fault? Encryption(params ReadOnlySpan<string?> asked)
    {
        foreach (var one in asked)
        {
            if (one is not null)
                return Faults.InvalidInput(NoEncryption);
        }

        return null;
    }

    private static DateTimeOffset EndOf(byte[] certificate)
    {
        using var read = X509CertificateLoader.LoadCertificate(certificate);
        return new(read.NotAfter.ToUniversalTime());
    }

    private static string KeyOf(string arn) => IamRole.KeyOf(SamlTrust.NameIn(arn));

    private static Fault Unknown(string arn) => Faults.NoSuchEntity($"SAML provider {arn} does not exist.");
}
