using Gatehouse.Hosting;
using Gatehouse.Identity;

namespace Gatehouse.Tests.Host;

public sealed class HomePartsTests
{
    private const string Hostile = "<script>alert('1')</script>\"><img src=x onerror=alert(1)>";

    [Fact]
    public void Nothing_that_came_from_outside_is_markup()
    {
        var message = new Message("1", "us-east-1_a", Channel.Email, Hostile, MessagePurpose.SignUp, Hostile, Hostile, Hostile, DateTimeOffset.UnixEpoch);
        var html = HomeParts.Messages([message]).ToString() + HomeParts.Facts([(Hostile, Hostile)])
            + HomeParts.Secrets(Hostile, new Demo(Hostile, Hostile, Hostile), Hostile) + HomeParts.Links(new Demo(Hostile, Hostile, Hostile))
            + HomeParts.Pointers(new Realm(Hostile, Hostile, Hostile));
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("\">&lt;", html, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(&#x27;1&#x27;)", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_what_was_escaped_once_is_not_escaped_again()
    {
        var inner = Html.Of($"<b>{"a&b"}</b>");
        Assert.Equal("<p title=\"&quot;\"><b>a&amp;b</b></p>", Html.Of($"<p title=\"{"\""}\">{inner}</p>").ToString());
    }

    [Fact]
    public void A_message_without_a_code_shows_none() => Assert.DoesNotContain(
        "Code", HomeParts.Messages([new("1", "p", Channel.Sms, "+49301234567", MessagePurpose.SignUp, "", "Hello", null, DateTimeOffset.UnixEpoch)]).ToString(), StringComparison.Ordinal);
}
