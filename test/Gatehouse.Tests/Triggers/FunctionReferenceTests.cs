using Gatehouse.Triggers;

namespace Gatehouse.Tests.Triggers;

public sealed class FunctionReferenceTests
{
    private const string Arn = "arn:aws:lambda:eu-central-1:123456789012:function:shop";

    [Theory]
    [InlineData(Arn, Arn + "|shop|*")]
    [InlineData(Arn + ":live", Arn + ":live|" + Arn + "|shop|*")]
    [InlineData("arn:aws-cn:lambda:cn-north-1:123456789012:function:shop", "arn:aws-cn:lambda:cn-north-1:123456789012:function:shop|shop|*")]
    [InlineData("arn:aws:sns:eu-central-1:123456789012:topic", "arn:aws:sns:eu-central-1:123456789012:topic|arn:aws:sns:eu-central-1:123456789012:topic|*")]
    [InlineData("shop", "shop|shop|*")]
    public void A_function_is_looked_for_by_what_names_it_closest(string reference, string names) =>
        Assert.Equal(names.Split('|'), FunctionReference.Of(reference).Names);

    [Fact]
    public void A_qualifier_is_told_apart_from_the_name()
    {
        var reference = FunctionReference.Of(Arn + ":live");
        Assert.Equal(("shop", "live"), (reference.Name, reference.Qualifier));
        Assert.Null(FunctionReference.Of(Arn).Qualifier);
    }
}
