using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Devices as the wire shows them, and as it introduces them.</summary>
public static class DeviceShapes
{
    // A number of 3,072 bits, with a zero in front.
    private const int LongestVerifier = 385;
    private const int LongestSalt = 64;

    /// <summary>A device with its attributes.</summary>
    public static DeviceType Write(Device device, PoolUser owner, Realm realm) => new()
    {
        DeviceKey = device.Key,
        DeviceAttributes = [.. Attributes(device, $"{owner.User.Username}.{owner.Pool.Id}", realm)],
        DeviceCreateDate = device.Created,
        DeviceLastModifiedDate = device.Modified,
        DeviceLastAuthenticatedDate = device.LastSignIn,
    };

    /// <summary>Reads by what a device will prove itself, null when it brings nothing; false when it is nothing that could be proven by.</summary>
    public static bool TryRead(DeviceSecretVerifierConfigType? brought, ISrp srp, out SrpVerifier? proof)
    {
        proof = null;
        if (brought is null)
            return true;
        if (Bytes(brought.Salt, LongestSalt) is not { } salt || Bytes(brought.PasswordVerifier, LongestVerifier) is not { } number)
            return false;
        if (srp.Accept(number) is not { } verifier)
            return false;

        proof = new(salt, verifier);
        return true;
    }

    private static IEnumerable<AttributeType> Attributes(Device device, string owner, Realm realm)
    {
        yield return new() { Name = "device_status", Value = "valid" };
        if (device.Name is { } name)
            yield return new() { Name = "device_name", Value = name };
        yield return new() { Name = "dev:device_arn", Value = $"arn:aws:cognito-idp:{Region(device)}:{realm.AccountId}:owner/{owner}/device/{device.Key}" };
        yield return new() { Name = "dev:device_owner", Value = owner };
        if (device.LastAddress is { } address)
            yield return new() { Name = "last_ip_used", Value = address };
        yield return new()
        {
            Name = "dev:device_remembered_status",
            Value = device.Remembered ? DeviceRememberedStatusType.Remembered : DeviceRememberedStatusType.Not_remembered,
        };
    }

    private static string Region(Device device) => device.PoolId[..device.PoolId.IndexOf('_')];

    private static byte[]? Bytes(string? base64, int longest)
    {
        if (base64 is not { Length: > 0 } || base64.Length > (longest + 2) / 3 * 4)
            return null;

        var bytes = new byte[longest + 2];
        return Convert.TryFromBase64String(base64, bytes, out var length) && length > 0 && length <= longest ? bytes[..length] : null;
    }
}
