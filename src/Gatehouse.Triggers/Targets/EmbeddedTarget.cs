using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Triggers;

/// <summary>Calls a function that lives in this program.</summary>
internal sealed partial class EmbeddedTarget(IFunction function, ILogger<EmbeddedTarget> logger) : IFunctionTarget
{
    /// <inheritdoc/>
    public async Task<Attempt> Call(Invocation invocation, CancellationToken ct)
    {
        try
        {
            var answer = await function.Answer(JsonNode.Parse(invocation.Event)!.AsObject(), ct);
            if (answer.Event is not { } @event)
                return new Attempt.Threw(ErrorText.Cut(answer.Error!));

            var body = JsonSerializer.SerializeToUtf8Bytes(@event);
            return body.Length <= FunctionHttp.MaxBytes
                ? new Attempt.Answered(body)
                : new Attempt.Failed("ServiceException", $"it answered more than {FunctionHttp.MaxBytes} bytes", MayPass: false);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            // Its words were not meant for strangers, as those of an answer are.
            Log.Threw(logger, function.Name, failure);
            return new Attempt.Threw("Unhandled");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The function {Name} of this program failed")]
        public static partial void Threw(ILogger logger, string name, Exception failure);
    }
}
