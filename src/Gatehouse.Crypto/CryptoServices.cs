using Gatehouse.Identity;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Gatehouse.Crypto;

/// <summary>Puts everything cryptographic into a program.</summary>
public static class CryptoServices
{
    /// <summary>
    /// Adds the ports <see cref="IPasswordHasher"/>, <see cref="IForeignHashes"/>, <see cref="ICompromisedPasswords"/> (unless there is one), <see cref="ISecretBox"/>, <see cref="ISrp"/>, <see cref="IRandom"/>,
    /// <see cref="IPasskeyCeremonies"/>, <see cref="IKeyReservoir"/>, <see cref="ITokens"/> and <see cref="ICertificates"/>. The program brings <see cref="IKeyRingStore"/>,
    /// <see cref="ISigningKeyStore"/> and <see cref="Realm"/>.
    /// </summary>
    /// <remarks>
    /// Ask for <see cref="ISecretBox"/> before the program takes calls: a master key that does not fit the store shows there.
    /// </remarks>
    public static IServiceCollection AddCrypto(this IServiceCollection services, MasterKey masterKey)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(masterKey);
        services.AddSingleton<RootSecret>();
        services.AddDataProtection().SetApplicationName("Gatehouse").UseCryptographicAlgorithms(
            new AuthenticatedEncryptorConfiguration { EncryptionAlgorithm = EncryptionAlgorithm.AES_256_GCM });
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(options =>
        {
            provider.GetRequiredService<RootSecret>();
            options.XmlRepository = new KeyRing(provider.GetRequiredService<IKeyRingStore>());
            options.XmlEncryptor = new RingCipher(provider);
        }));
        services.AddSingleton<ISecretBox, DataProtectionSecrets>();
        services.AddSingleton<IPasswordHasher, Argon2Passwords>();
        services.AddSingleton<IForeignHashes, ForeignHashes>();
        services.TryAddSingleton<ICompromisedPasswords, CommonPasswords>();
        services.AddSingleton<ISrp, Srp3072>();
        services.AddSingleton<IRandom, SystemRandom>();
        services.AddSingleton<IPasskeyCeremonies, FrameworkPasskeys>();
        services.AddSingleton<ITokens, JwtTokens>();
        services.AddSingleton<ICertificates, SelfSigned>();
        services.AddSingleton<KeyReservoir>();
        services.AddSingleton<IKeyReservoir>(provider => provider.GetRequiredService<KeyReservoir>());
        services.AddHostedService(provider => provider.GetRequiredService<KeyReservoir>());
        return services;
    }
}
