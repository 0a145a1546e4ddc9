using Gatehouse.Identity;
using Gatehouse.Tests.UserPools;

namespace Gatehouse.Tests.Identity;

/// <summary>What a device changes in the order of a sign-in.</summary>
public sealed class DeviceStepTests
{
    /// <summary>
    /// For a confirmed person: whether the device owes a proof, whether devices spare the second factor, whether the person has one turned
    /// on, and whether it is proven; and what comes of it.
    /// </summary>
    public static TheoryData<string> Table =>
    [
        // owes spares has proven => next
        "no     no     no  no     => Issue",
        "no     no     no  yes    => Issue",
        "no     no     yes no     => ProveFactor",
        "no     no     yes yes    => Issue",
        "no     yes    no  no     => Issue",
        "no     yes    no  yes    => Issue",
        "no     yes    yes no     => ProveFactor",
        "no     yes    yes yes    => Issue",
        "yes    no     no  no     => ProveDevice",
        "yes    no     no  yes    => ProveDevice",
        "yes    no     yes no     => ProveFactor",
        "yes    no     yes yes    => ProveDevice",
        "yes    yes    no  no     => ProveDevice",
        "yes    yes    no  yes    => ProveDevice",
        "yes    yes    yes no     => ProveDevice",
        "yes    yes    yes yes    => ProveDevice",
    ];

    [Theory]
    [MemberData(nameof(Table))]
    public void What_comes_after_a_proven_password(string row)
    {
        var words = row.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(words[5], Next(UserStatus.Confirmed, words[0], words[1], words[2], words[3]).Kind.ToString());
    }

    [Fact]
    public void The_table_has_every_combination_once() => Assert.Equal(16, Table.Select(row => row.Data.Split("=>")[0]).Distinct().Count());

    [Fact]
    public void Nobody_comes_to_a_device_who_would_not_come_in()
    {
        foreach (var status in Enum.GetValues<UserStatus>().Where(status => status is not UserStatus.Confirmed))
            Assert.Equal(Next(status, "no", "no", "no", "no"), Next(status, "yes", "yes", "no", "no"));

        var disabled = new ProvenPerson(UserStatus.Confirmed, false, default) { OwesDeviceProof = true, DeviceSpares = true };
        Assert.Equal(NextStepKind.Refuse, NextStep.After(disabled, new(), false).Kind);
    }

    [Fact]
    public void What_a_person_was_asked_a_device_cannot_answer_and_the_other_way_round()
    {
        var exchange = new SrpExchange("pool", "client", "ana", "key", "a", new(new byte[32], "b"), 1, new byte[16]);
        foreach (var prover in Enum.GetValues<Gatehouse.Identity.SrpProver>())
        {
            var block = exchange.Seal(TestKeys.Secrets, prover);
            foreach (var other in Enum.GetValues<Gatehouse.Identity.SrpProver>())
                Assert.Equal(prover == other, SrpExchange.Open(TestKeys.Secrets, block, other) is not null);
        }
    }

    private static NextStep Next(UserStatus status, string owes, string spares, string has, string proven)
    {
        var factors = has == "yes" ? new FactorFacts(false, [SecondFactor.Sms], [SecondFactor.Sms], [SecondFactor.Sms], null) : FactorFacts.None;
        var person = new ProvenPerson(status, true, TimeSpan.Zero)
        {
            Factors = factors, HasSecondFactor = proven == "yes", OwesDeviceProof = owes == "yes", DeviceSpares = spares == "yes",
        };
        return NextStep.After(person, new PasswordPolicy(), hidesUnknownUsers: false);
    }
}
