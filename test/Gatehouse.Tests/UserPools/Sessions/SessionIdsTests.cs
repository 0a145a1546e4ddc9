using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools;

public class SessionIdsTests
{
    [Theory]
    [InlineData("00000000-0000-0000-0000-000000000000", "tkn0000000000000000000000000")]
    [InlineData("00000000-0000-0000-0000-000000000023", "tkn000000000000000000000000z")]
    [InlineData("ffffffff-ffff-ffff-ffff-ffffffffffff", "tknf5lxx1zz5pnorynqglhzmsp33")]
    public void An_id_is_the_session_s_own_in_other_digits(string uuid, string id)
    {
        Assert.Equal(id, SessionIds.Write(Of(uuid)));
        Assert.Equal(uuid, SessionIds.Read(id));
    }

    [Fact]
    public void Every_session_is_found_by_its_id()
    {
        var random = new Random(7);
        var bytes = new byte[16];
        for (var i = 0; i < 1000; i++)
        {
            random.NextBytes(bytes);
            var uuid = new Guid(bytes).ToString();
            var id = SessionIds.Write(Of(uuid));
            Assert.Matches("^tkn[a-z0-9]{25}$", id);
            Assert.Equal(uuid, SessionIds.Read(id));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("tkn")]
    [InlineData("tkn000000000000000000000000")]
    [InlineData("tkn00000000000000000000000000")]
    [InlineData("sso0000000000000000000000000")]
    [InlineData("TKN0000000000000000000000000")]
    [InlineData("tkn000000000000000000000000Z")]
    [InlineData("tkn00000000000000000000000-0")]
    [InlineData("tknf5lxx1zz5pnorynqglhzmsp34")]
    [InlineData("tknzzzzzzzzzzzzzzzzzzzzzzzzz")]
    public void What_no_session_has_as_its_id_is_none(string id) => Assert.Null(SessionIds.Read(id));

    private static Session Of(string uuid) => new("p", uuid, "s", "c", "o", [], default, default, default);
}
