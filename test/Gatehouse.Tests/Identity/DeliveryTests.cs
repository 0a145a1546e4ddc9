using Gatehouse.Identity;

namespace Gatehouse.Tests.Identity;

public class DeliveryTests
{
    [Theory]
    [InlineData("email", "diego@example.com", "d***@e***")]
    [InlineData("email", "a@b", "a***@b***")]
    [InlineData("email", "a@", "a***@****")]
    [InlineData("email", "@b", "***")]
    [InlineData("email", "", "***")]
    [InlineData("phone_number", "+14325559934", "+*******9934")]
    [InlineData("phone_number", "+1234", "+*******1234")]
    [InlineData("phone_number", "+123", "+***********")]
    [InlineData("phone_number", "", "+***********")]
    public void An_address_is_shown_so_that_only_its_owner_knows_it(string attribute, string address, string masked) =>
        Assert.Equal(masked, Delivery.Mask(attribute, address));

    [Fact]
    public void A_message_does_not_print_its_address_its_body_or_its_code()
    {
        var message = new Message("id", "pool", Channel.Email, "ana@example.com", MessagePurpose.SignUp, "s", "body 123456", "123456", default);
        Assert.Equal("Message id (SignUp)", message.ToString());
    }
}
