namespace Gatehouse.Identity;

/// <summary>By which names a new person will be known, and what was given for them.</summary>
/// <param name="Sub">A new UUID.</param>
/// <param name="Username">The user name: as given, or the sub where an address stands in for it.</param>
/// <param name="Given">The attributes, with the address that stands in for the user name among them.</param>
/// <param name="Taken">How to say that the name is somebody else's.</param>
public sealed record NewNames(string Sub, string Username, IReadOnlyDictionary<string, string> Given, Refusal Taken)
{
    /// <summary>Works out the names from what was given, or refuses a name that does not fit the pool.</summary>
    public static Outcome<NewNames> Of(UserPool pool, string name, IReadOnlyDictionary<string, string> attributes, IRandom random)
    {
        var sub = random.Uuid();
        var instead = pool.Names.InsteadOfUsername;
        if (instead.Count == 0)
        {
            return Clash(pool, name) is { } clash
                ? new Refusal(RefusalKind.Invalid, clash)
                : new NewNames(sub, name, attributes, RefusalKind.UserExists);
        }

        if (instead.FirstOrDefault(attribute => Looks(pool, attribute, name)) is not { } kind)
            return new Refusal(RefusalKind.Invalid, Expected(instead));
        if (attributes.TryGetValue(kind, out var other) && pool.Names.Canonical(other) != pool.Names.Canonical(name))
            return new Refusal(RefusalKind.Invalid, $"Username and {kind} do not match.");

        var given = new Dictionary<string, string>(attributes) { [kind] = name };
        return new NewNames(sub, sub, given, new Refusal(RefusalKind.UserExists, kind));
    }

    /// <summary>How to say that one of the names is somebody else's.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="kind">What the store found taken: <c>username</c> or an attribute.</param>
    public Refusal TakenAs(UserPool pool, string kind)
    {
        if (pool.Names.InsteadOfUsername.Contains(kind))
            return new Refusal(RefusalKind.UserExists, kind);
        return kind is "username" or "sub" ? Taken : new Refusal(RefusalKind.AliasTaken, kind);
    }

    /// <summary>The same names, and the addresses in these attributes proven.</summary>
    public NewNames Proven(IReadOnlyList<string> attributes) => attributes.Count == 0
        ? this
        : this with { Given = new Dictionary<string, string>([.. Given, .. attributes.Select(attribute => KeyValuePair.Create(Attributes.VerifiedFlagOf(attribute)!, "true"))]) };

    /// <summary>The person with these names.</summary>
    public User Create(UserPool pool, UserStatus status, StoredPassword? password, DateTimeOffset now)
    {
        var user = new User(new UserState
        {
            PoolId = pool.Id,
            Sub = Sub,
            Username = Username,
            Status = status,
            Created = now,
            Modified = now,
            Password = password,
        });
        user.WriteAttributes(Given.Where(a => a.Value.Length > 0).ToDictionary(), [], now);
        return user;
    }

    private static bool Looks(UserPool pool, string attribute, string name) => pool.Schema.Find(attribute)!.Broken(name) is null;

    /// <summary>Why a name cannot be told from somebody's address where addresses are names too; null when it can.</summary>
    public static string? Clash(UserPool pool, string name)
    {
        if (pool.Names.Aliases.Contains(Attributes.Email) && Looks(pool, Attributes.Email, name))
            return "Username cannot be of email format, since user pool is configured for email alias.";
        if (pool.Names.Aliases.Contains(Attributes.Phone) && Looks(pool, Attributes.Phone, name))
            return "Username cannot be of phone number format, since user pool is configured for phone number alias.";
        return null;
    }

    private static string Expected(IReadOnlyList<string> instead) => instead switch
    {
        [Attributes.Email] => "Username should be an email.",
        [Attributes.Phone] => "Username should be a phone number.",
        _ => "Username should be either an email or a phone number.",
    };
}
