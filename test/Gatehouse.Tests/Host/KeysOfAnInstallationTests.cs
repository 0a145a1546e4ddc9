using System.Runtime.Versioning;
using Gatehouse.Hosting;

namespace Gatehouse.Tests.Host;

[UnsupportedOSPlatform("windows")]
public sealed class KeysOfAnInstallationTests : IDisposable
{
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("gatehouse-test-");

    private string RootFile => Path.Combine(data.FullName, "root-credentials");

    private string MasterFile => Path.Combine(data.FullName, "master.key");

    public void Dispose() => data.Delete(recursive: true);

    [Fact]
    public void Root_credentials_are_generated_once_and_only_their_owner_reads_them()
    {
        var first = RootKey.Of(Settings());
        var second = RootKey.Of(Settings());
        Assert.Equal((first.Id, first.Secret), (second.Id, second.Secret));
        Assert.Matches("^AKIA[A-Z2-7]{16}$", first.Id);
        Assert.Equal(40, first.Secret.Length);
        Assert.Equal("arn:aws:iam::000000000000:root", first.Principal.Arn);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(RootFile));
    }

    [Fact]
    public void Root_credentials_that_are_set_leave_no_file()
    {
        var key = RootKey.Of(Settings(("ACCESS_KEY_ID", "AKIA1234567890123456"), ("SECRET_ACCESS_KEY", "0123456789abcdef"), ("ACCOUNT_ID", "123456789012")));
        Assert.Equal(("AKIA1234567890123456", "0123456789abcdef", "arn:aws:iam::123456789012:root"), (key.Id, key.Secret, key.Principal.Arn));
        Assert.False(File.Exists(RootFile));
    }

    [Fact]
    public void A_broken_file_of_root_credentials_is_named_and_not_written_over()
    {
        File.WriteAllText(RootFile, "GATEHOUSE_ACCESS_KEY_ID=AKIA1234567890123456\n");
        Assert.StartsWith(RootFile, Assert.Throws<SettingException>(() => RootKey.Of(Settings())).Message, StringComparison.Ordinal);
        Assert.Equal("GATEHOUSE_ACCESS_KEY_ID=AKIA1234567890123456\n", File.ReadAllText(RootFile));
    }

    [Fact]
    public void A_master_key_is_generated_once_and_only_its_owner_reads_it()
    {
        var first = StoreKey.Of(Settings(), storeExists: false);
        Assert.Equal(first.Export(), StoreKey.Of(Settings(), storeExists: true).Export());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(MasterFile));
    }

    [Fact]
    public void No_master_key_is_generated_for_a_store_that_was_made_with_another()
    {
        Assert.StartsWith("GATEHOUSE_MASTER_KEY_FILE must name", Assert.Throws<SettingException>(() => StoreKey.Of(Settings(), storeExists: true)).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(MasterFile));
    }

    [Fact]
    public void A_master_key_that_others_can_read_is_refused()
    {
        StoreKey.Of(Settings(), storeExists: false);
        File.SetUnixFileMode(MasterFile, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        Assert.Contains("chmod 600", Assert.Throws<SettingException>(() => StoreKey.Of(Settings(), storeExists: true)).Message, StringComparison.Ordinal);
    }

    private Settings Settings(params (string, string)[] set) => Given.Settings([("DATA", data.FullName), .. set]);
}
