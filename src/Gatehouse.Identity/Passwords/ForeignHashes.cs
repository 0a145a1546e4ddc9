namespace Gatehouse.Identity;

/// <summary>Functions by which others hash passwords.</summary>
public enum HashKind
{
    /// <summary>bcrypt, as <c>$2b$12$…</c>.</summary>
    Bcrypt,

    /// <summary>scrypt (RFC 7914), as <c>$scrypt$ln=14,r=8,p=1$…$…</c>.</summary>
    Scrypt,

    /// <summary>Argon2id (RFC 9106), as <c>$argon2id$v=19$m=65536,t=3,p=4$…$…</c>.</summary>
    Argon2id,

    /// <summary>PBKDF2 with HMAC-SHA-256 (RFC 8018), as <c>$pbkdf2-sha256$i=600000$…$…</c>.</summary>
    Pbkdf2Sha256,
}

/// <summary>Knows the hashes of others that <see cref="IPasswordHasher"/> verifies.</summary>
public interface IForeignHashes
{
    /// <summary>Whether a text is a hash of that kind, in its exact form, and no sign-in with it costs more than about a second.</summary>
    bool Takes(HashKind kind, string hash);
}
