using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>How the wire names the functions by which passwords are hashed.</summary>
public static class HashKinds
{
    /// <summary>The function of a name; null for any other name.</summary>
    public static HashKind? Read(string name) => name switch
    {
        PasswordHashingAlgorithmType.BCRYPT => HashKind.Bcrypt,
        PasswordHashingAlgorithmType.SCRYPT => HashKind.Scrypt,
        PasswordHashingAlgorithmType.ARGON2ID => HashKind.Argon2id,
        PasswordHashingAlgorithmType.PBKDF2_SHA256 => HashKind.Pbkdf2Sha256,
        _ => null,
    };

    /// <summary>The name of a function; null for none.</summary>
    public static string? Name(HashKind? kind) => kind switch
    {
        HashKind.Bcrypt => PasswordHashingAlgorithmType.BCRYPT,
        HashKind.Scrypt => PasswordHashingAlgorithmType.SCRYPT,
        HashKind.Argon2id => PasswordHashingAlgorithmType.ARGON2ID,
        HashKind.Pbkdf2Sha256 => PasswordHashingAlgorithmType.PBKDF2_SHA256,
        _ => null,
    };
}
