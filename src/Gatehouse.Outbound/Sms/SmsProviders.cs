using System.Text;
using System.Text.Json.Nodes;
using Gatehouse.Wire.SigV4;
using Gatehouse.Wire.Webhooks;

namespace Gatehouse.Outbound;

/// <summary>How the gateways that many use want their messages.</summary>
internal static class SmsProviders
{
    private const string Account = nameof(SmsEntry.Account), Secret = nameof(SmsEntry.Secret), From = nameof(SmsEntry.From);

    /// <summary>What a gateway is called in the setting, what the setting must say of it, and how it is called.</summary>
    public static readonly IReadOnlyDictionary<string, (string[] Needs, Func<SmsEntry, SmsGateway> Make)> All =
        new Dictionary<string, (string[], Func<SmsEntry, SmsGateway>)>
        {
            ["twilio"] = ([Account, Secret, From], Twilio),
            ["vonage"] = ([Account, Secret, From], Vonage),
            ["bird"] = ([Account, Secret, From], Bird),
            ["messagebird"] = ([Secret, From], MessageBird),
            ["sns"] = ([Account, Secret, nameof(SmsEntry.Region)], Sns),
            ["webhook"] = ([nameof(SmsEntry.Url), Secret], Webhook),
            ["http"] = ([nameof(SmsEntry.Url)], Http),
        };

    // Twilio, "Messages resource".
    private static SmsGateway Twilio(SmsEntry entry) => new($"{Root(entry, "https://api.twilio.com")}/2010-04-01/Accounts/{Uri.EscapeDataString(entry.Account!)}/Messages.json")
    {
        Headers = Basic(entry),
        Form = new Dictionary<string, string>
        {
            ["To"] = "{phone}",
            [entry.From!.StartsWith("MG", StringComparison.Ordinal) ? "MessagingServiceSid" : "From"] = entry.From,
            ["Body"] = "{message}",
        },
    };

    // Vonage, "Messages API".
    private static SmsGateway Vonage(SmsEntry entry) => new($"{Root(entry, "https://api.nexmo.com")}/v1/messages")
    {
        Headers = Basic(entry),
        Json = new() { ["channel"] = "sms", ["message_type"] = "text", ["to"] = "{number}", ["from"] = entry.From, ["text"] = "{message}", ["client_ref"] = "{id}" },
    };

    // Bird, "Send a message to a channel"; the account is the workspace, and messages come from a channel of it.
    private static SmsGateway Bird(SmsEntry entry) =>
        new($"{Root(entry, "https://api.bird.com")}/workspaces/{Uri.EscapeDataString(entry.Account!)}/channels/{Uri.EscapeDataString(entry.From!)}/messages")
        {
            Headers = AccessKey(entry),
            Json = new()
            {
                ["receiver"] = new JsonObject { ["contacts"] = new JsonArray(new JsonObject { ["identifierKey"] = "phonenumber", ["identifierValue"] = "{phone}" }) },
                ["body"] = new JsonObject { ["type"] = "text", ["text"] = new JsonObject { ["text"] = "{message}" } },
                ["reference"] = "{id}",
            },
        };

    // MessageBird, "SMS messaging API".
    private static SmsGateway MessageBird(SmsEntry entry) => new($"{Root(entry, "https://rest.messagebird.com")}/messages")
    {
        Headers = AccessKey(entry),
        Json = new()
        {
            ["originator"] = entry.From, ["recipients"] = new JsonArray("{number}"), ["body"] = "{message}", ["datacoding"] = "auto", ["reference"] = "{id}",
        },
    };

    // Amazon SNS API reference, "Publish".
    private static SmsGateway Sns(SmsEntry entry)
    {
        var form = new Dictionary<string, string> { ["Action"] = "Publish", ["Version"] = "2010-03-31", ["PhoneNumber"] = "{phone}", ["Message"] = "{message}" };
        var attributes = new List<(string Name, string Value)> { ("AWS.SNS.SMS.SMSType", "Transactional") };
        if (entry.From is { } from)
            attributes.Add(("AWS.SNS.SMS.SenderID", from));
        for (var i = 0; i < attributes.Count; i++)
        {
            var member = $"MessageAttributes.entry.{i + 1}";
            form[$"{member}.Name"] = attributes[i].Name;
            form[$"{member}.Value.DataType"] = "String";
            form[$"{member}.Value.StringValue"] = attributes[i].Value;
        }

        return new($"{Root(entry, $"https://sns.{entry.Region}.amazonaws.com")}/") { Form = form, AwsKey = new ClientKey(entry.Account!, entry.Secret!, entry.Region!) };
    }

    private static SmsGateway Webhook(SmsEntry entry) => new(entry.Url!)
    {
        WebhookSecret = StandardWebhook.SecretOf(entry.Secret),
        Json = new() { ["id"] = "{id}", ["userPoolId"] = "{pool}", ["purpose"] = "{purpose}", ["phone"] = "{phone}", ["message"] = "{message}", ["code"] = "{code}" },
    };

    private static SmsGateway Http(SmsEntry entry) => new(entry.Url!)
    {
        Method = new(entry.Method ?? "POST"),
        Headers = entry.Headers?.ToDictionary(header => header.Key, header => header.Value!) ?? [],
        Json = entry.Json,
        Form = entry.Form?.ToDictionary(field => field.Key, field => field.Value!),
    };

    private static string Root(SmsEntry entry, string usual) => (entry.Url ?? usual).TrimEnd('/');

    private static Dictionary<string, string> Basic(SmsEntry entry) =>
        new() { ["Authorization"] = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{entry.Account}:{entry.Secret}")) };

    private static Dictionary<string, string> AccessKey(SmsEntry entry) => new() { ["Authorization"] = $"AccessKey {entry.Secret}" };
}
