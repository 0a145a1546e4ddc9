using System.Text.Json.Nodes;
using Gatehouse.Identity;

namespace Gatehouse.Triggers;

/// <summary>Parts of the events of custom challenges.</summary>
internal static class ChallengeParts
{
    /// <summary>How a challenge is called.</summary>
    public static string NameOf(RoundKind kind) => kind switch
    {
        RoundKind.Riddle => "CUSTOM_CHALLENGE",
        RoundKind.PasswordBegun => "SRP_A",
        RoundKind.Password => "PASSWORD_VERIFIER",
        RoundKind.Sms => "SMS_MFA",
        RoundKind.Email => "EMAIL_OTP",
        RoundKind.SoftwareToken => "SOFTWARE_TOKEN_MFA",
        RoundKind.DeviceBegun => "DEVICE_SRP_AUTH",
        _ => "DEVICE_PASSWORD_VERIFIER",
    };

    /// <summary>The beginning of a request; of somebody who is not there nothing is known.</summary>
    public static JsonObject Begin(UserPool pool, User? user) => new() { ["userAttributes"] = user is null ? [] : EventParts.Attributes(pool, user) };

    /// <summary>Adds what was asked until now.</summary>
    public static JsonObject WithSession(this JsonObject request, Course course)
    {
        request["session"] = new JsonArray([.. course.Rounds.Select(Written)]);
        return request;
    }

    /// <summary>Adds what was sent along, and where that is hidden from clients, whether somebody is there.</summary>
    public static JsonObject WithCaller(this JsonObject request, Caller caller, User? user)
    {
        request.With("clientMetadata", caller.Metadata);
        if (caller.HidesUnknownUsers)
            request["userNotFound"] = user is null;
        return request;
    }

    private static JsonObject Written(Round round) => new()
    {
        ["challengeName"] = NameOf(round.Kind),
        ["challengeResult"] = round.IsPassed,
        ["challengeMetadata"] = round.Note,
    };
}
