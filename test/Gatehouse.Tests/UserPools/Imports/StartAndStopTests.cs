using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools.Imports;

/// <summary>StartUserImportJob, StopUserImportJob, DescribeUserImportJob: the states of an import, and what they forbid.</summary>
public sealed class StartAndStopTests
{
    private const string Precondition = "PreconditionNotMetException: ";
    private readonly ImportDesk desk = new();

    [Fact]
    public async Task An_import_goes_from_created_to_succeeded()
    {
        var id = await desk.Made();
        await desk.Upload(id, desk.File(desk.Row("ana"), desk.Row("bob")));
        desk.World.Wait(TimeSpan.FromMinutes(1));
        var started = (await desk.Start(id)).Ok.UserImportJob!;
        Assert.Equal(("Pending", desk.World.Now, null), (started.Status, started.StartDate, started.CompletionDate));

        desk.World.Wait(TimeSpan.FromMinutes(1));
        Assert.True(await desk.Run());
        var done = (await desk.Describe(id)).Ok.UserImportJob!;
        Assert.Equal(("Succeeded", "Import Job Completed Successfully.", desk.World.Now), (done.Status, done.CompletionMessage, done.CompletionDate));
        Assert.Equal((2L, 0L, 0L), (done.ImportedUsers, done.SkippedUsers, done.FailedUsers));
        Assert.False(await desk.Run());
    }

    [Fact]
    public async Task Without_a_file_nothing_starts()
    {
        var id = await desk.Made();
        Assert.Equal($"{Precondition}No csv file was uploaded for {id}", (await desk.Start(id)).Refusal);
    }

    [Fact]
    public async Task A_pool_that_proves_no_address_starts_nothing()
    {
        var id = await desk.Made();
        await desk.Upload(id, desk.File(desk.Row("ana")));
        desk.Pool.Change(pool => pool with { AutoVerified = [] });
        Assert.Equal($"{Precondition}The user pool has no auto verified attribute.", (await desk.Start(id)).Refusal);
    }

    [Fact]
    public async Task An_import_is_started_once()
    {
        var job = await desk.Import(desk.Row("ana"));
        Assert.Equal($"{Precondition}The user import job cannot be started. Its status is Succeeded.", (await desk.Start(job.JobId!)).Refusal);
    }

    [Fact]
    public async Task An_import_that_is_not_started_within_a_day_expires()
    {
        var id = await desk.Made();
        await desk.Upload(id, desk.File(desk.Row("ana")));
        desk.World.Wait(TimeSpan.FromHours(24) - TimeSpan.FromTicks(1));
        Assert.Equal("Created", (await desk.Describe(id)).Ok.UserImportJob!.Status);
        desk.World.Wait(TimeSpan.FromTicks(1));

        var expired = (await desk.Describe(id)).Ok.UserImportJob!;
        Assert.Equal(("Expired", "The user import job has expired.", desk.World.Now), (expired.Status, expired.CompletionMessage, expired.CompletionDate));
        Assert.Equal($"{Precondition}The user import job cannot be started. Its status is Expired.", (await desk.Start(id)).Refusal);
        Assert.Equal($"{Precondition}The user import job cannot be stopped. Its status is Expired.", (await desk.Stop(id)).Refusal);
        Assert.Equal(UploadResult.NotWanted, await desk.Upload(id, desk.File()));
    }

    [Fact]
    public async Task Of_an_installation_one_import_goes_on_at_a_time()
    {
        var other = desk.World.Pool(pool => pool with { AutoVerified = [Attributes.Email] });
        var (first, second) = (await desk.Made(), (await desk.Create(poolId: other.Id)).Ok.UserImportJob!.JobId!);
        await desk.Upload(first, desk.File(desk.Row("ana")));
        await desk.World.Get<Uploads>().Receive(other.Id, second, new MemoryStream("x"u8.ToArray()), 10, default);
        Assert.True((await desk.Start(first)).IsOk);
        Assert.Equal($"{Precondition}Another user import job is in progress.", (await desk.Start(second, other.Id)).Refusal);
        await desk.Run();
        Assert.True((await desk.Start(second, other.Id)).IsOk);
    }

