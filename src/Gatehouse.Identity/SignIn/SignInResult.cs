namespace Gatehouse.Identity;

/// <summary>How a step of a sign-in ended: with tokens, or with the next thing to prove.</summary>
public abstract record SignInResult
{
    /// <summary>The person is in.</summary>
    public sealed record SignedIn(IssuedTokens Tokens) : SignInResult;

    /// <summary>The person must prove the password by SRP.</summary>
    /// <param name="UserId">What stands for the person in the proof.</param>
    /// <param name="Salt">Hexadecimal.</param>
    /// <param name="PublicB">Hexadecimal.</param>
    /// <param name="SecretBlock">Base64; the state of the exchange, sealed, to be sent back.</param>
    public sealed record ProveBySrp(string UserId, string Salt, string PublicB, string SecretBlock) : SignInResult
    {
        /// <summary>The state of the sign-in, sealed, to be sent back; null where the secret block is all of it.</summary>
        public string? Session { get; init; }
    }

    /// <summary>The person must choose a password of their own.</summary>
    /// <param name="Session">The state of the sign-in, sealed, to be sent back.</param>
    /// <param name="User">The person.</param>
    /// <param name="Known">Their attributes, as far as the application may read them.</param>
    /// <param name="Missing">Required attributes without a value.</param>
    public sealed record ChooseNewPassword(
        string Session, User User, IReadOnlyDictionary<string, string> Known, IReadOnlyList<string> Missing) : SignInResult;

    /// <summary>The person must say with what they begin.</summary>
    /// <param name="Session">The state of the sign-in, sealed, to be sent back.</param>
    /// <param name="Factors">Those to choose among.</param>
    /// <param name="Options">The options for the browser, as JSON, where a passkey is among them; else null.</param>
    public sealed record ChooseFirst(string Session, IReadOnlyList<FirstFactor> Factors, string? Options) : SignInResult;

    /// <summary>The person must give the password.</summary>
    /// <param name="Session">The state of the sign-in, sealed, to be sent back.</param>
    /// <param name="BySrp">It shall not cross the wire: the client's half of SRP is wanted.</param>
    public sealed record AskPassword(string Session, bool BySrp) : SignInResult;

    /// <summary>The person must give the code that was sent.</summary>
    /// <param name="Session">The state of the sign-in, sealed, to be sent back.</param>
    /// <param name="Factor">Which way it went.</param>
    /// <param name="Sent">Where it is said to have gone.</param>
    public sealed record ProveFirst(string Session, FirstFactor Factor, Delivery Sent) : SignInResult;

    /// <summary>The person must prove a second factor.</summary>
    /// <param name="Session">The state of the sign-in, sealed, to be sent back.</param>
    /// <param name="User">The person.</param>
    /// <param name="Factor">Which.</param>
    /// <param name="Sent">Where a code went; null when none was sent.</param>
    public sealed record ProveFactor(string Session, User User, SecondFactor Factor, Delivery? Sent) : SignInResult;

    /// <summary>The person must say which second factor it shall be.</summary>
    /// <param name="Session">The state of the sign-in, sealed, to be sent back.</param>
    /// <param name="User">The person.</param>
    /// <param name="Factors">Those to choose among.</param>
    public sealed record ChooseFactor(string Session, User User, IReadOnlyList<SecondFactor> Factors) : SignInResult;

    /// <summary>The person must solve a riddle that a function of the pool made.</summary>
    /// <param name="Session">The state of the sign-in, sealed, to be sent back.</param>
    /// <param name="Username">The user name to answer by.</param>
    /// <param name="Shown">The riddle.</param>
    public sealed record SolveRiddle(string Session, string Username, IReadOnlyDictionary<string, string> Shown) : SignInResult;

    /// <summary>The person must prove a passkey.</summary>
    /// <param name="Session">The state of the sign-in, sealed, to be sent back.</param>
    /// <param name="Options">The options for the browser, as JSON.</param>
    public sealed record ProvePasskey(string Session, string Options) : SignInResult;

    /// <summary>The device must prove that it is the one it says.</summary>
    /// <param name="Session">The state of the sign-in, sealed, to be sent back.</param>
    /// <param name="User">The person.</param>
    /// <param name="DeviceKey">The device.</param>
    public sealed record ProveDevice(string Session, User User, string DeviceKey) : SignInResult;

    /// <summary>The device must prove its secret by SRP.</summary>
    /// <param name="Session">The state of the sign-in, sealed, to be sent back.</param>
    /// <param name="User">The person.</param>
    /// <param name="DeviceKey">The device; it stands for itself in the proof.</param>
    /// <param name="Salt">Hexadecimal.</param>
    /// <param name="PublicB">Hexadecimal.</param>
    /// <param name="SecretBlock">Base64; the state of the exchange, sealed, to be sent back.</param>
    public sealed record ProveDeviceBySrp(string Session, User User, string DeviceKey, string Salt, string PublicB, string SecretBlock) : SignInResult;

    /// <summary>The person must set up a second factor.</summary>
    /// <param name="Session">The state of the sign-in, sealed, to be sent back.</param>
    /// <param name="User">The person.</param>
    /// <param name="Factors">Those that can be set up.</param>
    public sealed record SetUpFactor(string Session, User User, IReadOnlyList<SecondFactor> Factors) : SignInResult;
}

/// <summary>Who wants to sign in, where, and through what.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="Client">The application.</param>
/// <param name="Name">By which name the person is called.</param>
public sealed record SignInAttempt(UserPool Pool, AppClient Client, string Name)
{
    /// <summary>From where.</summary>
    public Origin From { get; init; } = Origin.Unknown;

    /// <summary>On which device; null where the pool, or the edge it comes through, keeps no track of devices.</summary>
    public DeviceClaim? Device { get; init; }

    /// <summary>What the tokens are issued for, if this is the last step.</summary>
    public TokenCause Cause { get; init; } = TokenCause.SignIn;

    /// <summary>What was asked until now, where a function of the pool decides what comes next; null where none does, or it has decided.</summary>
    public Course? Course { get; init; }

    /// <summary>What stands for the sub of somebody who is not there, from the second call on; null in the first.</summary>
    public string? StrangerSub { get; init; }

    /// <summary>What is sent along for the functions of the pool; null for nothing.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <summary>The same for those that judge whether the person may come in.</summary>
    public IReadOnlyDictionary<string, string>? Evidence { get; init; }

    /// <summary>What comes to light on the way.</summary>
    public Findings Findings { get; init; } = new();

    /// <summary>Through what it is called.</summary>
    public Caller Caller => new(Pool, Client) { Metadata = Metadata, Evidence = Evidence, Address = From.Address, Findings = Findings };

    /// <summary>The attempt after something was proven, for the function that decides what comes next, if one does.</summary>
    public SignInAttempt After(RoundKind proven) => this with { Course = Course?.With(new(proven, true)) };
}

/// <summary>On which device somebody signs in, as they say.</summary>
/// <param name="Key">The device; null when it is not known yet.</param>
/// <param name="IsServer">A server speaks for the person: it has no device to prove.</param>
public sealed record DeviceClaim(string? Key, bool IsServer)
{
    /// <summary>The device proved that it is the one.</summary>
    public bool IsProven { get; init; }
}
