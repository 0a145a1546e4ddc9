using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Gatehouse.Identity;

namespace Gatehouse.Triggers;

/// <summary>Words a question as Amazon Cognito's event, and understands the event that comes back.</summary>
internal abstract class Wording<TAnswer>
    where TAnswer : notnull
{
    /// <summary>The trigger, as errors name it.</summary>
    public abstract string Trigger { get; }

    /// <summary>Whether anybody looks at what comes back.</summary>
    public virtual bool IsAnswered => true;

    /// <summary>The event.</summary>
    public abstract JsonObject Write(Question<TAnswer> question);

    /// <summary>What the response of the event says; false when it says what no such response can.</summary>
    public abstract bool TryRead(Question<TAnswer> question, JsonElement response, [NotNullWhen(true)] out TAnswer? answer);
}

/// <summary>The wording of one kind of question.</summary>
/// <typeparam name="TQuestion">The question.</typeparam>
/// <typeparam name="TAnswer">What can be said to it.</typeparam>
/// <typeparam name="TResponse">The response as its members are written: any other member, and any of another type, is not understood.</typeparam>
internal abstract class Wording<TQuestion, TAnswer, TResponse> : Wording<TAnswer>
    where TQuestion : Question<TAnswer>
    where TAnswer : notnull
    where TResponse : class
{
    private static readonly JsonSerializerOptions Strict = new()
    {
        AllowDuplicateProperties = false,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>What stands for the client where an administrator adds somebody.</summary>
    protected const string NotApplicable = "CLIENT_ID_NOT_APPLICABLE";

    /// <inheritdoc/>
    public sealed override JsonObject Write(Question<TAnswer> question)
    {
        var asked = (TQuestion)question;
        var pool = question.Caller.Pool;
        var @event = new JsonObject
        {
            ["version"] = Version(asked),
            ["region"] = pool.Region,
            ["userPoolId"] = pool.Id,
            ["userName"] = UserName(asked),
            ["callerContext"] = new JsonObject { ["awsSdkVersion"] = "aws-sdk-unknown-unknown", ["clientId"] = question.Caller.Client?.Id ?? NoClient(asked) },
            ["triggerSource"] = Source(asked),
            ["request"] = Request(asked),
        };
        if (Response(asked) is { } response)
            @event["response"] = response;
        return @event;
    }

    /// <inheritdoc/>
    public sealed override bool TryRead(Question<TAnswer> question, JsonElement response, [NotNullWhen(true)] out TAnswer? answer)
    {
        answer = default;
        try
        {
            if (response.Deserialize<TResponse>(Strict) is { } read)
                answer = Understand((TQuestion)question, read);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a string that is not UTF-8.
            return false;
        }

        return answer is not null;
    }

    /// <summary>The version of the event.</summary>
    protected virtual string Version(TQuestion question) => "1";

    /// <summary>The user name in the event.</summary>
    protected virtual string UserName(TQuestion question) => question.Username;

    /// <summary>What stands for the client where an administrator called; null is written as null.</summary>
    protected virtual string? NoClient(TQuestion question) => null;

    /// <summary>The <c>triggerSource</c>.</summary>
    protected abstract string Source(TQuestion question);

    /// <summary>The <c>request</c>.</summary>
    protected abstract JsonObject Request(TQuestion question);

    /// <summary>The <c>response</c>, as yet empty; null when the event has none.</summary>
    protected abstract JsonObject? Response(TQuestion question);

    /// <summary>What a response says; null when it cannot be meant.</summary>
    protected abstract TAnswer? Understand(TQuestion question, TResponse response);
}

/// <summary>A response that has no members.</summary>
internal sealed record EmptyResponse;
