using Dapper;
using Gatehouse.Identity;

namespace Gatehouse.Storage;

/// <summary>Turns the filter of a listing into a FROM clause that an index answers.</summary>
internal static class UserSearch
{
    private const string Matching =
        "user_attributes a JOIN users u ON u.pool_id = a.pool_id AND u.sub = a.sub WHERE a.pool_id = @poolId AND a.name = @name AND";

    /// <summary>The clause, and its parameters.</summary>
    public static (string From, DynamicParameters Parameters) Of(string poolId, UserFilter? filter, string? after, int count)
    {
        var parameters = new DynamicParameters(new { poolId, after = after ?? "", count });
        if (filter is null)
            return ("users u WHERE u.pool_id = @poolId AND u.sub > @after ORDER BY u.sub LIMIT @count", parameters);

        if (filter.Field == Attributes.Sub)
        {
            parameters.Add("value", filter.Value);
            parameters.Add("length", filter.Value.Length);
            var condition = filter.IsPrefix ? "u.sub >= @value AND substr(u.sub, 1, @length) = @value" : "u.sub = @value";
            return ($"users u WHERE u.pool_id = @poolId AND u.sub > @after AND {condition} ORDER BY u.sub LIMIT @count", parameters);
        }

        var value = ByteKey.Beginning(AttributeRows.Folded(filter.Field, filter.Value));
        parameters.Add("name", filter.Field);
        parameters.Add("value", value);
        if (!filter.IsPrefix)
            return ($"{Matching} a.value = @value AND a.sub > @after ORDER BY a.sub LIMIT @count", parameters);

        // The values first, then the order of subs: the other way about, a rare beginning would mean a walk through the whole pool.
        parameters.Add("end", ByteKey.After(value));
        return (
            "users u WHERE u.pool_id = @poolId AND u.sub > @after AND u.sub IN (SELECT a.sub FROM user_attributes a "
            + "WHERE a.pool_id = @poolId AND a.name = @name AND a.value >= @value AND a.value < @end) ORDER BY u.sub LIMIT @count",
            parameters);
    }
}
