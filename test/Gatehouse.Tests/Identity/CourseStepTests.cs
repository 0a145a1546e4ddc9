using Gatehouse.Identity;

namespace Gatehouse.Tests.Identity;

/// <summary>What a function that decides changes in the order of a sign-in, and what it cannot change.</summary>
public sealed class CourseStepTests
{
    /// <summary>
    /// For a confirmed person on whom a function has still to decide: whether they have a second factor turned on, whether it is proven,
    /// whether the pool wants one of everybody, and whether a device that stands in for it has still to prove itself; and what comes of it.
    /// </summary>
    public static TheoryData<string> Table =>
    [
        // has proven required owes => next
        "no    no     no       no   => Consult",
        "no    no     no       yes  => Consult",
        "no    no     yes      no   => SetUpFactor",
        "no    no     yes      yes  => ProveDevice",
        "no    yes    no       no   => Consult",
        "no    yes    no       yes  => Consult",
        "no    yes    yes      no   => Consult",
        "no    yes    yes      yes  => Consult",
        "yes   no     no       no   => ProveFactor",
        "yes   no     no       yes  => ProveDevice",
        "yes   no     yes      no   => ProveFactor",
        "yes   no     yes      yes  => ProveDevice",
        "yes   yes    no       no   => Consult",
        "yes   yes    no       yes  => Consult",
        "yes   yes    yes      no   => Consult",
        "yes   yes    yes      yes  => Consult",
    ];

    [Theory]
    [MemberData(nameof(Table))]
    public void What_comes_before_the_function_decides(string row)
    {
        var words = row.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(words[5], Next(UserStatus.Confirmed, words[0] == "yes", words[1] == "yes", words[2] == "yes", words[3] == "yes").Kind.ToString());
    }

    [Fact]
    public void The_table_has_every_combination_once() => Assert.Equal(16, Table.Select(row => row.Data.Split("=>")[0]).Distinct().Count());

    [Fact]
    public void Nobody_comes_to_a_function_who_would_not_come_in()
    {
        foreach (var status in Enum.GetValues<UserStatus>().Where(status => status is not UserStatus.Confirmed))
        {
            var person = new ProvenPerson(status, true, default);
            Assert.Equal(NextStep.After(person, new(), false), NextStep.After(person with { OwesVerdict = true }, new(), false));
            Assert.NotEqual(NextStepKind.Issue, NextStep.After(person, new(), false).Kind);
        }

        Assert.Equal(RefusalKind.Disabled, NextStep.After(new(UserStatus.Confirmed, false, default) { OwesVerdict = true }, new(), false).Why);
    }

    [Fact]
    public void Before_it_decided_nobody_gets_tokens()
    {
        foreach (var status in Enum.GetValues<UserStatus>())
        {
            for (var bits = 0; bits < 16; bits++)
                Assert.NotEqual(NextStepKind.Issue, Next(status, (bits & 1) > 0, (bits & 2) > 0, (bits & 4) > 0, (bits & 8) > 0).Kind);
        }
    }

    private static NextStep Next(UserStatus status, bool has, bool proven, bool required, bool owes)
    {
        SecondFactor[] sms = [SecondFactor.Sms];
        SecondFactor[] chosen = has ? sms : [];
        var person = new ProvenPerson(status, true, TimeSpan.Zero)
        {
            Factors = new(required, sms, chosen, chosen, null), HasSecondFactor = proven, OwesDeviceProof = owes, DeviceSpares = true, OwesVerdict = true,
        };
        return NextStep.After(person, new PasswordPolicy(), hidesUnknownUsers: false);
    }
}
