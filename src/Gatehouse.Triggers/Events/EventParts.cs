using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Identity;

namespace Gatehouse.Triggers;

/// <summary>Parts that several events have.</summary>
internal static class EventParts
{
    /// <summary>What was sent along, where an event shows null when nothing was.</summary>
    public static JsonObject? Map(IEnumerable<KeyValuePair<string, string>>? values) =>
        values is null ? null : new(values.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));

    /// <summary>Adds what was sent along, where an event does not have the member when nothing was.</summary>
    public static JsonObject With(this JsonObject request, string member, IReadOnlyDictionary<string, string>? values)
    {
        if (values is not null)
            request[member] = Map(values);
        return request;
    }

    /// <summary>A list of texts.</summary>
    public static JsonArray List(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);

    /// <summary>The attributes of a person as events show them, all of them text.</summary>
    public static JsonObject Attributes(UserPool pool, User user) =>
        Attributes(pool, new Addressee(user.Sub, user.Username, user.Status, user.State.Attributes) { Identities = user.State.Identities });

    /// <summary>The same of somebody who gets a message.</summary>
    public static JsonObject Attributes(UserPool pool, Addressee person)
    {
        var values = new JsonObject { [Gatehouse.Identity.Attributes.Sub] = person.Sub };
        foreach (var alias in new[] { Gatehouse.Identity.Attributes.Email, Gatehouse.Identity.Attributes.Phone }.Intersect(pool.Names.Aliases))
        {
            if (person.Attributes.TryGetValue(alias, out var address))
                values[$"cognito:{alias}_alias"] = address;
        }

        values["cognito:user_status"] = StatusText.Of(person.Status);
        if (person.Identities is { Count: > 0 } identities)
            values["identities"] = new JsonArray([.. identities.Select(Written)]).ToJsonString(EventText.Plain);
        foreach (var (name, value) in person.Attributes)
            values[name] = value;
        return values;
    }

    /// <summary>What a message is for, as the names of events end.</summary>
    public static string SourceOf(MessagePurpose purpose) => purpose switch
    {
        MessagePurpose.SignUp => "SignUp",
        MessagePurpose.ResendCode => "ResendCode",
        MessagePurpose.ForgotPassword => "ForgotPassword",
        MessagePurpose.UpdateUserAttribute => "UpdateUserAttribute",
        MessagePurpose.VerifyUserAttribute => "VerifyUserAttribute",
        MessagePurpose.AdminCreateUser => "AdminCreateUser",
        _ => "Authentication",
    };

    private static JsonObject Written(LinkedIdentity identity) => new()
    {
        ["userId"] = identity.Value,
        ["providerName"] = identity.Provider,
        ["providerType"] = ProviderText.Of(identity.Type),
        ["issuer"] = identity.Issuer,
        ["primary"] = identity.IsOwn,
        ["dateCreated"] = identity.Since.ToUnixTimeMilliseconds(),
    };
}
