using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Adds attributes to a pool's schema: all of them, or none.</summary>
public sealed class AddCustomAttributes(PoolGate gate, ImportGate imports, TimeProvider clock) : AddCustomAttributesContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<AddCustomAttributesResponse>> Run(AddCustomAttributesRequest request, Call call)
    {
        if (await imports.Busy(request.UserPoolId, call) is { } busy)
            return busy;

        var now = clock.GetUtcNow();
        if ((await gate.Change(request.UserPoolId, pool => Grown(pool, request, now), call)).Refused(out var fault, out _))
            return fault;

        return new AddCustomAttributesResponse();
    }

    private static Reply<UserPool> Grown(UserPool pool, AddCustomAttributesRequest request, DateTimeOffset now) =>
        SchemaShapes.Add(pool.Schema, request.CustomAttributes).Refused(out var fault, out var schema)
            ? fault
            : pool with { Schema = schema, Modified = now };
}
