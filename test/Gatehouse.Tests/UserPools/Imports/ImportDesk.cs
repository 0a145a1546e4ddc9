using System.Text;
using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Tests.UserPools.Imports;

/// <summary>A pool that proves mailboxes, and short ways to import people into it.</summary>
internal sealed class ImportDesk
{
    public const string Role = "arn:aws:iam::000000000000:role/import-log";

    public ImportDesk(Func<UserPool, UserPool>? with = null, Action<IServiceCollection>? replace = null)
    {
        World = new World(with: replace);
        Pool = World.Pool(pool =>
        {
            pool = pool with { AutoVerified = [Attributes.Email] };
            return with?.Invoke(pool) ?? pool;
        });
    }

    public World World { get; }

    public TestPool Pool { get; }

    public IReadOnlyList<string> Columns => CsvHeader.Of(Pool.Now);

    public Task<Said<CreateUserImportJobResponse>> Create(string? algorithm = null, string name = "people", string? poolId = null) =>
        World.Call(World.Op<CreateUserImportJob>(), new()
        {
            UserPoolId = poolId ?? Pool.Id, JobName = name, CloudWatchLogsRoleArn = Role, PasswordHashingAlgorithm = algorithm,
        });

    public Task<Said<StartUserImportJobResponse>> Start(string jobId, string? poolId = null) =>
        World.Call(World.Op<StartUserImportJob>(), new() { UserPoolId = poolId ?? Pool.Id, JobId = jobId });

    public Task<Said<StopUserImportJobResponse>> Stop(string jobId, string? poolId = null) =>
        World.Call(World.Op<StopUserImportJob>(), new() { UserPoolId = poolId ?? Pool.Id, JobId = jobId });

    public Task<Said<DescribeUserImportJobResponse>> Describe(string jobId, string? poolId = null) =>
        World.Call(World.Op<DescribeUserImportJob>(), new() { UserPoolId = poolId ?? Pool.Id, JobId = jobId });

    public Task<Said<ListUserImportJobsResponse>> List(int most, string? token = null, string? poolId = null) =>
        World.Call(World.Op<ListUserImportJobs>(), new() { UserPoolId = poolId ?? Pool.Id, MaxResults = most, PaginationToken = token });

    public async Task<string> Made(string? algorithm = null) => (await Create(algorithm)).Ok.UserImportJob!.JobId!;

    public Task<UploadResult> Upload(string jobId, string csv) => Upload(jobId, Encoding.UTF8.GetBytes(csv));

    public async Task<UploadResult> Upload(string jobId, byte[] csv, long limit = 100 << 20) =>
        await World.Get<Uploads>().Receive(Pool.Id, jobId, new MemoryStream(csv), limit, default);

    public ValueTask<bool> Run(string holder = "node") => World.Get<Importer>().RunNext(holder, default);

    /// <summary>A file with the pool's columns and these rows.</summary>
    public string File(params string[] rows) => string.Join('\n', [string.Join(',', Columns), .. rows]) + "\n";

    /// <summary>A row of the pool's columns; those that are not named are empty. Its mailbox is proven unless it says otherwise.</summary>
    public string Row(string name, params (string Column, string Value)[] values)
    {
        var fields = new Dictionary<string, string>
        {
            [CsvHeader.Username] = name, [Attributes.Email] = $"{name}@example.com", [Attributes.EmailVerified] = "TRUE",
        };
        foreach (var (column, value) in values)
            fields[column] = value;
        Assert.Empty(fields.Keys.Except(Columns));
        return string.Join(',', Columns.Select(column => fields.GetValueOrDefault(column, "")));
    }

    /// <summary>Makes an import, sends the file, starts it, runs it to its end.</summary>
    public async Task<UserImportJobType> Import(byte[] csv, string? algorithm = null)
    {
        var id = await Made(algorithm);
        Assert.Equal(UploadResult.Kept, await Upload(id, csv));
        Assert.Equal("Pending", (await Start(id)).Ok.UserImportJob!.Status);
        Assert.True(await Run());
        return (await Describe(id)).Ok.UserImportJob!;
    }

    public Task<UserImportJobType> Import(params string[] rows) => Import(Encoding.UTF8.GetBytes(File(rows)));

    /// <summary>Imports people with password hashes.</summary>
    public Task<UserImportJobType> ImportHashed(string algorithm, params (string Name, string Hash)[] people) => Import(
        Encoding.UTF8.GetBytes(string.Join('\n',
        [
            $"{string.Join(',', Columns)},{CsvHeader.PasswordHash}",
            .. people.Select(person => $"{Row(person.Name)},{person.Hash.Replace(",", "\\,", StringComparison.Ordinal)}"),
        ])),
        algorithm);

    public async Task<List<string>> Log(string jobId) => await World.Store.ImportRuns.Log(Pool.Id, jobId, default).ToListAsync();

    /// <summary>What the log says of the only row of a file, without its line number.</summary>
    public async Task<string> Verdict(params string[] rows)
    {
        var job = await Import(rows);
        return Assert.Single(await Log(job.JobId!)).Replace(" Line Number 2 -", "", StringComparison.Ordinal);
    }
}
