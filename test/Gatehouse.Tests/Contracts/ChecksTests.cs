using Gatehouse.Contracts.UserPools;

namespace Gatehouse.Tests.Contracts;

public sealed class ChecksTests
{
    [Fact]
    public void Several_broken_constraints_are_told_together() =>
        Assert.Equal(
            "2 validation errors detected: Value at 'clientId' failed to satisfy constraint: Member must not be null; "
            + "Value at 'username' failed to satisfy constraint: Member must not be null",
            Told(new SignUpRequest()));

    [Fact]
    public void A_secret_is_never_shown()
    {
        var told = Told(new SignUpRequest
        {
            ClientId = "secret client!", Username = "secret user", Password = "secret password", SecretHash = "secret hash!",
            UserAttributes = [new AttributeType { Name = "x", Value = "secret value" + new string('x', 2048) }],
        });
        Assert.StartsWith("5 validation errors", told, StringComparison.Ordinal);
        Assert.DoesNotContain("secret ", told, StringComparison.Ordinal);
    }

    [Fact]
    public void What_lies_below_something_secret_is_secret_too()
    {
        var check = Checks.Failed(new Below(), "x");
        Assert.Equal(
            "3 validation errors detected: Value at 'a' failed to satisfy constraint: Member must have length less than or equal to 1; "
            + "Value at 'b' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 1]; "
            + "Value at 'c.number' failed to satisfy constraint: Member must have value less than or equal to 1",
            check!.Message);
    }

    [Fact]
    public void An_answer_does_not_grow_without_bound()
    {
        var told = Told(new SignUpRequest { UserAttributes = [.. Enumerable.Repeat(new AttributeType(), 10_000)] });
        Assert.StartsWith("50 validation errors", told, StringComparison.Ordinal);
    }

    private static string Told(IChecked request) => Checks.Failed(request, "InvalidParameterException")!.Message;

    private sealed class Below : IChecked
    {
        private static readonly TextRule Short = new() { Max = 1 };

        public void Check(Checks check)
        {
            check.Unseen.Text("a", "told", Short);
            check.Unseen.Each("b", ["told"], Short);
            check.Unseen.Nested("c", new Number());
        }
    }

    private sealed class Number : IChecked
    {
        public void Check(Checks check) => check.Range("number", 2, max: 1);
    }
}
