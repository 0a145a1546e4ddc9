using System.Globalization;
using System.Text;

namespace Gatehouse.Identity;

/// <summary>A code that was drawn but not yet put in force.</summary>
/// <param name="Digits">Six digits, or eight.</param>
/// <param name="MessageId">The id of the message that will carry it.</param>
/// <param name="Now">When it was drawn.</param>
public sealed record DrawnCode(string Digits, string MessageId, DateTimeOffset Now)
{
    /// <summary>What the message will say.</summary>
    public MessageWords Words { get; init; } = MessageWords.AsUsual;

    /// <summary>The code is in force and nobody gets it: the address has had enough, and it is not to be seen.</summary>
    public bool IsWithheld { get; init; }

    /// <summary>Through what it came to the message; null when no function was to hear of it.</summary>
    public Caller? Caller { get; init; }

    /// <inheritdoc/>
    public override string ToString() => "DrawnCode";
}

/// <summary>Draws codes, words the messages that carry them, and recognises them when they come back.</summary>
public sealed class Codes(ISecretBox secrets, Drafts drafts, Phrasebook phrases, SendBudgets budgets, IRandom random, TimeProvider clock)
{
    /// <summary>Draws a code. Draw before a change begins: a change may run twice, a draw may not.</summary>
    /// <param name="digits">How many digits it has: six or eight.</param>
    public DrawnCode Draw(int digits = 6)
    {
        var number = random.Below(digits == 6 ? 1_000_000 : 100_000_000);
        return new(number.ToString($"D{digits}", CultureInfo.InvariantCulture), random.Uuid(), clock.GetUtcNow());
    }

    /// <summary>Draws a code for a message to a person, in the words of the pool's function, if there may be a message still.</summary>
    /// <param name="caller">Through what it came to the message.</param>
    /// <param name="planned">The message.</param>
    /// <param name="ct">Cancels the wait.</param>
    public async ValueTask<Outcome<DrawnCode>> Draw(Caller caller, PlannedMessage planned, CancellationToken ct)
    {
        foreach (var to in planned.To)
        {
            if (await budgets.Take(caller, to, ct) is not { } spent)
                continue;

            // Nobody is asked for the words of a message that is not sent.
            return spent.Kind is RefusalKind.AddressLimit && planned.HidesLimit ? Draw(planned.Digits) with { IsWithheld = true } : spent;
        }

        return (await drafts.Ask(caller, planned, ct)).Refused(out var refusal, out var words) ? refusal : Draw(planned.Digits) with { Words = words, Caller = caller };
    }

    /// <summary>The keyed hash by which a code is recognised: it differs by pool, person and purpose.</summary>
    public byte[] Mac(User user, CodePurpose purpose, string code) =>
        secrets.Mac("code", Encoding.UTF8.GetBytes($"{user.PoolId}/{user.Sub}/{purpose}/{code}"));

    /// <summary>Puts a drawn code in force and its message in the person's outbox.</summary>
    /// <returns>Where it went.</returns>
    public Delivery Send(UserPool pool, User user, DrawnCode drawn, CodePurpose purpose, MessagePurpose why, string attribute) => Put(
        pool, user, drawn, purpose, why,
        new OneTimeCode(Mac(user, purpose, drawn.Digits), drawn.Now + OneTimeCode.LifetimeOf(purpose), attribute)
        {
            LinkOf = ChannelOf(attribute) is Channel.Email ? drawn.Words.Link?.ClientId : null,
        });

    /// <summary>The keyed hash by which a code of a sign-in is recognised: it differs by step as well.</summary>
    public byte[] Mac(User user, Step step, string code) =>
        secrets.Mac("code", Encoding.UTF8.GetBytes($"{user.PoolId}/{user.Sub}/{CodePurpose.SignIn}/{Convert.ToHexStringLower(step.Nonce)}/{code}"));

    /// <summary>The same for a code that answers one step of a sign-in, and works for as long as the step does.</summary>
    public Delivery Send(UserPool pool, User user, DrawnCode drawn, Step step, string attribute) => Put(
        pool, user, drawn, CodePurpose.SignIn, MessagePurpose.Authentication,
        new OneTimeCode(Mac(user, step, drawn.Digits), new DateTimeOffset(step.Expires, TimeSpan.Zero), attribute));

