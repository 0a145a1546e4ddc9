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

    private static Row Read(string row)
    {
        var words = row.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new(Enum.Parse<UserStatus>(words[0]), words[1] == "yes", words[2] == "yes", words[3] == "yes", words[5]);
    }

    private sealed record Row(UserStatus Status, bool Enabled, bool Good, bool Hidden, string Expected);
}
