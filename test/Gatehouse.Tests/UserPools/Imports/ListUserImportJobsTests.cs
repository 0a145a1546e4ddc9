namespace Gatehouse.Tests.UserPools.Imports;

public sealed class ListUserImportJobsTests
{
    private const string BadToken = "InvalidParameterException: Invalid pagination token.";
    private readonly ImportDesk desk = new();

    [Fact]
    public async Task A_pool_without_imports_lists_none()
    {
        var page = (await desk.List(10)).Ok;
        Assert.Empty(page.UserImportJobs!);
        Assert.Null(page.PaginationToken);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(60)]
    public async Task Pages_hold_every_import_once_the_newest_first_while_others_are_added(int size)
    {
        var made = new List<string>();
        for (var i = 0; i < 7; i++)
        {
            made.Insert(0, await desk.Made());
            desk.World.Wait(TimeSpan.FromMilliseconds(i % 2));
        }

        var seen = new List<string>();
        string? token = null;
        do
        {
            var page = (await desk.List(size, token)).Ok;
            seen.AddRange(page.UserImportJobs!.Select(job => job.JobId!));
            Assert.InRange(page.UserImportJobs!.Count, 1, size);
            token = page.PaginationToken;
            desk.World.Wait(TimeSpan.FromSeconds(1));
            await desk.Made();
        }
        while (token is not null);

        // Those made within one millisecond have no order of their own, but each comes once.
        Assert.Equal(made.Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal));
        Assert.Equal(made[0], seen[0]);
    }

    [Fact]
    public async Task A_token_works_in_its_own_listing_only()
    {
        await desk.Made();
        await desk.Made();
        var token = (await desk.List(1)).Ok.PaginationToken;
        Assert.NotNull(token);
        Assert.Equal(BadToken, (await desk.List(1, token, desk.World.Pool().Id)).Refusal);
        Assert.Equal(BadToken, (await desk.List(1, "made-up")).Refusal);
        Assert.Single((await desk.List(60, token)).Ok.UserImportJobs!);
    }

    [Fact]
    public async Task A_page_has_one_to_sixty_and_the_pool_is_there()
    {
        Assert.StartsWith("InvalidParameterException: 1 validation error", (await desk.List(0)).Refusal, StringComparison.Ordinal);
        Assert.StartsWith("InvalidParameterException: 1 validation error", (await desk.List(61)).Refusal, StringComparison.Ordinal);
        Assert.Equal(Texts.NoPool($"{World.Region}_nobody123"), (await desk.List(1, poolId: $"{World.Region}_nobody123")).Refusal);
    }

    [Fact]
    public async Task Imports_are_listed_as_they_stand()
    {
        var old = await desk.Made();
        desk.World.Wait(TimeSpan.FromHours(24));
        var job = await desk.Import(desk.Row("ana"));
        var listed = (await desk.List(10)).Ok.UserImportJobs!;
        Assert.Equal([("Succeeded", job.JobId), ("Expired", old)], listed.Select(one => (one.Status, one.JobId)));
        Assert.Equal(job, listed[0]);
    }
}
