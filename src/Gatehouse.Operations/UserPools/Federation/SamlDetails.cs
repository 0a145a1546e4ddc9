using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>What a SAML provider must be told, and what its metadata tells.</summary>
public sealed class SamlDetails(IProviderFacts facts)
{
    private static readonly string[] Switches = ["IDPSignout", "IDPInit", "EncryptedResponses"];
    private static readonly string[] Derived = [Details.SignOn, Details.SignOut, Details.EncryptionCertificate];

    /// <summary>The details with what the metadata says, or the fault for what is wrong or not to be had.</summary>
    public async ValueTask<Reply<CompleteDetails>> Complete(IReadOnlyDictionary<string, string> asked, CancellationToken ct)
    {
        if (Broken(asked) is { } broken)
            return broken;
        if ((await Party(asked, ct)).Refused(out var fault, out var party))
            return fault;

        var details = asked.Where(detail => !Derived.Contains(detail.Key)).ToDictionary(StringComparer.Ordinal);
        details[Details.SignOn] = party.SignOnUrl;
        if (party.SignOutUrl is { } signOut)
            details[Details.SignOut] = signOut;

        return new CompleteDetails(details) { Saml = party };
    }

    private async ValueTask<Reply<SamlParty>> Party(IReadOnlyDictionary<string, string> asked, CancellationToken ct)
    {
        var outcome = asked.Has(Details.MetadataUrl)
            ? await facts.Fetch(new Uri(asked[Details.MetadataUrl]), ct)
            : facts.Read(asked[Details.MetadataFile]);
        if (!outcome.Refused(out var refusal, out var party))
            return party;

        return refusal.Kind is RefusalKind.Unreachable
            ? Faults.InvalidParameter($"Error retrieving metadata from {asked[Details.MetadataUrl]}")
            : Refused.As(refusal);
    }

    private static Fault? Broken(IReadOnlyDictionary<string, string> asked)
    {
        var (byUrl, byFile) = (asked.Has(Details.MetadataUrl), asked.Has(Details.MetadataFile));
        if (!byUrl && !byFile)
            return Faults.InvalidParameter("At least one of the MetadataURL or MetadataFile should be provided.");
        if (byUrl && byFile)
            return Faults.InvalidParameter("Only one of the MetadataURL or MetadataFile should be provided.");
        if (Array.Find(Switches, name => asked.Has(name) && !bool.TryParse(asked[name], out _)) is { } wrong)
            return Faults.InvalidParameter($"{wrong} must be true or false.");

        return asked.Has(Details.SigningAlgorithm) && asked[Details.SigningAlgorithm] != "rsa-sha256"
            ? Faults.InvalidParameter("RequestSigningAlgorithm must be rsa-sha256.")
            : null;
    }
}
