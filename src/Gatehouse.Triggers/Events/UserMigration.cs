using System.Text.Json.Nodes;
using Gatehouse.Identity;

namespace Gatehouse.Triggers;

/// <summary>The event of <c>UserMigration</c>.</summary>
internal sealed class UserMigration : Wording<MigrationQuestion, MigratedPerson, UserMigration.Person>
{
    private const string Reset = "RESET_REQUIRED";
    private static readonly string?[] Statuses = [null, "CONFIRMED", Reset];
    private static readonly string?[] Actions = [null, "SUPPRESS", "RESEND"];
    private static readonly string[] Mediums = ["SMS", "EMAIL"];

    /// <inheritdoc/>
    public override string Trigger => "UserMigration";

    /// <inheritdoc/>
    protected override string Source(MigrationQuestion question) =>
        question.Password is null ? "UserMigration_ForgotPassword" : "UserMigration_Authentication";

    /// <inheritdoc/>
    protected override JsonObject Request(MigrationQuestion question)
    {
        var request = new JsonObject();
        if (question.Password is { } password)
            request["password"] = password;
        return request.With("validationData", question.Caller.Evidence).With("clientMetadata", question.Caller.Metadata);
    }

    /// <inheritdoc/>
    protected override JsonObject Response(MigrationQuestion question) => new()
    {
        ["userAttributes"] = null,
        ["finalUserStatus"] = null,
        ["messageAction"] = null,
        ["desiredDeliveryMediums"] = null,
        ["forceAliasCreation"] = null,
        ["enableSMSMFA"] = null,
    };

    /// <inheritdoc/>
    protected override MigratedPerson? Understand(MigrationQuestion question, Person response)
    {
        if (!Statuses.Contains(response.FinalUserStatus) || !Actions.Contains(response.MessageAction)
            || (response.DesiredDeliveryMediums ?? []).Except(Mediums).Any())
            return null;
        if (response.UserAttributes is not { } attributes)
            return MigratedPerson.Unknown;

        var hasPhone = attributes.GetValueOrDefault(Attributes.Phone) is { Length: > 0 };
        if (attributes.Values.Contains(null) || (response.EnableSMSMFA is true && !(hasPhone && question.Caller.Pool.SecondFactors.Contains(SecondFactor.Sms))))
            return null;

        return new(attributes)
        {
            MustReset = response.FinalUserStatus == Reset,
            TakesAliases = response.ForceAliasCreation is true,
            HasSmsFactor = response.EnableSMSMFA is true,
        };
    }

    /// <summary>The response.</summary>
    internal sealed record Person
    {
        public IReadOnlyDictionary<string, string>? UserAttributes { get; init; }

        public string? FinalUserStatus { get; init; }

        public string? MessageAction { get; init; }

        public IReadOnlyList<string>? DesiredDeliveryMediums { get; init; }

        public bool? ForceAliasCreation { get; init; }

        public bool? EnableSMSMFA { get; init; }
    }
}
