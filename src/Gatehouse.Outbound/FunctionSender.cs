using Gatehouse.Identity;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Outbound;

/// <summary>Has messages sent by the functions of pools that asked for it, and all others in the usual way. Their codes are sealed, or do not leave.</summary>
/// <param name="pools">Where it says which function that is.</param>
/// <param name="functions">Calls it.</param>
/// <param name="keys">Seal codes.</param>
/// <param name="usual">For pools without one.</param>
/// <param name="time">The clock that ends a call.</param>
/// <param name="logger">Told when nothing says with which key a code is sealed.</param>
internal sealed partial class FunctionSender(
    IPools pools, IFunctions functions, ISenderKeys keys, ISender usual, TimeProvider time, ILogger<FunctionSender> logger) : ISender
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    /// <inheritdoc/>
    public async ValueTask<SendResult> Send(Message message, CancellationToken ct)
    {
        if (message.Addressee is null)
            return await usual.Send(message, ct);
        if (await pools.Find(message.PoolId, ct) is not { } pool)
            return SendResult.Never("Its pool is gone.");
        if (pool.Functions[Addressee.Sends(message.Channel)] is not { } function)
            return await usual.Send(message, ct);

        return Seal(pool, message, out var code) is { } problem ? SendResult.Later(problem) : await Ask(function, new(pool, message, code), ct);
    }

    private string? Seal(UserPool pool, Message message, out string? code)
    {
        code = null;
        if (message.Code is null || (pool.Functions.SenderKey is { } key && (code = keys.Seal(key, message.Code)) is not null))
            return null;

        Log.NoKey(logger, message.Id, message.Purpose, pool.Functions.SenderKey);
        return $"Nothing says with which key its code is sealed: name {pool.Functions.SenderKey} in GATEHOUSE_SENDER_KEYS.";
    }

    private async ValueTask<SendResult> Ask(string function, SendingQuestion question, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            if (!(await functions.Ask(function, question, either.Token)).Refused(out var refusal, out _))
                return SendResult.Done;

            // What a function says of its failure may be about the person: it is in the log of functions, which is not kept.
            return SendResult.Later(refusal.Kind is RefusalKind.FunctionRefused ? $"The function {function} failed." : refusal.Detail!);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return SendResult.Later($"The function {function} did not answer in time.");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Message {Id} ({Purpose}) waits: nothing says with which key its code is sealed. Name {Key} in GATEHOUSE_SENDER_KEYS")]
        public static partial void NoKey(ILogger logger, string id, MessagePurpose purpose, string? key);
    }
}