    [Fact]
    public async Task An_import_that_nobody_took_up_stops_at_once_and_for_good()
    {
        var id = await desk.Made();
        await desk.Upload(id, desk.File(desk.Row("ana")));
        Assert.Equal($"{Precondition}The user import job cannot be stopped. Its status is Created.", (await desk.Stop(id)).Refusal);
        await desk.Start(id);

        var stopped = (await desk.Stop(id)).Ok.UserImportJob!;
        Assert.Equal(("Stopped", "The Import Job was stopped by the developer.", desk.World.Now), (stopped.Status, stopped.CompletionMessage, stopped.CompletionDate));
        Assert.False(await desk.Run());
        Assert.Null(desk.Pool.Find("ana"));
        Assert.Equal($"{Precondition}The user import job cannot be started. Its status is Stopped.", (await desk.Start(id)).Refusal);
    }

    [Fact]
    public async Task An_import_that_goes_on_stops_before_its_next_step()
    {
        var id = await desk.Made();
        await desk.Upload(id, desk.File(desk.Row("ana")));
        await desk.Start(id);
        Assert.NotNull(await desk.World.Store.ImportRuns.Take(new("dead", desk.World.Now.AddSeconds(30)), desk.World.Now, default));
        Assert.Equal("InProgress", (await desk.Describe(id)).Ok.UserImportJob!.Status);
        Assert.Equal("Stopping", (await desk.Stop(id)).Ok.UserImportJob!.Status);
        Assert.Equal("Stopping", (await desk.Stop(id)).Ok.UserImportJob!.Status);

        desk.World.Wait(TimeSpan.FromSeconds(30));
        Assert.True(await desk.Run());
        Assert.Equal("Stopped", (await desk.Describe(id)).Ok.UserImportJob!.Status);
        Assert.Null(desk.Pool.Find("ana"));
    }

    [Fact]
    public async Task While_people_are_imported_their_pool_is_neither_changed_nor_deleted()
    {
        var id = await desk.Made();
        await desk.Upload(id, desk.File(desk.Row("ana")));
        await desk.Start(id);
        var busy = $"UserImportInProgressException: A user import job of user pool {desk.Pool.Id} is in progress.";
        Assert.Equal(busy, (await desk.World.Call(desk.World.Op<UpdateUserPool>(), new() { UserPoolId = desk.Pool.Id })).Refusal);
        Assert.Equal(busy, (await desk.World.Call(desk.World.Op<DeleteUserPool>(), new() { UserPoolId = desk.Pool.Id })).Refusal);
        var grow = new AddCustomAttributesRequest
        {
            UserPoolId = desk.Pool.Id, CustomAttributes = [new() { Name = "team", AttributeDataType = AttributeDataType.String }],
        };
        Assert.Equal(busy, (await desk.World.Call(desk.World.Op<AddCustomAttributes>(), grow)).Refusal);

        await desk.Run();
        Assert.True((await desk.World.Call(desk.World.Op<AddCustomAttributes>(), grow)).IsOk);
        Assert.True((await desk.World.Call(desk.World.Op<DeleteUserPool>(), new() { UserPoolId = desk.Pool.Id })).IsOk);
    }

    [Fact]
    public async Task An_import_of_another_pool_is_not_there()
    {
        var (id, other) = (await desk.Made(), desk.World.Pool().Id);
        var unknown = $"ResourceNotFoundException: User import job {id} does not exist.";
        Assert.Equal(unknown, (await desk.Describe(id, other)).Refusal);
        Assert.Equal(unknown, (await desk.Start(id, other)).Refusal);
        Assert.Equal(unknown, (await desk.Stop(id, other)).Refusal);
        Assert.Equal(Texts.NoPool($"{World.Region}_nobody123"), (await desk.Start(id, $"{World.Region}_nobody123")).Refusal);
        Assert.Equal(Texts.NoPool($"{World.Region}_nobody123"), (await desk.Stop(id, $"{World.Region}_nobody123")).Refusal);
        Assert.Equal(Texts.NoPool($"{World.Region}_nobody123"), (await desk.Describe(id, $"{World.Region}_nobody123")).Refusal);
    }
}
