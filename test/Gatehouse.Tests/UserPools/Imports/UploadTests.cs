using System.Text;
using Gatehouse.Identity;

namespace Gatehouse.Tests.UserPools.Imports;

/// <summary>The arrival of a file.</summary>
public sealed class UploadTests
{
    private readonly ImportDesk desk = new();

    private int Chunks => desk.World.Store.Tables.ImportChunks.Count;

    [Fact]
    public async Task A_later_file_takes_the_place_of_an_earlier_one()
    {
        var id = await desk.Made();
        await desk.Upload(id, new byte[Uploads.ChunkSize * 3]);
        Assert.Equal(3, Chunks);
        await desk.Upload(id, desk.File(desk.Row("ana")));
        Assert.Equal(1, Chunks);
        await desk.Start(id);
        await desk.Run();
        Assert.NotNull(desk.Pool.Find("ana"));
    }

    [Fact]
    public async Task A_file_that_breaks_off_leaves_the_earlier_one()
    {
        var id = await desk.Made();
        await desk.Upload(id, desk.File(desk.Row("ana")));
        await Assert.ThrowsAsync<IOException>(async () =>
            await desk.World.Get<Uploads>().Receive(desk.Pool.Id, id, new BrokenStream(Uploads.ChunkSize * 2), long.MaxValue, default));
        Assert.Equal(1, Chunks);
        await desk.Start(id);
        await desk.Run();
        Assert.NotNull(desk.Pool.Find("ana"));
    }

    [Theory]
    [InlineData(1_000_000, UploadResult.Kept)]
    [InlineData(1_000_001, UploadResult.TooLarge)]
    public async Task A_file_that_is_too_large_is_not_kept(int length, UploadResult expected)
    {
        var id = await desk.Made();
        Assert.Equal(expected, await desk.Upload(id, new byte[length], limit: 1_000_000));
        Assert.Equal(expected is UploadResult.Kept ? 4 : 0, Chunks);
        Assert.Equal(expected is UploadResult.Kept, (await desk.World.Store.Imports.Find(desk.Pool.Id, id, default))!.File is not null);
    }

    [Fact]
    public async Task Once_started_an_import_takes_no_other_file()
    {
        var id = await desk.Made();
        await desk.Upload(id, desk.File(desk.Row("ana")));
        await desk.Start(id);
        Assert.Equal(UploadResult.NotWanted, await desk.Upload(id, desk.File(desk.Row("eve"))));
        await desk.Run();
        Assert.Equal(UploadResult.NotWanted, await desk.Upload(id, desk.File(desk.Row("eve"))));
        Assert.Null(desk.Pool.Find("eve"));
    }

    [Fact]
    public async Task An_import_that_is_started_while_its_second_file_comes_keeps_the_first()
    {
        var id = await desk.Made();
        await desk.Upload(id, desk.File(desk.Row("ana")));
        var late = new HookedStream(Encoding.UTF8.GetBytes(desk.File(desk.Row("eve"))), async () => Assert.True((await desk.Start(id)).IsOk));
        Assert.Equal(UploadResult.NotWanted, await desk.World.Get<Uploads>().Receive(desk.Pool.Id, id, late, 1_000_000, default));
        Assert.Equal(1, Chunks);
        await desk.Run();
        Assert.NotNull(desk.Pool.Find("ana"));
        Assert.Null(desk.Pool.Find("eve"));
    }

    [Fact]
    public async Task Nobody_sends_a_file_for_an_import_that_is_not_there()
    {
        Assert.Equal(UploadResult.NotWanted, await desk.Upload("import-0000000000", "x"));
        Assert.Equal(UploadResult.NotWanted, await desk.Upload("../" + await desk.Made(), "x"));
        Assert.Equal(0, Chunks);
    }

    [Fact]
    public async Task The_file_goes_when_the_import_is_over()
    {
        var job = await desk.Import(desk.Row("ana"));
        Assert.Equal(0, Chunks);
        Assert.Null((await desk.World.Store.Imports.Find(desk.Pool.Id, job.JobId!, default))!.File);
    }

    /// <summary>Gives so many bytes, and then breaks.</summary>
    private sealed class BrokenStream(int length) : MemoryStream(new byte[length])
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, cancellationToken) is > 0 and var read ? read : throw new IOException("The line went dead.");
    }

    /// <summary>Lets something happen before its first byte.</summary>
    private sealed class HookedStream(byte[] bytes, Func<Task> before) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position == 0)
                await before();
            return await base.ReadAsync(buffer, cancellationToken);
        }
    }
}
