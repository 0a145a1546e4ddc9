using Gatehouse.Crypto;

namespace Gatehouse.Tests.Crypto;

public sealed class MasterKeyTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("gatehouse-key-");

    private string NewPath => Path.Combine(directory.FullName, "keys", "master.key");

    [Fact]
    public void Base64_and_hexadecimal_are_the_same_key_and_white_space_around_it_is_ignored()
    {
        var hex = string.Concat(Enumerable.Repeat("0123456789abcDEF", 4));
        var base64 = Convert.ToBase64String(Convert.FromHexString(hex));

        Assert.Equal(base64, MasterKey.Parse(hex + "\n").Export());
        Assert.Equal(base64, MasterKey.Parse($" {base64}\r\n").Export());
    }

    [Theory]
    [InlineData("")]
    [InlineData("secret")]
    [InlineData("a passphrase that is longer than thirty-two characters")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e")]
    public void Anything_but_32_bytes_is_refused_with_a_way_out(string text) =>
        Assert.Contains("openssl rand -base64 32", Assert.Throws<MasterKeyException>(() => MasterKey.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_key_does_not_show_itself() => Assert.Equal("MasterKey", MasterKey.New().ToString());

    [Fact]
    public void What_a_label_sealed_opens_under_no_other_label_or_key()
    {
        var key = MasterKey.New();
        var box = key.Seal("one", "secret"u8);

        Assert.Equal("secret"u8.ToArray(), key.Open("one", box));
        Assert.Throws<MasterKeyException>(() => key.Open("two", box));
        Assert.Throws<MasterKeyException>(() => MasterKey.New().Open("one", box));
        Assert.Throws<MasterKeyException>(() => key.Open("one", box.AsSpan(0, 5)));
        box[^1] ^= 1;
        Assert.Throws<MasterKeyException>(() => key.Open("one", box));
    }

    [Fact]
    public void A_made_file_is_its_owners_alone_and_reads_back()
    {
        var made = MasterKeyFile.Create(NewPath);

        Assert.Equal(made.Export(), MasterKeyFile.Read(NewPath).Export());
        if (OperatingSystem.IsWindows())
            return;
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(NewPath));
        Assert.Equal(OwnerOnly | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(NewPath)!));
    }

    [Fact]
    public void A_key_file_is_never_overwritten()
    {
        var made = MasterKeyFile.Create(NewPath);

        Assert.Throws<MasterKeyException>(() => MasterKeyFile.Create(NewPath));
        Assert.Equal(made.Export(), MasterKeyFile.Read(NewPath).Export());
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void A_file_open_to_others_is_refused_with_the_command_that_mends_it(UnixFileMode more)
    {
        if (OperatingSystem.IsWindows())
            return;
        MasterKeyFile.Create(NewPath);
        File.SetUnixFileMode(NewPath, OwnerOnly | more);

        Assert.Contains($"chmod 600 {NewPath}", Assert.Throws<MasterKeyException>(() => MasterKeyFile.Read(NewPath)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Contains(NewPath, Assert.Throws<MasterKeyException>(() => MasterKeyFile.Read(NewPath)).Message, StringComparison.Ordinal);

    public void Dispose() => directory.Delete(recursive: true);
}
