using Gatehouse.Identity;

namespace Gatehouse.Tests.Identity;

public class NextStepTests
{
    private static readonly PasswordPolicy Policy = new() { TemporaryLifetime = TimeSpan.FromDays(7) };

    /// <summary>Every combination: status, enabled, temporary password still good, existence hidden; and what comes of it.</summary>
    public static TheoryData<string> Table =>
    [
        // status             enabled good   hidden => next
        "Unconfirmed          yes     yes    no     => NotConfirmed",
        "Unconfirmed          yes     yes    yes    => NotConfirmed",
        "Unconfirmed          yes     no     no     => NotConfirmed",
        "Unconfirmed          yes     no     yes    => NotConfirmed",
        "Unconfirmed          no      yes    no     => Disabled",
        "Unconfirmed          no      yes    yes    => Disabled",
        "Unconfirmed          no      no     no     => Disabled",
        "Unconfirmed          no      no     yes    => Disabled",
        "Confirmed            yes     yes    no     => Issue",
        "Confirmed            yes     yes    yes    => Issue",
        "Confirmed            yes     no     no     => Issue",
        "Confirmed            yes     no     yes    => Issue",
        "Confirmed            no      yes    no     => Disabled",
        "Confirmed            no      yes    yes    => Disabled",
        "Confirmed            no      no     no     => Disabled",
        "Confirmed            no      no     yes    => Disabled",
        "ForceChangePassword  yes     yes    no     => NewPassword",
        "ForceChangePassword  yes     yes    yes    => NewPassword",
        "ForceChangePassword  yes     no     no     => TemporaryPasswordExpired",
        "ForceChangePassword  yes     no     yes    => TemporaryPasswordExpired",
        "ForceChangePassword  no      yes    no     => Disabled",
        "ForceChangePassword  no      yes    yes    => Disabled",
        "ForceChangePassword  no      no     no     => Disabled",
        "ForceChangePassword  no      no     yes    => Disabled",
        "ResetRequired        yes     yes    no     => ResetRequired",
        "ResetRequired        yes     yes    yes    => WrongPassword",
        "ResetRequired        yes     no     no     => ResetRequired",
        "ResetRequired        yes     no     yes    => WrongPassword",
        "ResetRequired        no      yes    no     => Disabled",
        "ResetRequired        no      yes    yes    => Disabled",
        "ResetRequired        no      no     no     => Disabled",
        "ResetRequired        no      no     yes    => Disabled",
        "ExternalProvider     yes     yes    no     => WrongPassword",
        "ExternalProvider     yes     yes    yes    => WrongPassword",
        "ExternalProvider     yes     no     no     => WrongPassword",
        "ExternalProvider     yes     no     yes    => WrongPassword",
        "ExternalProvider     no      yes    no     => Disabled",
        "ExternalProvider     no      yes    yes    => Disabled",
        "ExternalProvider     no      no     no     => Disabled",
        "ExternalProvider     no      no     yes    => Disabled",
    ];

    [Theory]
    [MemberData(nameof(Table))]
    public void What_comes_after_a_proven_password(string row)
    {
        var (status, enabled, good, hidden, expected) = Read(row);
        var person = new ProvenPerson(status, enabled, good ? Policy.TemporaryLifetime.Subtract(TimeSpan.FromTicks(1)) : Policy.TemporaryLifetime);
        var next = NextStep.After(person, Policy, hidden);
        Assert.Equal(expected, next.Kind is NextStepKind.Refuse ? next.Why.ToString() : next.Kind.ToString());
    }

    [Fact]
    public void The_table_has_every_combination_once() =>
        Assert.Equal(
            Enum.GetValues<UserStatus>().Length * 8,
            Table.Select(row => Read(row.Data) with { Expected = "" }).Distinct().Count());

