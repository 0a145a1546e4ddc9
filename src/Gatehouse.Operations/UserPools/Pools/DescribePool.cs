using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Shows a pool as the service describes it: its settings, and what the pool itself knows.</summary>
public static class DescribePool
{
    /// <summary>The description.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="realm">Names its ARN.</param>
    /// <param name="people">How many people it has.</param>
    public static UserPoolType Of(UserPool pool, Realm realm, long people) => PoolSettings.Of(pool) with
    {
        Id = pool.Id,
        Name = pool.Name,
        Arn = realm.PoolArn(pool.Id),
        CreationDate = pool.Created,
        LastModifiedDate = pool.Modified,
        SchemaAttributes = SchemaShapes.Write(pool.Schema),
        EstimatedNumberOfUsers = (int)Math.Min(people, int.MaxValue),
    };
}
