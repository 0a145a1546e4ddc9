namespace Gatehouse.Identity;

/// <summary>A name under which a person is found. No two people of a pool share one.</summary>
/// <param name="Kind"><c>username</c>, <c>sub</c>, the attribute that is the name, or <see cref="IdentityKey.Kind"/>.</param>
/// <param name="Value">The canonical spelling.</param>
public readonly record struct UserName(string Kind, string Value);

/// <summary>One person in one pool. Only its own methods change it; a store saves it whole or not at all.</summary>
/// <param name="state">What was stored, or a new person's beginnings.</param>
/// <param name="version">The stored version; 0 for a person not stored yet.</param>
public sealed partial class User(UserState state, long version = 0)
{
    private readonly UserState loaded = state;
    private readonly List<Message> outgoing = [];

    /// <summary>Everything that is kept.</summary>
    public UserState State { get; private set; } = state;

    /// <summary>The stored version this was loaded from.</summary>
    public long Version { get; } = version;

    /// <summary>Messages to store with the change.</summary>
    public IReadOnlyList<Message> Outgoing => outgoing;

    /// <summary>The sessions end with the change, all but <see cref="SparedSession"/>.</summary>
    public bool EndsSessions { get; private set; }

    /// <summary>The session that goes on when the others end.</summary>
    public string? SparedSession { get; private set; }

    /// <summary>False when the person was in no group as they were loaded, so that nobody need ask; true when that is not known.</summary>
    public bool MayHaveGroups { get; init; } = true;

    /// <summary>Whether there is anything to save.</summary>
    public bool IsChanged => !ReferenceEquals(State, loaded) || outgoing.Count > 0 || EndsSessions;

    /// <summary>The pool.</summary>
    public string PoolId => State.PoolId;

    /// <summary>The identifier that never changes.</summary>
    public string Sub => State.Sub;

    /// <summary>The user name as it was spelled.</summary>
    public string Username => State.Username;

    /// <summary>Where the person stands.</summary>
    public UserStatus Status => State.Status;

    /// <summary>Whether the person may come in at all.</summary>
    public bool Enabled => State.Enabled;

    /// <summary>An attribute's value, or null.</summary>
    public string? this[string attribute] =>
        attribute == Attributes.Sub ? Sub : State.Attributes.GetValueOrDefault(attribute);

    /// <summary>The address in an attribute, or the one that waits to be in it; null when there is neither.</summary>
    public string? AddressIn(string attribute) => this[attribute] ?? State.Pending.GetValueOrDefault(attribute);

    /// <summary>Whether the address in an attribute is proven.</summary>
    public bool HasProven(string attribute) =>
        this[attribute] is not null && Attributes.VerifiedFlagOf(attribute) is { } flag && this[flag] == "true";

    /// <summary>Every name the person is found by now. Addresses are names only where the pool says so, and as aliases only once proven.</summary>
    public IEnumerable<UserName> Names(SignInNames rule)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in All())
        {
            if (seen.Add(name.Value))
                yield return name;
        }

        IEnumerable<UserName> All()
        {
            yield return new("sub", Sub);
            yield return new("username", rule.Canonical(Username));
            foreach (var attribute in rule.InsteadOfUsername)
            {
                if (this[attribute] is { } value)
                    yield return new(attribute, rule.Canonical(value));
            }

            foreach (var attribute in rule.Aliases)
            {
                if (this[attribute] is { } value && (attribute == Attributes.PreferredUsername || HasProven(attribute)))
                    yield return new(attribute, rule.Canonical(value));
            }

            foreach (var identity in State.Identities)
                yield return identity.Key.Name;
        }
    }

    /// <summary>Another person took over an address that was this one's alias: it stays written here, but is not proven any more.</summary>
    public void LoseAlias(string attribute, DateTimeOffset now)
    {
        if (Attributes.VerifiedFlagOf(attribute) is { } flag)
            Write(State.Attributes.Append(new(flag, "false")), now);
        else
            Remove([attribute], now);
    }

    /// <summary>Lets the person in again, or keeps them out; keeping out ends every session.</summary>
    public void Enable(bool enabled, DateTimeOffset now)
    {
        Apply(State with { Enabled = enabled }, now);
        if (!enabled)
            EndSessions();
    }

    /// <summary>Signs the person out everywhere.</summary>
    public void EndSessions(string? except = null) => (EndsSessions, SparedSession) = (true, except);

    private void Apply(UserState next, DateTimeOffset now) => State = next with { Modified = now };

    private void Write(IEnumerable<KeyValuePair<string, string>> values, DateTimeOffset now)
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in values)
            all[name] = value;

        Apply(State with { Attributes = all }, now);
    }

    private void Remove(IReadOnlyCollection<string> names, DateTimeOffset now) =>
        Write(State.Attributes.Where(pair => !names.Contains(pair.Key)), now);
}
