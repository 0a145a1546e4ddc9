using System.Buffers.Text;
using System.Text;
using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Sets style sheet and logo of the classic pages, of one client or of all that have none of their own. With neither it resets them.</summary>
public sealed class SetUICustomization(ClassicStyleGate gate, ClassicStyles styles) : SetUICustomizationContract
{
    // Of sheet and logo together, the logo as base64, as it travels.
    private const int Longest = 135 * 1024;

    /// <inheritdoc/>
    public override async ValueTask<Reply<SetUICustomizationResponse>> Run(SetUICustomizationRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, request.ClientId, call)).Refused(out var fault, out var clientId))
            return fault;

        var css = request.CSS is { Length: > 0 } sheet ? sheet : null;
        if (Encoding.UTF8.GetByteCount(css ?? "") + Base64.GetMaxEncodedToUtf8Length(request.ImageFile?.Length ?? 0) > Longest)
            return InvalidParameter("request parameters too large");
        if (css is not null && ClassicCss.Broken(css) is { } broken)
            return InvalidParameter($"Invalid CSS: {broken}.");
        if (Broken(request.ImageFile, out var logo) is { } unfit)
            return unfit;

        var change = await styles.Set(request.UserPoolId, clientId, css, logo, call.Aborted);
        if (change.IsOrphan)
            return ResourceNotFound($"User pool {request.UserPoolId} does not exist.");

        return new SetUICustomizationResponse
        {
            UICustomization = change.Part is { } style ? gate.Show(style) : new() { UserPoolId = request.UserPoolId, ClientId = clientId },
        };
    }

    private static Fault? Broken(byte[]? file, out NewImage? logo)
    {
        logo = null;
        if (file is not { Length: > 0 })
            return null;
        if (file.Length > ClassicStyle.LongestLogo)
            return InvalidParameter($"Invalid ImageFile: the image is longer than {ClassicStyle.LongestLogo} bytes.");
        if (Picture.Read(file).Refused(out var refusal, out var picture))
            return InvalidParameter($"Invalid ImageFile: {refusal.Detail}.");
        if (picture.Format is not (PictureFormat.Png or PictureFormat.Jpeg))
            return InvalidParameter("Invalid ImageFile: the image is neither PNG nor JPEG.");

        logo = new NewImage(picture.Format, file);
        return null;
    }
}
