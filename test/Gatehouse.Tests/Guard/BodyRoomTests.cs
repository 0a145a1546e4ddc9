using Gatehouse.Guard;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Tests.Guard;

public sealed class BodyRoomTests
{
    [Fact]
    public async Task There_is_room_for_so_many_bodies_at_a_time()
    {
        using var room = new BodyRoom(places: 2);
        Assert.Null(await FaultOf(room, [1]));
        Assert.Null(await FaultOf(room, [2]));
        Assert.Equal("SlowDown", await FaultOf(room, [3]));
    }

    [Fact]
    public async Task A_body_that_is_read_twice_takes_one_place()
    {
        using var room = new BodyRoom(places: 1);
        var request = Request(new Piped([1, 2, 3]));
        Assert.False((await room.Read(request, 10)).Refused(out _, out var bytes));
        Assert.False((await room.Hash(request, 10)).Refused(out _, out var hash));
        Assert.Equal([1, 2, 3], bytes);
        Assert.Equal("039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81", hash);
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(11, false)]
    public async Task A_body_may_be_as_long_as_it_may_be(int length, bool fits)
    {
        using var room = new BodyRoom(places: 1);
        Assert.Equal(fits, !(await room.Hash(Request(new Piped(new byte[length])), 10)).Refused(out var fault, out _));
        Assert.Equal(fits ? null : "EntityTooLarge", fault?.Code);
    }

    private static async Task<string?> FaultOf(BodyRoom room, byte[] body) =>
        (await room.Hash(Request(new Piped(body)), 10)).Refused(out var fault, out _) ? fault.Code : null;

    private static HttpRequest Request(Stream body) => new DefaultHttpContext { Request = { Body = body } }.Request;

    // As a connection: what was read is gone.
    private sealed class Piped(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