    /// <summary>
    /// What comes after the password for a confirmed person: what the pool says and offers, what the person turned on, what they have
    /// (s telephone, t authenticator, e mailbox), which they prefer, and whether a second factor is proven; and what comes of it.
    /// </summary>
    public static TheoryData<string> SecondFactors =>
    [
        // pool      offers on   has  prefers proven => next
        "off         -      -    -    -       no     => Issue",
        "off         -      s    ste  s       no     => Issue",
        "optional    ste    -    -    -       no     => Issue",
        "optional    ste    -    ste  -       no     => Issue",
        "optional    ste    s    s    -       no     => ProveFactor s",
        "optional    ste    t    ste  -       no     => ProveFactor t",
        "optional    ste    e    ste  -       no     => ProveFactor e",
        "optional    ste    st   ste  -       no     => ChooseFactor st",
        "optional    ste    ste  ste  -       no     => ChooseFactor ste",
        "optional    ste    ste  ste  e       no     => ProveFactor e",
        "optional    ste    st   s    -       no     => ProveFactor s",
        "optional    ste    st   s    t       no     => ProveFactor s",
        "optional    ste    st   ste  e       no     => ChooseFactor st",
        "optional    t      s    s    s       no     => Issue",
        "optional    t      st   st   s       no     => ProveFactor t",
        "optional    ste    s    -    s       no     => Issue",
        "optional    ste    ste  ste  -       yes    => Issue",
        "required    ste    -    -    -       no     => SetUpFactor ste",
        "required    t      s    s    s       no     => SetUpFactor t",
        "required    e      -    st   -       no     => SetUpFactor e",
        "required    -      -    ste  -       no     => SetUpFactor -",
        "required    ste    -    s    -       no     => ProveFactor s",
        "required    ste    -    e    -       no     => ProveFactor e",
        "required    ste    -    se   -       no     => ProveFactor s",
        "required    ste    -    ste  -       no     => ProveFactor t",
        "required    ste    s    st   -       no     => ProveFactor s",
        "required    ste    st   st   -       no     => ChooseFactor st",
        "required    ste    st   st   t       no     => ProveFactor t",
        "required    ste    t    s    t       no     => ProveFactor s",
        "required    ste    ste  ste  -       yes    => Issue",
        "required    ste    -    -    -       yes    => Issue",
    ];

    [Theory]
    [MemberData(nameof(SecondFactors))]
    public void Which_second_factor_is_asked_for(string row)
    {
        var words = row.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var pool = People.Pool with { RequiresSecondFactor = words[0] == "required", SecondFactors = Factors(words[1]) };
        var user = People.User(state => state with
        {
            Attributes = People.Sorted([.. Factors(words[3]).Select(User.AddressOf).OfType<string>().Select(name => (name, "x"))]),
            Authenticators = words[3].Contains('t') ? new(new(new byte[20]), null) : new(null, new(new byte[20])),
            Factors = new() { On = Factors(words[2]), Preferred = Factors(words[4]) is [var preferred] ? preferred : null },
        });
        var person = new ProvenPerson(user.Status, user.Enabled, TimeSpan.Zero) { Factors = FactorFacts.Of(pool, user), HasSecondFactor = words[5] == "yes" };

        var next = NextStep.After(person, Policy, hidesUnknownUsers: false);

        Assert.Equal(words[7], next.Kind.ToString());
        Assert.Equal(words.Length > 8 ? Factors(words[8]) : [], next.Factors ?? []);
    }

    [Fact]
    public void Nobody_comes_to_a_second_factor_who_would_not_come_in()
    {
        var factors = new FactorFacts(true, [SecondFactor.Sms], [SecondFactor.Sms], [SecondFactor.Sms], null);
        foreach (var row in Table.Select(row => Read(row.Data)).Where(row => row.Expected != "Issue"))
        {
            var age = row.Good ? TimeSpan.Zero : Policy.TemporaryLifetime;
            var plain = new ProvenPerson(row.Status, row.Enabled, age);
            Assert.Equal(NextStep.After(plain, Policy, row.Hidden), NextStep.After(plain with { Factors = factors }, Policy, row.Hidden));
            Assert.Equal(NextStep.After(plain, Policy, row.Hidden), NextStep.After(plain with { HasSecondFactor = true }, Policy, row.Hidden));
        }
    }

    private static List<SecondFactor> Factors(string letters) =>
        [.. letters.Where(char.IsLetter).Select(letter => letter switch { 's' => SecondFactor.Sms, 't' => SecondFactor.SoftwareToken, _ => SecondFactor.Email })];

    private static Row Read(string row)
    {
        var words = row.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new(Enum.Parse<UserStatus>(words[0]), words[1] == "yes", words[2] == "yes", words[3] == "yes", words[5]);
    }

    private sealed record Row(UserStatus Status, bool Enabled, bool Good, bool Hidden, string Expected);
}