    /// <summary>Words an invitation with a temporary password.</summary>
    public Message Invitation(UserPool pool, User user, string username, string password, Channel channel, DrawnCode drawn)
    {
        var isSms = channel is Channel.Sms;
        var address = user[isSms ? Attributes.Phone : Attributes.Email]!;
        var words = drawn.Words.By(channel, phrases.For(pool, user, MessagePurpose.AdminCreateUser, channel)).Filled(new(password, username), channel);
        return new Message(
            drawn.MessageId + (isSms ? "-sms" : ""), pool.Id, channel, address,
            MessagePurpose.AdminCreateUser, words.Subject, words.Text, password, drawn.Now)
        {
            Addressee = Addressee.Of(pool, user, drawn.Caller, channel, address),
        };
    }

    /// <summary>Where a code that is sent without being asked goes: the telephone before the mailbox; null when neither is there.</summary>
    public static string? AutoVerifiedAddress(UserPool pool, User user) =>
        AutoVerified(pool).FirstOrDefault(attribute => user[attribute] is not null && !user.HasProven(attribute));

    /// <summary>The addresses to which a pool sends codes without being asked, in order of preference.</summary>
    public static IReadOnlyList<string> AutoVerified(UserPool pool) =>
        [.. ((string[])[Attributes.Phone, Attributes.Email]).Where(pool.AutoVerified.Contains)];

    /// <summary>
    /// Where a code for somebody who is not there is said to have gone: the same for a name each time, over restarts and nodes, and to
    /// the kind of address that people of this pool have. It is counted like one that goes somewhere.
    /// </summary>
    /// <param name="caller">Who asks for it.</param>
    /// <param name="name">What they are called.</param>
    /// <param name="attributes">Where a code may go, in order of preference; at least one.</param>
    /// <param name="isProven">Whether codes of this kind go to addresses that are proven.</param>
    /// <param name="ct">Cancels the wait.</param>
    public async ValueTask<Outcome<Delivery>> Pretend(Caller caller, string name, IReadOnlyList<string> attributes, bool isProven, CancellationToken ct)
    {
        var pretended = Pretended(caller.Pool, name, attributes);
        var to = Destination.Nobody(pretended.Attribute, caller.Pool.Names.Canonical(name), isProven);
        return await budgets.Take(caller, to, ct) is { Kind: not RefusalKind.AddressLimit } spent ? spent : pretended;
    }

    private Delivery Pretended(UserPool pool, string name, IReadOnlyList<string> attributes)
    {
        // Somebody who asks by their address would get the code there.
        if (attributes.FirstOrDefault(attribute => pool.Schema.Find(attribute)!.Broken(name) is null) is { } own)
            return Delivery.To(own, name);

        var attribute = attributes.FirstOrDefault(pool.AutoVerified.Contains) ?? attributes[0];
        var marks = secrets.Mac("pretended-delivery", Encoding.UTF8.GetBytes($"{pool.Id}/{pool.Names.Canonical(name)}"));
        var address = attribute == Attributes.Phone
            ? $"+0000{((marks[0] << 8) | marks[1]) % 10_000:D4}"
            : $"{(char)('a' + marks[0] % 26)}@{(char)('a' + marks[1] % 26)}";
        return Delivery.To(attribute, address);
    }

    private Delivery Put(UserPool pool, User user, DrawnCode drawn, CodePurpose purpose, MessagePurpose why, OneTimeCode code)
    {
        var (address, channel) = (AddressFor(user, purpose, code.Attribute), ChannelOf(code.Attribute));
        var link = code.LinkOf is null ? null : drawn.Words.Link;
        var words = drawn.Words.By(channel, phrases.For(pool, user, why, channel, isByLink: link is not null))
            .Filled(new(drawn.Digits, user.Username, link?.Of(user.Username, drawn.Digits)), channel);
        var message = new Message(drawn.MessageId, pool.Id, channel, address, why, words.Subject, words.Text, drawn.Digits, drawn.Now)
        {
            Addressee = Addressee.Of(pool, user, drawn.Caller, channel, address),
            GoodUntil = code.Expires,
        };
        user.Send(purpose, code, drawn.IsWithheld ? null : message, drawn.Now);
        return Delivery.To(code.Attribute, address);
    }

    private static Channel ChannelOf(string attribute) => attribute == Attributes.Phone ? Channel.Sms : Channel.Email;

    // A sign-in's code goes to the address in force; to one that waits only where there is no other.
    private static string AddressFor(User user, CodePurpose purpose, string attribute) =>
        (purpose is CodePurpose.Email or CodePurpose.Phone || user[attribute] is null) && user.State.Pending.TryGetValue(attribute, out var pending)
            ? pending
            : user[attribute]!;
}
