using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Access;
using Gatehouse.Access.Policies;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Sts;

/// <summary>Tells why something was refused to those alone who may know: sealed, for the caller to hand to an administrator.</summary>
public sealed class AuthorizationMessages(ISecretBox secrets) : IDecisionSeal
{
    private const string Purpose = "authorization-message/1";

    /// <inheritdoc/>
    public string Seal(Principal who, Wish wish, Decision decision)
    {
        var conditions = wish.Context.Select(one => new JsonObject
        {
            ["key"] = one.Key,
            ["values"] = new JsonObject { ["items"] = new JsonArray([.. one.Value.Select(value => new JsonObject { ["value"] = value })]) },
        });
        var message = new JsonObject
        {
            ["allowed"] = decision.IsAllowed,
            ["explicitDeny"] = decision.Verdict is Verdict.ExplicitDeny,
            ["matchedStatements"] = new JsonObject
            {
                ["items"] = decision.Statement is { } statement
                    ? new JsonArray(new JsonObject { ["statementId"] = statement.Sid ?? "", ["effect"] = statement.Effect.ToString().ToUpperInvariant(), ["policy"] = decision.Policy?.Name })
                    : [],
            },
            ["failures"] = new JsonObject { ["items"] = new JsonArray() },
            ["context"] = new JsonObject
            {
                ["principal"] = new JsonObject { ["id"] = who.UserId, ["arn"] = who.Arn },
                ["action"] = wish.Action,
                ["resource"] = decision.Resource ?? (wish.Resources.Count > 0 ? wish.Resources[0] : "*"),
                ["conditions"] = new JsonObject { ["items"] = new JsonArray([.. conditions]) },
            },
        };
        return Base64Url.EncodeToString(secrets.Seal(Purpose, JsonSerializer.SerializeToUtf8Bytes(message)));
    }

    /// <summary>What was sealed, as JSON; null for what is not ours.</summary>
    public string? Open(string message) => Base64Url.IsValid(message) && secrets.TryOpen(Purpose, Base64Url.DecodeFromChars(message), out var text)
        ? System.Text.Encoding.UTF8.GetString(text)
        : null;
}
