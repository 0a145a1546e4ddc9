using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Gatehouse.Triggers;

namespace Gatehouse.Tests.UserPools;

/// <summary>Functions of pools in a test: what they are asked is written down, and a test says what they answer.</summary>
internal sealed class TestFunctions : IFunction
{
    public const string Arn = "arn:aws:lambda:eu-central-1:000000000000:function:judge";

    private readonly ConcurrentQueue<JsonObject> asked = new();
    private readonly ConcurrentDictionary<string, Func<JsonObject, Task<FunctionAnswer>>> answers = new();

    public string Name => "*";

    /// <summary>Every event so far, in order.</summary>
    public IReadOnlyList<JsonObject> Asked => [.. asked];

    /// <summary>The sources of every event so far.</summary>
    public IReadOnlyList<string> Sources => [.. asked.Select(SourceOf)];

    /// <summary>The newest event.</summary>
    public JsonObject Last => asked.Last();

    /// <summary>What a trigger writes into the response.</summary>
    public void Respond(string trigger, string response) => Answer(trigger, request =>
    {
        request["response"] = JsonNode.Parse(response);
        return FunctionAnswer.Of(request);
    });

    /// <summary>A trigger says no.</summary>
    public void Refuse(string trigger, string error) => Answer(trigger, _ => FunctionAnswer.No(error));

    /// <summary>What a trigger answers.</summary>
    public void Answer(string trigger, Func<JsonObject, FunctionAnswer> answer) => answers[trigger] = request => Task.FromResult(answer(request));

    /// <summary>The same for one that takes its time.</summary>
    public void Answer(string trigger, Func<JsonObject, Task<FunctionAnswer>> answer) => answers[trigger] = answer;

    /// <summary>What a trigger does before it answers the event as it came.</summary>
    public void Do(string trigger, Func<Task> act) => answers[trigger] = async request =>
    {
        await act();
        return FunctionAnswer.Of(request);
    };

    public async ValueTask<FunctionAnswer> Answer(JsonObject request, CancellationToken ct)
    {
        asked.Enqueue(request.DeepClone().AsObject());
        return answers.TryGetValue(SourceOf(request).Split('_')[0], out var answer) ? await answer(request) : FunctionAnswer.Of(request);
    }

    private static string SourceOf(JsonObject request) => (string)request["triggerSource"]!;
}
