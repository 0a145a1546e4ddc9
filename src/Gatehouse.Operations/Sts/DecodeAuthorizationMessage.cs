using Gatehouse.Contracts.Sts;

namespace Gatehouse.Operations.Sts;

/// <summary>Tells why a request was refused, out of the sealed message that its refusal carried.</summary>
public sealed class DecodeAuthorizationMessage(AuthorizationMessages messages) : DecodeAuthorizationMessageContract
{
    /// <inheritdoc/>
    public override ValueTask<Reply<DecodeAuthorizationMessageResponse>> Run(DecodeAuthorizationMessageRequest request, Call call) => new(
        messages.Open(request.EncodedMessage) is { } message
            ? new DecodeAuthorizationMessageResponse { DecodedMessage = message }
            : InvalidAuthorizationMessage("Message is not valid"));
}
