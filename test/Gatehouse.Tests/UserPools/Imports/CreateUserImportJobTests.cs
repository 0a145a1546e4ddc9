using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools.Imports;

public sealed class CreateUserImportJobTests
{
    private readonly ImportDesk desk = new();

    [Fact]
    public async Task A_new_import_waits_for_its_file_and_has_counted_nothing()
    {
        var job = (await desk.Create()).Ok.UserImportJob!;
        Assert.Matches("^import-[A-Za-z0-9]{10}$", job.JobId!);
        Assert.Equal(("people", desk.Pool.Id, "Created", ImportDesk.Role), (job.JobName, job.UserPoolId, job.Status, job.CloudWatchLogsRoleArn));
        Assert.Equal((0L, 0L, 0L), (job.ImportedUsers, job.SkippedUsers, job.FailedUsers));
        Assert.Equal(desk.World.Now, job.CreationDate);
        Assert.Null(job.StartDate);
        Assert.Null(job.CompletionDate);
        Assert.Null(job.CompletionMessage);
        Assert.Null(job.PasswordHashingAlgorithm);
    }

    [Theory]
    [InlineData("BCRYPT")]
    [InlineData("SCRYPT")]
    [InlineData("ARGON2ID")]
    [InlineData("PBKDF2_SHA256")]
    public async Task An_import_knows_how_its_passwords_are_hashed(string algorithm)
    {
        var job = (await desk.Create(algorithm)).Ok.UserImportJob!;
        Assert.Equal(algorithm, job.PasswordHashingAlgorithm);
        Assert.Equal(algorithm, (await desk.Describe(job.JobId!)).Ok.UserImportJob!.PasswordHashingAlgorithm);
    }

    [Fact]
    public async Task An_unknown_way_of_hashing_is_refused() =>
        Assert.Equal("InvalidParameterException: Invalid PasswordHashingAlgorithm: MD5", (await desk.Create("MD5")).Refusal);

    [Fact]
    public async Task The_address_names_pool_and_import_and_is_the_same_each_time()
    {
        var job = (await desk.Create()).Ok.UserImportJob!;
        Assert.Matches(
            $"^https://id[.]example[.]com/_gatehouse/imports/{desk.Pool.Id}/{job.JobId}[?]X-Amz-Date=20260901T090807Z&X-Amz-Expires=900&X-Amz-Signature=[0-9a-f]{{64}}$",
            job.PreSignedUrl!);
        desk.World.Wait(TimeSpan.FromMinutes(3));
        Assert.Equal(job.PreSignedUrl, (await desk.Describe(job.JobId!)).Ok.UserImportJob!.PreSignedUrl);
    }

    [Fact]
    public async Task A_pool_that_is_not_there_takes_nobody() =>
        Assert.Equal(Texts.NoPool($"{World.Region}_nobody123"), (await desk.Create(poolId: $"{World.Region}_nobody123")).Refusal);

    [Fact]
    public async Task A_pool_has_so_many_imports_and_no_more()
    {
        for (var i = 0; i < Gatehouse.Identity.Imports.Most; i++)
            await desk.Made();
        Assert.Equal("LimitExceededException: A user pool has at most 1000 user import jobs.", (await desk.Create()).Refusal);
    }

    // An address that was made for one import, shown for another, later, or altered in any digit.
    [Fact]
    public async Task A_permit_is_good_for_its_import_and_a_quarter_of_an_hour()
    {
        var urls = desk.World.Get<ImportUrl>();
        var (job, other) = ((await desk.Create()).Ok.UserImportJob!, (await desk.Create()).Ok.UserImportJob!);
        var query = System.Web.HttpUtility.ParseQueryString(new Uri(job.PreSignedUrl!).Query);
        var (date, signature) = (query["X-Amz-Date"]!, query["X-Amz-Signature"]!);

        Assert.Equal(PermitCheck.Good, urls.Check(desk.Pool.Id, job.JobId!, date, signature));
        Assert.Equal(PermitCheck.Forged, urls.Check(desk.Pool.Id, other.JobId!, date, signature));
        Assert.Equal(PermitCheck.Forged, urls.Check(desk.World.Pool().Id, job.JobId!, date, signature));
        Assert.Equal(PermitCheck.Forged, urls.Check(desk.Pool.Id, job.JobId!, "20260901T090808Z", signature));
        Assert.Equal(PermitCheck.Forged, urls.Check($"{desk.Pool.Id}/{job.JobId}", "", date, signature));
        for (var i = 0; i < signature.Length; i++)
        {
            var altered = signature.ToCharArray();
            altered[i] = altered[i] == '0' ? '1' : '0';
            Assert.Equal(PermitCheck.Forged, urls.Check(desk.Pool.Id, job.JobId!, date, new string(altered)));
        }

        foreach (var (wrongDate, wrong) in new[] { (null, signature), (date, null), ("now", signature), (date, ""), (date, signature + "00"), (date, new string('z', 64)) })
            Assert.Equal(PermitCheck.Forged, urls.Check(desk.Pool.Id, job.JobId!, wrongDate, wrong));

        desk.World.Wait(TimeSpan.FromMinutes(15) - TimeSpan.FromSeconds(1));
        Assert.Equal(PermitCheck.Good, urls.Check(desk.Pool.Id, job.JobId!, date, signature));
        desk.World.Wait(TimeSpan.FromSeconds(1));
        Assert.Equal(PermitCheck.Expired, urls.Check(desk.Pool.Id, job.JobId!, date, signature));
    }
}
