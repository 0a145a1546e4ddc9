using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools;

/// <summary>A pool in a test, with short ways to fill it and to ask about it.</summary>
internal sealed class TestPool(World world, string id)
{
    public string Id => id;

    public World World => world;

    public UserPool Now => world.Store.Pools.Find(id, default).Done()!;

    public void Change(Func<UserPool, UserPool> change) => Assert.NotNull(world.Store.Pools.Change(id, change, default).Done());

    /// <summary>Gives the pool functions for these occasions; <see cref="World.Functions"/> answers for them.</summary>
    public void Hook(params Occasion[] occasions) => Hook(TokenSay.Texts, occasions);

    /// <summary>The same with a function for tokens of another kind.</summary>
    public void Hook(TokenSay tokens, params Occasion[] occasions) => Change(pool => pool with
    {
        Functions = new() { References = occasions.ToDictionary(occasion => occasion, _ => TestFunctions.Arn), OfTokens = tokens },
    });

    /// <summary>A public application that may use every way of signing in there is.</summary>
    public TestClient Client(Func<AppClient, AppClient>? with = null)
    {
        const SignInWays all = SignInWays.Password | SignInWays.AdminPassword | SignInWays.Srp | SignInWays.Refresh;
        var client = new AppClient
        {
            Id = world.Get<IRandom>().ClientId(), PoolId = id, Name = "app", Created = world.Now, Modified = world.Now, Ways = all,
        };
        client = with?.Invoke(client) ?? client;
        Assert.True(world.Store.Clients.Add(client, default).Done());
        return new(this, client.Id);
    }

    /// <summary>The same with a secret.</summary>
    public TestClient SecretClient(Func<AppClient, AppClient>? with = null) => Client(client =>
    {
        var secret = new ClientSecret($"{client.Id}--1", world.Get<IRandom>().ClientSecret(), world.Now);
        client = client with { Secrets = [secret] };
        return with?.Invoke(client) ?? client;
    });

    /// <summary>A person who is there already: confirmed, with <see cref="World.Password"/>, and addresses that are proven.</summary>
    public TestUser User(
        string name, string? email = null, string? phone = null, bool proven = true, Func<UserState, UserState>? with = null)
    {
        var attributes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (attribute, value) in new[] { (Attributes.Email, email), (Attributes.Phone, phone) })
        {
            if (value is null)
                continue;
            attributes[attribute] = value;
            attributes[Attributes.VerifiedFlagOf(attribute)!] = proven ? "true" : "false";
        }

        var sub = world.Get<IRandom>().Uuid();
        var username = Now.Names.InsteadOfUsername.Count > 0 ? sub : name;
        var kept = world.Get<Passwords>().Prepare(Now, username, World.Password, default).Done();
        Assert.False(kept.Refused(out _, out var password));
        var state = new UserState
        {
            PoolId = id, Sub = sub, Username = username, Status = UserStatus.Confirmed, Created = world.Now, Modified = world.Now,
            Attributes = attributes, Password = password,
        };
        Assert.Null(world.Store.Users.Add(Now, new User(with?.Invoke(state) ?? state), takeAliases: false, default).Done());
        return new(this, sub);
    }

    /// <summary>Whoever is found by a name; null when nobody is.</summary>
    public User? Find(string name) => world.Store.Users.Find(Now, name, default).Done();

    public Task<Said<AdminCreateUserResponse>> Create(string name, Func<AdminCreateUserRequest, AdminCreateUserRequest>? with = null)
    {
        var request = new AdminCreateUserRequest { UserPoolId = id, Username = name };
        return world.Call(world.Op<AdminCreateUser>(), with?.Invoke(request) ?? request);
    }

    public Task<Said<AdminGetUserResponse>> Get(string name) =>
        world.Call(world.Op<AdminGetUser>(), new AdminGetUserRequest { UserPoolId = id, Username = name });

    public Task<Said<AdminSetUserPasswordResponse>> SetPassword(string name, string password, bool? permanent = true) =>
        world.Call(world.Op<AdminSetUserPassword>(), new() { UserPoolId = id, Username = name, Password = password, Permanent = permanent });

    public Task<Said<AdminUpdateUserAttributesResponse>> Update(string name, params (string Name, string? Value)[] attributes) =>
        world.Call(world.Op<AdminUpdateUserAttributes>(), new() { UserPoolId = id, Username = name, UserAttributes = Wire.List(attributes) });

    public Task<Said<AdminDisableUserResponse>> Disable(string name) =>
        world.Call(world.Op<AdminDisableUser>(), new() { UserPoolId = id, Username = name });

    public Task<Said<AdminEnableUserResponse>> Enable(string name) =>
        world.Call(world.Op<AdminEnableUser>(), new() { UserPoolId = id, Username = name });

    public Task<Said<Nothing>> Delete(string name) =>
        world.Call(world.Op<AdminDeleteUser>(), new AdminDeleteUserRequest { UserPoolId = id, Username = name });

    public Task<Said<AdminResetUserPasswordResponse>> Reset(string name) =>
        world.Call(world.Op<AdminResetUserPassword>(), new() { UserPoolId = id, Username = name });

    public Task<Said<AdminSetUserMFAPreferenceResponse>> Prefer(
        string name, SMSMfaSettingsType? sms = null, SoftwareTokenMfaSettingsType? token = null, EmailMfaSettingsType? email = null) =>
        world.Call(world.Op<AdminSetUserMFAPreference>(), new()
        {
            UserPoolId = id, Username = name, SMSMfaSettings = sms, SoftwareTokenMfaSettings = token, EmailMfaSettings = email,
        });

    public Task<Said<AdminDeleteSoftwareTokenResponse>> DeleteToken(string name) =>
        world.Call(world.Op<AdminDeleteSoftwareToken>(), new() { UserPoolId = id, Username = name });

    public Task<Said<AdminConfirmSignUpResponse>> Confirm(string name) =>
        world.Call(world.Op<AdminConfirmSignUp>(), new() { UserPoolId = id, Username = name });

    public Task<Said<AdminUserGlobalSignOutResponse>> SignOut(string name) =>
        world.Call(world.Op<AdminUserGlobalSignOut>(), new() { UserPoolId = id, Username = name });

    public Task<Said<ListUsersResponse>> List(Func<ListUsersRequest, ListUsersRequest>? with = null)
    {
        var request = new ListUsersRequest { UserPoolId = id };
        return world.Call(world.Op<ListUsers>(), with?.Invoke(request) ?? request);
    }
}

/// <summary>A person in a test.</summary>
internal sealed class TestUser(TestPool pool, string sub)
{
    public string Sub => sub;

    /// <summary>The person as stored now; null when gone.</summary>
    public User? Stored => pool.World.Store.Users.BySub(pool.Id, sub, default).Done();

    public User Now => Stored!;

    public string? this[string attribute] => Now[attribute];
}

/// <summary>Shapes of the wire, written short.</summary>
internal static class Wire
{
    public static IReadOnlyList<AttributeType> List(params (string Name, string? Value)[] attributes) =>
        [.. attributes.Select(a => new AttributeType { Name = a.Name, Value = a.Value })];

    public static Dictionary<string, string> Map(params (string Name, string Value)[] values) =>
        values.ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal);

    public static Dictionary<string, string?> Read(IReadOnlyList<AttributeType>? attributes) =>
        (attributes ?? []).ToDictionary(a => a.Name, a => a.Value, StringComparer.Ordinal);
}
