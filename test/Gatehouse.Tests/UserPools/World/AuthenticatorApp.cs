using Gatehouse.Identity;

namespace Gatehouse.Tests.UserPools;

/// <summary>An app that was given a secret and shows codes that follow the world's clock.</summary>
internal sealed class AuthenticatorApp(World world, string secretCode)
{
    private readonly byte[] secret = Decode(secretCode);

    /// <summary>The code of this time step, or of another so many steps away.</summary>
    public string Code(int steps = 0) => Totp.Code(secret, world.Now.ToUnixTimeSeconds() / 30 + steps);

    /// <summary>Six digits that no step near this one has.</summary>
    public string Wrong()
    {
        var near = Enumerable.Range(-3, 7).Select(Code).ToHashSet();
        return Enumerable.Range(0, 100).Select(i => $"{i:D6}").First(code => !near.Contains(code));
    }

    private static byte[] Decode(string base32)
    {
        var bits = string.Concat(base32.Select(letter => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2))];
    }
}
