using Gatehouse.Identity;

namespace Gatehouse.Doors;

/// <summary><c>execute-api:Invoke</c> on <c>arn:aws:execute-api:{region}:{account}:{api}/{stage}/{METHOD}/{path}</c>.</summary>
/// <remarks>Source: AWS, "Control access for invoking an API": resource format of permissions for executing API.</remarks>
internal sealed class ExecuteApiMap : IRequestMap
{
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    /// <inheritdoc/>
    public Reply<Errand> Read(MappedRequest request, Realm realm)
    {
        if (!Methods.Contains(request.Method))
            return DoorFaults.Method(request.Method);
        if (ApiPath.Of(request.Path).Refused(out var fault, out var path))
            return fault;

        var door = request.Door;
        var arn = $"arn:aws:execute-api:{door.Region ?? realm.Region}:{realm.AccountId}:{door.Api}/{door.Stage}/{request.Method}/{string.Join('/', path.Segments)}";
        return new Errand(path.With(request.Query), [new("execute-api:Invoke", [arn]) { Context = request.Facts }]);
    }
}
