using Gatehouse.Contracts.UserPools;

namespace Gatehouse.Tests.UserPools;

/// <summary>
/// Answers to every challenge with something missing, too much, swapped or too large: no such answer gets tokens, and each is refused by
/// a fault that the operation declares (which the world asserts of every call). And of many right answers at once one goes on.
/// </summary>
public sealed class BentAnswerTests
{
    private static readonly string[] Junk =
    [
        "", "x", "\0", "0", "{}", "' OR '1'='1", "\ud83d\ude00", new string('A', 2_048), new string('9', 100_000),
    ];

    private static readonly string[] Names = [.. typeof(ChallengeNameType).GetFields().Where(f => f.IsLiteral).Select(f => f.GetRawConstantValue()).OfType<string>()];

    private static readonly string[] Members =
    [
        "USERNAME", "PASSWORD", "NEW_PASSWORD", "ANSWER", "SMS_MFA_CODE", "SMS_OTP_CODE", "SOFTWARE_TOKEN_MFA_CODE", "EMAIL_OTP_CODE", "PASSWORD_CLAIM_SIGNATURE",
        "PASSWORD_CLAIM_SECRET_BLOCK", "TIMESTAMP", "SRP_A", "DEVICE_KEY", "SESSION", "CREDENTIAL", "EMAIL", "SECRET_HASH", "userAttributes.sub",
        "userAttributes.email_verified", "userAttributes.", "",
    ];

    public static TheoryData<string> Kinds => [.. Challenges.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_right_answer_goes_on(string kind)
    {
        using var at = await Challenges.Make(kind);
        Assert.Null((await Send(at, kind, r => r)).Refusal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task With_a_member_missing_or_bent_it_does_not(string kind)
    {
        foreach (var name in await MembersOf(kind))
        {
            await Refused(kind, $"without {name}", r => r.Remove(name));
            foreach (var junk in Junk)
                await Refused(kind, $"{name} = {junk[..Math.Min(12, junk.Length)]}", r => r[name] = junk);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task With_two_members_swapped_it_does_not(string kind)
    {
        var names = await MembersOf(kind);
        foreach (var one in names)
        {
            foreach (var other in names.Where(name => string.CompareOrdinal(name, one) > 0))
                await Refused(kind, $"{one} and {other}", r => (r[one], r[other]) = (r[other], r[one]));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_is_not_asked_for_proves_nothing(string kind)
    {
        var asked = (await MembersOf(kind)).ToHashSet();
        foreach (var name in Members.Where(name => !asked.Contains(name)))
        {
            // Beside a right answer it changes nothing, or is refused; in its place it is no answer.
            using var at = await Challenges.Make(kind);
            await Send(at, kind, r => r.Append(name, Junk[^1]));

            // What ends an authenticator's set-up is the session alone.
            if (kind != "MFA_SETUP")
                await Refused(kind, $"{name} alone", r => Replace(r, name, "x"));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Under_another_name_it_gets_no_tokens(string kind)
    {
        foreach (var name in Names.Where(name => name != kind.Split(' ')[0]))
        {
            using var at = await Challenges.Make(kind);
            var said = await at.Person.Respond(name, at.Asked.Session, Challenges.Answers(kind, at));

            // Who is asked for a passkey may choose anew; and a second factor of two names is asked for by each.
            Assert.True(said.Tokens is null, $"{kind} answered as {name} got tokens");
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task With_another_session_it_gets_no_tokens(string kind)
    {
        // Its session is its secret block.
        if (kind == "PASSWORD_VERIFIER")
            return;

        foreach (var bend in (Func<string, string?>[])
            [
                _ => null, _ => "", _ => new string('A', 20), s => s[..^1], s => s + "A", s => s[..40] + (s[40] == 'A' ? 'B' : 'A') + s[41..], s => s[5..], s => s.ToUpperInvariant(),
                s => s + s,
            ])
        {
            using var at = await Challenges.Make(kind);
            var said = await at.Person.Respond(at.Asked.Challenge!, bend(at.Asked.Session!), Challenges.Answers(kind, at));
            Assert.NotNull(said.Refusal);
        }

        foreach (var other in Challenges.Kinds.Where(other => other != kind && other != "PASSWORD_VERIFIER" && !(kind.StartsWith("MFA_SETUP", StringComparison.Ordinal) && other.StartsWith("MFA_SETUP", StringComparison.Ordinal))))
        {
            using var at = await Challenges.Make(kind);
            using var elsewhere = await Challenges.Make(other);
            Assert.NotNull((await at.Person.Respond(at.Asked.Challenge!, elsewhere.Asked.Session, Challenges.Answers(kind, at))).Refusal);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Of_thirty_two_at_once_one_goes_on(string kind)
    {
        using var at = await Challenges.Make(kind);
        var answers = Challenges.Answers(kind, at);
        var said = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => at.Person.Respond(at.Asked.Challenge!, at.Asked.Session, answers))));
        Assert.Single(said, one => one.Refusal is null);

        // Nor does it later, when all are done.
        Assert.NotNull((await at.Person.Respond(at.Asked.Challenge!, at.Asked.Session, answers)).Refusal);
    }

    private static async Task<IReadOnlyList<string>> MembersOf(string kind)
    {
        using var at = await Challenges.Make(kind);
        return [.. Challenges.Answers(kind, at).Select(answer => answer.Name)];
    }

    private static async Task Refused(string kind, string how, Action<Dictionary<string, string>> bend)
    {
        using var at = await Challenges.Make(kind);
        var said = await Send(at, kind, r =>
        {
            bend(r);
            return r;
        });

        // A choice without a password asks for it.
        Assert.True(said.Refusal is not null || (kind, said.Challenge) is ("SELECT_CHALLENGE", "PASSWORD"), $"{kind} {how}: {said.Word}");
    }

    private static Task<Asked> Send(Challenged at, string kind, Func<Dictionary<string, string>, Dictionary<string, string>> bend)
    {
        var responses = bend(Wire.Map(Challenges.Answers(kind, at)));
        return at.Person.Respond(at.Asked.Challenge!, at.Asked.Session, [.. responses.Select(pair => (pair.Key, pair.Value))]);
    }

    private static void Replace(Dictionary<string, string> responses, string name, string value)
    {
        var user = responses["USERNAME"];
        responses.Clear();
        responses["USERNAME"] = user;
        responses[name] = value;
    }
}

file static class Responses
{
    public static Dictionary<string, string> Append(this Dictionary<string, string> responses, string name, string value)
    {
        responses[name] = value;
        return responses;
    }
}
