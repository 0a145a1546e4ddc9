using Gatehouse.Operations.UserPools;
using Gatehouse.TestKit;

namespace Gatehouse.Tests.UserPools;

public sealed class PageTokensTests
{
    private readonly PageTokens tokens = new(new MarkedSecrets());

    [Fact]
    public void A_token_opens_in_its_own_listing()
    {
        var token = tokens.Seal("people of a pool", "the twelfth");
        Assert.True(tokens.TryOpen("people of a pool", token, out var cursor));
        Assert.Equal("the twelfth", cursor);
    }

    [Theory]
    [InlineData("people of another pool")]
    [InlineData("")]
    public void A_token_opens_in_no_other_listing(string listing) =>
        Assert.False(tokens.TryOpen(listing, tokens.Seal("people of a pool", "the twelfth"), out _));

    [Theory]
    [InlineData("")]
    [InlineData("???")]
    [InlineData("AAAA")]
    public void A_made_up_token_does_not_open(string token) => Assert.False(tokens.TryOpen("people of a pool", token, out _));

    [Fact]
    public void No_token_is_the_first_page_and_the_last_page_has_none()
    {
        Assert.True(tokens.TryOpen("people of a pool", null, out var cursor));
        Assert.Null(cursor);
        Assert.Null(tokens.Seal("people of a pool", null));
    }
}
