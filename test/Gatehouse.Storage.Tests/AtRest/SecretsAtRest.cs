using System.Text;
using Gatehouse.Identity;

namespace Gatehouse.Storage.Tests;

/// <summary>What lies on disk gives away no secret, and what is moved there does not open.</summary>
public abstract class SecretsAtRest<TRig>(TRig rig) : Contract<TRig>(rig)
    where TRig : SqlRig
{
    private readonly TRig rig = rig;

    [Fact]
    public async Task No_secret_lies_in_clear_in_any_file()
    {
        string[] secrets = ["marker-client-secret", "marker-srp-salt-16", "marker-srp-verifier", "marker-code-9", "marker-mail-body", "marker-to@example.com", "marker-authenticator-1", "marker-authenticator-2", "marker-past-password", "marker-import-hash"];
        var pool = await NewPool();
        await Here.Clients.Add(Samples.Client(pool.Id, secrets[0]), Ct);
        var user = new User(Samples.Person(pool, "marker-user-name") with
        {
            Password = new StoredPassword("$argon2id$…", Samples.Noon) { Srp = new(Encoding.UTF8.GetBytes(secrets[1]), Encoding.UTF8.GetBytes(secrets[2])) },
            Authenticators = new(new(Encoding.UTF8.GetBytes(secrets[6])), new(Encoding.UTF8.GetBytes(secrets[7]))),
            PastPasswords = [secrets[8]],
        });
        user.Send(Samples.Message(pool, secrets[5]) with { Code = secrets[3], Body = secrets[4], Subject = secrets[4] });
        await Here.Users.Add(pool, user, false, Ct);
        await Here.ImportFiles.Keep(new(pool.Id, "upload", 0), Encoding.UTF8.GetBytes(secrets[^1]), Samples.Noon, Ct);

        var files = await Contents(await rig.Files());

        Assert.Contains(files, file => Holds(file.Bytes, Encoding.UTF8.GetBytes("marker-user-name")));
        foreach (var secret in secrets.Select(Encoding.UTF8.GetBytes))
        {
            foreach (var form in new[] { secret, Encoding.ASCII.GetBytes(Convert.ToBase64String(secret)[..^4]), Encoding.ASCII.GetBytes(Convert.ToHexStringLower(secret)) })
                Assert.DoesNotContain(files, file => Holds(file.Bytes, form));
        }
    }

    [Fact]
    public async Task A_client_secret_moved_to_another_row_does_not_open()
    {
        var pool = await NewPool();
        var (one, two) = (Samples.Client(pool.Id, "one"), Samples.Client(pool.Id, "two"));
        await Here.Clients.Add(one, Ct);
        await Here.Clients.Add(two, Ct);

        await rig.Node.Tamper(
            "UPDATE clients SET secrets = (SELECT c.secrets FROM clients c WHERE c.id = @from) WHERE id = @to", new { from = one.Id, to = two.Id });

        Assert.Equal("one", Assert.Single((await Here.Clients.Find(one.Id, Ct))!.Secrets).Value);
        await Assert.ThrowsAsync<StorageException>(async () => await Here.Clients.Find(two.Id, Ct));
    }

    [Fact]
    public async Task A_verifier_moved_to_another_person_does_not_open()
    {
        var pool = await NewPool();
        var password = new StoredPassword("$argon2id$…", Samples.Noon) { Srp = new([1], [2]) };
        var (ana, bob) = (Samples.Person(pool, "ana") with { Password = password }, Samples.Person(pool, "bob") with { Password = password });
        await Here.Users.Add(pool, new User(ana), false, Ct);
        await Here.Users.Add(pool, new User(bob), false, Ct);

        await rig.Node.Tamper(
            "UPDATE users SET srp = (SELECT u.srp FROM users u WHERE u.pool_id = @Id AND u.sub = @from) WHERE pool_id = @Id AND sub = @to",
            new { pool.Id, from = ana.Sub, to = bob.Sub });

        Assert.NotNull(await Here.Users.BySub(pool.Id, ana.Sub, Ct));
        await Assert.ThrowsAsync<StorageException>(async () => await Here.Users.BySub(pool.Id, bob.Sub, Ct));
    }

    [Fact]
    public async Task An_authenticator_moved_to_another_person_does_not_open()
    {
        var pool = await NewPool();
        var app = new Authenticators(new([1, 2, 3]), null);
        var (ana, bob) = (Samples.Person(pool, "ana") with { Authenticators = app }, Samples.Person(pool, "bob") with { Authenticators = app });
        await Here.Users.Add(pool, new User(ana), false, Ct);
        await Here.Users.Add(pool, new User(bob), false, Ct);

        await rig.Node.Tamper(
            "UPDATE users SET authenticators = (SELECT u.authenticators FROM users u WHERE u.pool_id = @Id AND u.sub = @from) WHERE pool_id = @Id AND sub = @to",
            new { pool.Id, from = ana.Sub, to = bob.Sub });

        Assert.NotNull(await Here.Users.BySub(pool.Id, ana.Sub, Ct));
        await Assert.ThrowsAsync<StorageException>(async () => await Here.Users.BySub(pool.Id, bob.Sub, Ct));
    }

    [Fact]
    public async Task Past_passwords_moved_to_another_person_do_not_open()
    {
        var pool = await NewPool();
        var (ana, bob) = (Samples.Person(pool, "ana") with { PastPasswords = ["old"] }, Samples.Person(pool, "bob") with { PastPasswords = ["old"] });
        await Here.Users.Add(pool, new User(ana), false, Ct);
        await Here.Users.Add(pool, new User(bob), false, Ct);

        await rig.Node.Tamper(
            "UPDATE users SET past_passwords = (SELECT u.past_passwords FROM users u WHERE u.pool_id = @Id AND u.sub = @from) WHERE pool_id = @Id AND sub = @to",
            new { pool.Id, from = ana.Sub, to = bob.Sub });

        Assert.NotNull(await Here.Users.BySub(pool.Id, ana.Sub, Ct));
        await Assert.ThrowsAsync<StorageException>(async () => await Here.Users.BySub(pool.Id, bob.Sub, Ct));
    }

    [Fact]
    public async Task A_chunk_of_a_file_moved_to_another_place_does_not_open()
    {
        var pool = await NewPool();
        await Here.ImportFiles.Keep(new(pool.Id, "file", 0), new byte[] { 1 }, Samples.Noon, Ct);
        await rig.Node.Tamper("UPDATE import_chunks SET number = 1 WHERE pool_id = @Id", new { pool.Id });
        await Assert.ThrowsAsync<StorageException>(async () => await Here.ImportFiles.Read(new(pool.Id, "file", 1), Ct));
    }

    [Fact]
    public async Task A_message_moved_to_another_row_is_not_sent_and_holds_up_no_other()
    {
        var pool = await NewPool();
        var (one, two) = (Samples.Message(pool, "one@example.com"), Samples.Message(pool, "two@example.com"));
        var user = new User(Samples.Person(pool, "ana"));
        user.Send(one);
        user.Send(two);
        await Here.Users.Add(pool, user, false, Ct);

        await rig.Node.Tamper(
            "UPDATE outbox SET payload = (SELECT o.payload FROM outbox o WHERE o.id = @from) WHERE id = @to", new { from = one.Id, to = two.Id });

        var due = await Here.Outbox.Take(Way.Mail, 100, Samples.Noon, TimeSpan.FromMinutes(1), Ct);
        Assert.Contains(one.Id, due.Select(d => d.Message.Id));
        Assert.Equal(1, due.Count(d => d.Message.Destination is "one@example.com" or "two@example.com"));
    }

    private static async Task<List<(string Path, byte[] Bytes)>> Contents(IEnumerable<string> paths)
    {
        var files = new List<(string, byte[])>();
        foreach (var path in paths.Where(File.Exists).Where(path => !path.EndsWith(".lock", StringComparison.Ordinal)))
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var copy = new MemoryStream();
            await file.CopyToAsync(copy);
            files.Add((path, copy.ToArray()));
        }

        return files;
    }

    private static bool Holds(byte[] file, byte[] what) => file.AsSpan().IndexOf(what) >= 0;
}

public sealed class SecretsInSqlite(SqliteRig rig) : SecretsAtRest<SqliteRig>(rig);

public sealed class SecretsInPostgres(PostgresRig rig) : SecretsAtRest<PostgresRig>(rig);
