using System.Text.Json.Nodes;

namespace Gatehouse.Triggers;

/// <summary>A function of pools that lives in this program. It is called from many threads at once, and must not hold the one it is called on.</summary>
public interface IFunction
{
    /// <summary>The function name in the ARN that pools name; <c>*</c> for every function that nothing else names.</summary>
    string Name { get; }

    /// <summary>Answers an event.</summary>
    /// <param name="request">The event, in the words of Amazon Cognito. It may be changed and given back.</param>
    /// <param name="ct">Fires when nobody waits any more.</param>
    ValueTask<FunctionAnswer> Answer(JsonObject request, CancellationToken ct);
}

/// <summary>What a function of this program says: an event, or no.</summary>
public sealed record FunctionAnswer
{
    private FunctionAnswer(JsonObject? @event, string? error) => (Event, Error) = (@event, error);

    /// <summary>The event, with its response filled in; null when the function says no.</summary>
    public JsonObject? Event { get; }

    /// <summary>Why not, in words that the caller reads; null when the function says yes.</summary>
    public string? Error { get; }

    /// <summary>Go on, with what the response of the event says.</summary>
    public static FunctionAnswer Of(JsonObject @event) => new(@event, null);

    /// <summary>Do not go on.</summary>
    /// <param name="error">Why not, in words that the caller reads.</param>
    public static FunctionAnswer No(string error) => new(null, error);
}
