using System.Security.Cryptography;
using Gatehouse.Access;

namespace Gatehouse.Hosting;

/// <summary>The credentials that may do everything: set by the operator, or generated once and kept in the data directory.</summary>
internal static class RootKey
{
    private const string FileName = "root-credentials";
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int SecretBytes = 30;

    /// <summary>The key of this installation.</summary>
    /// <exception cref="SettingException">The kept file cannot be used.</exception>
    public static AccessKey Of(Settings settings)
    {
        var root = settings.Root ?? Kept(Path.Combine(settings.DataDirectory, FileName));
        return new(root.AccessKeyId, root.SecretAccessKey, new Root(settings.AccountId));
    }

    private static RootCredentials Kept(string path)
    {
        if (OwnerFile.Read(path) is not { } lines)
            return Generated(path);
        return Value(lines, KnownSettings.AccessKeyId) is { } id && Value(lines, KnownSettings.SecretAccessKey) is { } secret
            ? new(id, secret)
            : throw new SettingException(path, $"must hold {KnownSettings.AccessKeyId.Variable} and {KnownSettings.SecretAccessKey.Variable}; delete it to have new ones made.");
    }

    private static RootCredentials Generated(string path)
    {
        var root = new RootCredentials(
            "AKIA" + RandomNumberGenerator.GetString(Base32, 16),
            Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes)));
        OwnerFile.Create(path, $"{KnownSettings.AccessKeyId.Variable}={root.AccessKeyId}\n{KnownSettings.SecretAccessKey.Variable}={root.SecretAccessKey}\n");
        return root;
    }

    private static string? Value(string[] lines, Setting setting) =>
        lines.FirstOrDefault(line => line.StartsWith(setting.Variable + "=", StringComparison.Ordinal)) is { } line
            && line[(setting.Variable.Length + 1)..].Trim() is { Length: >= 16 } value
            ? value
            : null;
}
