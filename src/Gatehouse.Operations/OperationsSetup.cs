using System.Text;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gatehouse.Operations;

/// <summary>Adds the domain and what operations share to a program. The operations themselves are found by their contracts.</summary>
public static class OperationsSetup
{
    private static readonly Type[] Domain =
    [
        typeof(Passwords), typeof(CompromisedCheck), typeof(Codes), typeof(ConfirmationLinks), typeof(Drafts), typeof(Phrasebook), typeof(Limits), typeof(SendBudgets), typeof(SignUps), typeof(Confirmations), typeof(Recoveries), typeof(RecoveredPasswords), typeof(Migrations), typeof(Profiles),
        typeof(Invitations), typeof(Consultations), typeof(Beginnings),
        typeof(PasswordChanges), typeof(Administration), typeof(TokenMint), typeof(KeyRotation), typeof(Bearers), typeof(FreshValues), typeof(Steps),
        typeof(PasswordFactor), typeof(SrpFactor), typeof(NewPasswordFactor), typeof(SignInFlow), typeof(Refreshes),
        typeof(Devices), typeof(Passkeys), typeof(RelyingParties),
        typeof(Groups), typeof(TokenClaims), typeof(OpenSessions), typeof(SessionBook),
        typeof(ResourceServers), typeof(RefreshTokens), typeof(ClientTokens), typeof(Domains),
        typeof(AddressRules), typeof(EventIds), typeof(AuthEventLog), typeof(AuthEventKeeper), typeof(Feedbacks),
    ];

    private static readonly Type[] Edge =
    [
        typeof(ClientGate), typeof(PoolGate), typeof(PoolClientGate), typeof(TokenGate), typeof(PageTokens), typeof(SignInDesk),
        typeof(ClientNeighbours), typeof(DomainRules), typeof(ThreatGate), typeof(Watch), typeof(PoolArns),
    ];

    private static readonly Type[] Factors =
    [
        typeof(SignInProgress), typeof(SecondFactors), typeof(CodeFactor), typeof(AuthenticatorFactor), typeof(FactorSetUp),
        typeof(SignInCodes), typeof(FirstCodeFactor), typeof(Strangers), typeof(FirstSteps), typeof(ChoiceFlow), typeof(ChoiceDesk),
        typeof(SrpExchanges), typeof(RiddleFactor), typeof(CourseGuide), typeof(CourseFlow), typeof(CourseDesk), typeof(FirstSignIns),
        typeof(AuthenticatorEnrolment), typeof(FactorPreferences), typeof(FactorDesk), typeof(AuthFactors),
    ];

    private static readonly Type[] Devices = [typeof(DeviceGate), typeof(DevicePages), typeof(DeviceDesk), typeof(Arrivals), typeof(DeviceFactor), typeof(PasskeyFactor), typeof(FirstProofs)];

    private static readonly Type[] Federation =
    [
        typeof(PoolCertificates), typeof(Naming), typeof(Linking), typeof(FederatedPeople), typeof(FederatedArrivals), typeof(ProviderGate), typeof(DetailChecks),
        typeof(OidcDetails), typeof(SamlDetails), typeof(ProviderDetails), typeof(DescribeProvider),
    ];

    private static readonly Type[] Styles =
    [
        typeof(StyleImages), typeof(ClassicStyles), typeof(LoginStyles), typeof(ClientBelongings), typeof(TermsGate), typeof(ClassicStyleGate),
        typeof(LoginStyleGate),
    ];

    private static readonly Type[] Imports =
    [
        typeof(Imports), typeof(ImportSignal), typeof(Uploads), typeof(UploadPermits), typeof(Newcomers),
        typeof(ImportGate), typeof(ImportUrl), typeof(Importer),
    ];

    /// <summary>Adds the domain's services and the gates; stores, secrets and keys are for the caller to bring.</summary>
    /// <exception cref="PlatformNotSupportedException">The program runs without Unicode's tables.</exception>
    public static IServiceCollection AddUserPools(this IServiceCollection services)
    {
        // Then names would have other canonical forms than those that are stored, and two people could share one.
        if ("\uFB01".Normalize(NormalizationForm.FormKC) != "fi")
            throw new PlatformNotSupportedException("Names cannot be compared without ICU: do not set DOTNET_SYSTEM_GLOBALIZATION_INVARIANT.");

        foreach (var service in (Type[])[.. Domain, .. Edge, .. Factors, .. Devices, .. Federation, .. Styles, .. Imports])
            services.AddSingleton(service);

        services.TryAddSingleton(new Tiers(AreStrict: false));
        services.TryAddSingleton(TextFiles.None);
        services.TryAddSingleton(new SendCaps());
        services.TryAddSingleton(CompromisedDefault.Off);
        return services;
    }
}
