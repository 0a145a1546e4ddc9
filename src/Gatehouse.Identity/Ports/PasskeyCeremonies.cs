namespace Gatehouse.Identity;

/// <summary>What a browser is asked, and what must be kept until it answers.</summary>
/// <param name="Options">The options of <c>navigator.credentials</c> as JSON.</param>
/// <param name="State">Kept sealed, and given back with the answer.</param>
public sealed record PasskeyRequest(string Options, string State);

/// <summary>Whose passkey it is.</summary>
/// <param name="Party">What the browser binds it to.</param>
/// <param name="Sub">What stands for the person in it: nothing that tells who they are.</param>
/// <param name="Name">What the browser shows.</param>
/// <param name="Owned">The passkeys the person has.</param>
public sealed record PasskeyHolder(RelyingParty Party, string Sub, string Name, IReadOnlyList<Passkey> Owned);

/// <summary>The two ceremonies of Web Authentication level 3 (sections 7.1 and 7.2), every check of them included.</summary>
public interface IPasskeyCeremonies
{
    /// <summary>How long a browser has to answer.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Asks for a new passkey.</summary>
    ValueTask<PasskeyRequest> AskNew(PasskeyHolder holder);

    /// <summary>Judges a browser's answer to that; a passkey that the holder has already is refused.</summary>
    /// <param name="holder">Who was asked.</param>
    /// <param name="state">What was kept.</param>
    /// <param name="answer">The browser's answer as JSON.</param>
    ValueTask<Outcome<Passkey>> TakeNew(PasskeyHolder holder, string state, string answer);

    /// <summary>Asks for proof of one of the holder's passkeys.</summary>
    ValueTask<PasskeyRequest> AskProof(PasskeyHolder holder);

    /// <summary>Judges the proof. It must count further than the last one, where the authenticator counts.</summary>
    /// <param name="holder">Who was asked.</param>
    /// <param name="state">What was kept.</param>
    /// <param name="answer">The browser's answer as JSON.</param>
    /// <returns>The passkey as it is to be stored now.</returns>
    ValueTask<Outcome<Passkey>> TakeProof(PasskeyHolder holder, string state, string answer);
}
