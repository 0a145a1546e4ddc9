using System.Data.Common;
using Dapper;
using Gatehouse.Identity;

namespace Gatehouse.Storage;

/// <summary>
/// Stores many new people in one transaction, as <see cref="UserWriter"/> stores one: names, search rows, counts. Whoever's name is taken
/// is left out; the others are stored all the same.
/// </summary>
internal sealed class BulkUsers(Dialect dialect, UserRows rows)
{
    private static readonly BulkTable Names = new(
        "user_names", [("pool_id", ColumnType.Text), ("value", ColumnType.Bytes), ("kind", ColumnType.Text), ("sub", ColumnType.Text)]);

    private static readonly BulkTable Search = new(
        "user_attributes", [("pool_id", ColumnType.Text), ("name", ColumnType.Text), ("value", ColumnType.Bytes), ("sub", ColumnType.Text)]);

    /// <summary>Stores people without messages; answers for each null, or the kind of the name that is taken.</summary>
    /// <exception cref="LostRaceException">Somebody took one of the names meanwhile; the job runs again.</exception>
    public async Task<IReadOnlyList<string?>> Add(DbConnection connection, UserPool pool, IReadOnlyList<User> people)
    {
        if (people.Count == 0)
            return [];

        var claims = people.Select(person => NameRows.Of(person, pool).ConvertAll(name => new Claim(name, ByteKey.Of(name.Value), person.Sub))).ToList();
        var held = (await dialect.Bulk.TakenNames(connection, pool.Id, [.. claims.SelectMany(own => own).Select(claim => claim.Key)]))
            .Select(Convert.ToHexString)
            .ToHashSet(StringComparer.Ordinal);

        // In their order, so that of two people in the file with one name the first gets it.
        var taken = new string?[people.Count];
        var added = new List<int>(people.Count);
        for (var i = 0; i < people.Count; i++)
        {
            taken[i] = Taken(claims[i].FindAll(claim => held.Contains(claim.Text)));
            if (taken[i] is not null)
                continue;
            added.Add(i);
            held.UnionWith(claims[i].Select(claim => claim.Text));
        }

        await Store(connection, pool, added.ConvertAll(i => people[i]), added.ConvertAll(i => claims[i]));
        return taken;
    }

    // Somebody with that user name is told before somebody with that address.
    private static string? Taken(List<Claim> held)
    {
        var kinds = held.ConvertAll(claim => claim.Name.Kind is "sub" ? "username" : claim.Name.Kind);
        return kinds.Contains("username") ? "username" : kinds.FirstOrDefault();
    }

    private async Task Store(DbConnection connection, UserPool pool, List<User> people, List<List<Claim>> claims)
    {
        // In the order in which everyone locks names.
        var names = claims.SelectMany(own => own).OrderBy(claim => claim.Name.Value, StringComparer.Ordinal)
            .Select(claim => new object?[] { pool.Id, claim.Key, claim.Name.Kind, claim.Sub })
            .ToList();
        if (await dialect.Bulk.Insert(connection, Names, names) != names.Count)
            throw new LostRaceException();

        await dialect.Bulk.Insert(connection, UserRows.Table, people.ConvertAll(person => rows.Values(person.State)));
        await dialect.Bulk.Insert(connection, Search, people.ConvertAll(person => person.State).SelectMany(SearchValues).ToList());
        foreach (var slot in people.GroupBy(person => UserWriter.SlotOf(person.Sub)))
            await UserWriter.Count(connection, pool.Id, slot.First().Sub, slot.Count());
    }

    private static IEnumerable<object?[]> SearchValues(UserState person) =>
        AttributeRows.Of(person).Select(row => new object?[] { person.PoolId, row.Name, ByteKey.Beginning(row.Value), person.Sub });

    private sealed record Claim(UserName Name, byte[] Key, string Sub)
    {
        public string Text { get; } = Convert.ToHexString(Key);
    }
}
