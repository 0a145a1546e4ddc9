using Gatehouse.Identity;

namespace Gatehouse.Storage.Tests;

/// <summary>People: stored, found, changed, deleted.</summary>
public abstract class UsersContract<TRig>(TRig rig) : Contract<TRig>(rig)
    where TRig : Rig
{
    [Fact]
    public async Task Past_passwords_come_back_in_order_and_go_when_they_are_forgotten()
    {
        var pool = await NewPool();
        var person = Samples.Person(pool, "ana") with { PastPasswords = ["newest", "older", "oldest"] };
        await Here.Users.Add(pool, new User(person), false, Ct);
        Assert.Equal(["newest", "older", "oldest"], (await Elsewhere.Users.BySub(pool.Id, person.Sub, Ct))!.State.PastPasswords);

        await Here.Users.Change(pool, person.Sub, user => Set(user, 3), false, Ct);
        var now = (await Elsewhere.Users.BySub(pool.Id, person.Sub, Ct))!.State;
        Assert.Equal("new", now.Password!.Hash);
        Assert.Equal(["newest", "older"], now.PastPasswords);
        await Here.Users.Change(pool, person.Sub, user => Set(user, 0), false, Ct);
        Assert.Empty((await Elsewhere.Users.BySub(pool.Id, person.Sub, Ct))!.State.PastPasswords);

        static bool Set(User user, int history)
        {
            user.SetPassword(new("new", Samples.Noon), history, Samples.Noon);
            return true;
        }
    }

    [Fact]
    public async Task A_person_comes_back_whole()
    {
        var pool = await NewPool();
        var person = Samples.Person(pool, "Ana", "ana@example.com") with
        {
            Status = UserStatus.ForceChangePassword,
            Enabled = false,
            Pending = new Dictionary<string, string> { [Attributes.Phone] = "+15550001111" },
            Password = new StoredPassword("$argon2id$…", Samples.Noon) { Srp = new SrpVerifier([1, 2], [3, 4, 5]), IsTemporary = true },
            Codes = new Dictionary<CodePurpose, OneTimeCode>
            {
                [CodePurpose.Recovery] = new([9, 8], Samples.Noon.AddTicks(7), Attributes.Email) { Failures = 3 },
            },
        };
        await Here.Users.Add(pool, new User(person), false, Ct);

        var found = (await Elsewhere.Users.BySub(pool.Id, person.Sub, Ct))!;

        Assert.Equal(1, found.Version);
        Assert.False(found.IsChanged);
        Assert.Equivalent(person, found.State, strict: true);
    }

    [Fact]
    public async Task A_person_is_found_by_each_name_in_any_case()
    {
        var pool = await NewPool();
        var person = await NewPerson(pool, "Ana", "Ana@Example.com");

        foreach (var name in new[] { "ana", "ANA", "ana@example.COM", person.Sub })
            Assert.Equal(person.Sub, (await Here.Users.Find(pool, name, Ct))?.Sub);

        Assert.Null(await Here.Users.Find(pool, "anna", Ct));
        Assert.Null(await Here.Users.Find(await NewPool(), "ana", Ct));
    }

    [Fact]
    public async Task Cases_make_two_people_where_the_pool_says_so()
    {
        var pool = await NewPool(new SignInNames { CaseSensitive = true });
        var (big, small) = (await NewPerson(pool, "Ana"), await NewPerson(pool, "ana"));

        Assert.Equal(big.Sub, (await Here.Users.Find(pool, "Ana", Ct))?.Sub);
        Assert.Equal(small.Sub, (await Here.Users.Find(pool, "ana", Ct))?.Sub);
        Assert.Null(await Here.Users.Find(pool, "ANA", Ct));
    }

    [Fact]
    public async Task An_unproven_address_is_no_name()
    {
        var pool = await NewPool();
        await Here.Users.Add(pool, new User(Samples.Person(pool, "ana", "ana@example.com", proven: false)), false, Ct);

        Assert.Null(await Here.Users.Find(pool, "ana@example.com", Ct));
    }

    [Fact]
    public async Task A_change_is_stored_with_its_outcome()
    {
        var pool = await NewPool();
        var person = await NewPerson(pool, "ana");

        var change = await Here.Users.Change(pool, person.Sub, Disabled, false, Ct);

        Assert.Equal(("done", 2, false), (change.Outcome, change.User!.Version, change.User.Enabled));
        var found = (await Elsewhere.Users.BySub(pool.Id, person.Sub, Ct))!;
        Assert.Equal((2, false), (found.Version, found.Enabled));
    }

    [Fact]
    public async Task A_change_that_changes_nothing_is_not_stored()
    {
        var pool = await NewPool();
        var person = await NewPerson(pool, "ana");

        var change = await Here.Users.Change(pool, person.Sub, user => user.Username, false, Ct);

        Assert.Equal("ana", change.Outcome);
        Assert.Equal(1, (await Here.Users.BySub(pool.Id, person.Sub, Ct))!.Version);
    }

    [Fact]
    public async Task Second_factors_come_back_as_they_were_and_go_again()
    {
        var pool = await NewPool();
        var person = Samples.Person(pool, "ana") with
        {
            Factors = new() { On = [SecondFactor.Sms, SecondFactor.SoftwareToken], Preferred = SecondFactor.SoftwareToken, Passkey = true },
            Authenticators = new(new([1, 2, 3]) { LastStep = 59_000_000, Name = "phone" }, new([4, 5])),
        };
        await Here.Users.Add(pool, new User(person), false, Ct);

        var found = (await Elsewhere.Users.BySub(pool.Id, person.Sub, Ct))!.State;
        Assert.Equal((SecondFactor.SoftwareToken, true), (found.Factors.Preferred, found.Factors.Passkey));
        Assert.Equal(person.Factors.On, found.Factors.On);
        Assert.Equal((59_000_000, "phone"), (found.Authenticators!.Proven!.LastStep, found.Authenticators.Proven.Name));
        Assert.Equal([1, 2, 3], found.Authenticators.Proven.Secret);
        Assert.Equal([4, 5], found.Authenticators.Given!.Secret);

        await Here.Users.Change(pool, person.Sub, Forget, false, Ct);
        Assert.Null((await Elsewhere.Users.BySub(pool.Id, person.Sub, Ct))!.State.Authenticators);
    }

    [Fact]
    public async Task Of_many_who_show_one_code_at_once_one_is_let_in()
    {
        var pool = await NewPool();
        var secret = new byte[Authenticator.SecretLength];
        var person = Samples.Person(pool, "ana") with { Authenticators = new(new(secret), null) };
        await Here.Users.Add(pool, new User(person), false, Ct);
        var code = Totp.Code(secret, Samples.Noon.ToUnixTimeSeconds() / 30);

        var checks = await AllAtOnce(async (stores, _) =>
            (await stores.Users.Change(pool, person.Sub, user => user.TryAuthenticator(code, Samples.Noon), false, Ct)).Outcome);

        Assert.Single(checks, AuthenticatorCheck.Accepted);
        Assert.Equal(Crowd - 1, checks.Count(check => check is AuthenticatorCheck.Used));
    }

    [Fact]
    public async Task A_change_of_nobody_answers_nobody()
    {
        var pool = await NewPool();

        var change = await Here.Users.Change(pool, Samples.Sub(), Disabled, false, Ct);

        Assert.Null(change.User);
        Assert.Null(change.Taken);
    }

    [Fact]
    public async Task A_change_that_throws_leaves_nothing()
    {
        var pool = await NewPool();
        var person = await NewPerson(pool, "ana");

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Here.Users.Change<string>(
            pool,
            person.Sub,
            user =>
            {
                user.Enable(false, Samples.Noon);
                throw new InvalidOperationException();
            },
            false,
            Ct));

        Assert.True((await Here.Users.BySub(pool.Id, person.Sub, Ct))!.Enabled);
        Assert.Equal("done", (await Here.Users.Change(pool, person.Sub, Disabled, false, Ct)).Outcome);
    }

    [Fact]
    public async Task Of_many_changes_at_once_each_counts()
    {
        var pool = await NewPool();
        var person = await NewPerson(pool, "ana");

        await AllAtOnce(async (stores, i) => await stores.Users.Change(
            pool, person.Sub, user => user.WriteAttributes(new Dictionary<string, string> { [$"custom:a{i}"] = "1" }, [], Samples.Noon), false, Ct));

        var found = (await Here.Users.BySub(pool.Id, person.Sub, Ct))!;
        Assert.Equal((Crowd, Crowd + 1), (found.State.Attributes.Count, (int)found.Version));
    }

    [Fact]
    public async Task Adding_to_a_pool_that_is_gone_leaves_nobody()
    {
        var pool = await NewPool();
        await Here.Pools.Remove(pool.Id, Ct);
        var person = Samples.Person(pool, "ana");

        Assert.Null(await Here.Users.Add(pool, new User(person), false, Ct));
        Assert.Null(await Here.Users.BySub(pool.Id, person.Sub, Ct));
    }

    [Fact]
    public async Task A_deleted_person_leaves_no_name_session_or_message()
    {
        var pool = await NewPool();
        var person = await NewPerson(pool, "ana", "ana@example.com");
        var session = Samples.Session(pool.Id, person.Sub);
        await Here.Sessions.Open(session, null, Ct);
        var to = Samples.Unique("gone") + "@example.com";
        await Here.Users.Change(pool, person.Sub, user => Sent(user, Samples.Message(pool, to)), false, Ct);

        Assert.True(await Here.Users.Remove(pool.Id, person.Sub, Ct));

        Assert.False(await Here.Users.Remove(pool.Id, person.Sub, Ct));
        Assert.Null(await Here.Users.BySub(pool.Id, person.Sub, Ct));
        Assert.Null(await Here.Sessions.Find(pool.Id, session.Id, Ct));
        Assert.Empty(await Here.Outbox.Read(to, 10, Ct));
        Assert.Equal(0, await Here.Users.Count(pool.Id, Ct));
        await NewPerson(pool, "ana", "ana@example.com");
    }

    [Fact]
    public async Task People_are_counted()
    {
        var pool = await NewPool();
        await AllAtOnce(async (stores, i) => await stores.Users.Add(pool, new User(Samples.Person(pool, $"u{i}")), false, Ct));

        Assert.Equal(Crowd, await Here.Users.Count(pool.Id, Ct));
        Assert.Equal(0, await Here.Users.Count((await NewPool()).Id, Ct));
    }

    private static string Disabled(User user)
    {
        user.Enable(false, Samples.Noon);
        return "done";
    }

    private static bool Forget(User user)
    {
        user.ForgetAuthenticator(Samples.Noon);
        return true;
    }

    private static int Sent(User user, Message message)
    {
        user.Send(message);
        return 0;
    }
}

public sealed class UsersInMemory(MemoryRig rig) : UsersContract<MemoryRig>(rig);

public sealed class UsersInSqlite(SqliteRig rig) : UsersContract<SqliteRig>(rig);

public sealed class UsersInPostgres(PostgresRig rig) : UsersContract<PostgresRig>(rig);
