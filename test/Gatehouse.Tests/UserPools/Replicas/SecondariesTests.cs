using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools.Replicas;

/// <summary>What a pool serves where it only has a copy.</summary>
public sealed class SecondariesTests
{
    private const string West = "eu-west-1";
    private const string NotHere = "OperationNotEnabledException: The operation is not enabled in eu-west-1, where the user pool is a secondary replica.";

    private readonly World world = new();
    private readonly TestPool pool;
    private readonly TestClient client;

    public SecondariesTests()
    {
        pool = world.Pool(p => p with { Replicas = [new(West, world.Now) { IsActive = true }] });
        client = pool.Client();
        pool.User("ana");
        world.SignedRegion = West;
    }

    [Fact]
    public async Task A_copy_shows_the_same_pool_and_people()
    {
        Assert.True((await pool.Get("ana")).IsOk);
        Assert.Single((await pool.List()).Ok.Users!);
        Assert.Contains(pool.Id, await world.Send<DescribeUserPool>($$"""{"UserPoolId":"{{pool.Id}}"}"""), StringComparison.Ordinal);
        Assert.Contains("SECONDARY", await world.Send<ListUserPoolReplicas>($$"""{"UserPoolId":"{{pool.Id}}"}"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_copy_changes_neither_people_nor_the_pool()
    {
        Assert.Equal(NotHere, (await pool.Create("bob")).Refusal);
        Assert.Equal(NotHere, (await pool.Disable("ana")).Refusal);
        Assert.Equal(NotHere, (await pool.SetPassword("ana", World.Another)).Refusal);
        Assert.Equal(NotHere, (await pool.Update("ana", ("name", "Ana"))).Refusal);
        Assert.Equal(NotHere, (await pool.Delete("ana")).Refusal);
        Assert.Equal(NotHere, await world.Send<UpdateUserPool>($$"""{"UserPoolId":"{{pool.Id}}"}"""));
        Assert.Equal(NotHere, await world.Send<DeleteUserPool>($$"""{"UserPoolId":"{{pool.Id}}"}"""));
        Assert.Equal(NotHere, await world.Send<CreateUserPoolClient>($$"""{"UserPoolId":"{{pool.Id}}","ClientName":"app"}"""));
        Assert.Equal(NotHere, await world.Send<CreateUserPoolReplica>($$"""{"UserPoolId":"{{pool.Id}}","RegionName":"us-east-1"}"""));
        Assert.Equal(NotHere, await world.Send<DeleteUserPoolReplica>($$"""{"UserPoolId":"{{pool.Id}}","RegionName":"eu-west-1"}"""));
        Assert.True(pool.Find("ana")!.Enabled);
    }

    [Fact]
    public async Task People_sign_in_at_a_copy_while_it_is_active()
    {
        Assert.True((await SignIn()).IsOk);
        Assert.Contains("INACTIVE", await world.Send<UpdateUserPoolReplica>($$"""{"UserPoolId":"{{pool.Id}}","RegionName":"eu-west-1","Status":"INACTIVE"}"""), StringComparison.Ordinal);

        Assert.Equal(NotHere, (await SignIn()).Refusal);
        Assert.True((await pool.Get("ana")).IsOk);
        Assert.True((await pool.SignOut("ana")).IsOk);
    }

    [Fact]
    public async Task In_a_region_without_a_copy_the_pool_does_not_exist()
    {
        world.SignedRegion = "us-east-1";
        var unknown = $"ResourceNotFoundException: User pool {pool.Id} does not exist.";

        Assert.Equal(unknown, (await pool.Get("ana")).Refusal);
        Assert.Equal(unknown, (await pool.Create("bob")).Refusal);
        Assert.Equal(unknown, (await SignIn()).Refusal);
    }

    [Fact]
    public async Task A_pool_without_copies_is_in_its_own_region_only()
    {
        var alone = world.Pool();
        Assert.Equal($"ResourceNotFoundException: User pool {alone.Id} does not exist.", (await alone.List()).Refusal);
    }

    [Fact]
    public async Task An_operation_that_does_not_declare_the_fault_answers_another() =>
        Assert.StartsWith(
            "InvalidParameterException: The operation is not enabled in eu-west-1",
            await world.Send<AddUserPoolClientSecret>($$"""{"UserPoolId":"{{pool.Id}}","ClientId":"{{client.Id}}"}"""),
            StringComparison.Ordinal);

    [Fact]
    public void Nothing_that_writes_to_people_is_served_by_a_copy()
    {
        var active = new PoolReplica(West, world.Now) { IsActive = true };
        var served = typeof(UpdateUserPoolReplica).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false, Namespace: "Gatehouse.Operations.UserPools" } && type.IsSubclassOf(typeof(Operation)))
            .Select(type => Op(type))
            .Where(operation => operation.Access is CallAccess.Signed && Secondaries.Refuse(operation, active) is null)
            .Select(operation => operation.Name)
            .Where(name => !System.Text.RegularExpressions.Regex.IsMatch(name, "^(Admin)?(Describe|Get|List)"));

        Assert.Subset(
            new HashSet<string>(StringComparer.Ordinal) { "AdminInitiateAuth", "AdminRespondToAuthChallenge", "AdminUserGlobalSignOut", "AdminRevokeUserSession", "UpdateUserPoolReplica", "SetLogDeliveryConfiguration", "TagResource", "UntagResource" },
            served.ToHashSet());
        Assert.NotNull(Secondaries.Refuse(null, active));
    }

    private static Operation Op(Type type) => (Operation)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(type);

    private Task<Said<AdminInitiateAuthResponse>> SignIn() => client.AdminInitiate("ADMIN_USER_PASSWORD_AUTH", ("USERNAME", "ana"), ("PASSWORD", World.Password));
}
