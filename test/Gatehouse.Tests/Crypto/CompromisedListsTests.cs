using System.Security.Cryptography;
using System.Text;
using Gatehouse.Crypto;
using Gatehouse.Hosting;
using Gatehouse.Tests.Host;

namespace Gatehouse.Tests.Crypto;

/// <summary>The list of passwords that comes along, and files of the operator's own.</summary>
public sealed class CompromisedListsTests : IDisposable
{
    private static readonly CommonPasswords Common = new();

    private readonly TemporaryDirectory folder = new();

    public void Dispose() => folder.Dispose();

#pragma warning disable CA5350, RS0030 // What the files are made of.
    private static string Hash(string password) => Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(password)));
#pragma warning restore CA5350, RS0030

    private string Write(string text)
    {
        var path = Path.Combine(folder.Path, "list.txt");
        File.WriteAllText(path, text);
        return path;
    }

    private static string Lines(IEnumerable<string> passwords, string end = "\r\n", Func<int, string>? count = null) => string.Concat(
        passwords.Select(Hash).Order(StringComparer.Ordinal).Select((hash, i) => hash + (count?.Invoke(i) ?? $":{i * 7919}") + end));

    [Theory]
    [InlineData("123456")]
    [InlineData("password")]
    [InlineData("P@ssw0rd")]
    [InlineData("Password1!")]
    [InlineData("1qaz@WSX")]
    [InlineData("Qwerty1!")]
    public void What_everybody_tries_first_is_known(string password) => Assert.True(Common.Knows(password));

    [Theory]
    [InlineData("Correct-horse-9")]
    [InlineData("Another-horse-9")]
    [InlineData("p@SSW0RD")]
    [InlineData("password ")]
    [InlineData("пароль-Пароль-1")]
    public void What_nobody_tries_is_not(string password) => Assert.False(Common.Knows(password));

    [Fact]
    public void The_list_is_as_long_as_it_says_and_in_order()
    {
        Assert.Equal(137_932, Common.Count);
        using var list = typeof(CommonPasswords).Assembly.GetManifestResourceStream("common-passwords")!;
        var bytes = new byte[list.Length];
        list.ReadExactly(bytes);
        for (var i = CommonPasswords.Prefix; i < bytes.Length; i += CommonPasswords.Prefix)
            Assert.True(bytes.AsSpan(i - CommonPasswords.Prefix, CommonPasswords.Prefix).SequenceCompareTo(bytes.AsSpan(i, CommonPasswords.Prefix)) < 0, $"entry {i / CommonPasswords.Prefix}");
    }

    [Fact]
    public void Hardly_any_good_password_is_taken_for_one_of_them() =>
        Assert.DoesNotContain(Enumerable.Range(0, 50_000), i => Common.Knows($"Nobody-has-this-{i}"));

    [Theory]
    [InlineData(1, "\r\n")]
    [InlineData(2, "\n")]
    [InlineData(3, "\r\n")]
    [InlineData(1000, "\r\n")]
    [InlineData(1000, "\n")]
    public void Every_password_in_a_file_is_found_and_no_other(int size, string end)
    {
        var passwords = Enumerable.Range(0, size).Select(i => $"stolen-{i}").ToList();
        using var file = HashFile.Open(Write(Lines(passwords, end)))!;
        Assert.All(passwords, password => Assert.True(file.Knows(password), password));
        Assert.All(Enumerable.Range(0, 1000), i => Assert.False(file.Knows($"own-{i}"), $"own-{i}"));
    }

    [Fact]
    public void Lines_may_have_any_count_or_none_and_the_last_one_no_end()
    {
        var passwords = Enumerable.Range(0, 300).Select(i => $"stolen-{i}").ToList();
        string[] counts = ["", ":1", ":123456789012", ":42 "];
        using var file = HashFile.Open(Write(Lines(passwords, count: i => counts[i % 4]).TrimEnd()))!;
        Assert.All(passwords, password => Assert.True(file.Knows(password), password));
        Assert.False(file.Knows("own"));
    }

    [Fact]
    public void Hashes_may_be_in_small_letters()
    {
        using var file = HashFile.Open(Write(Lines(["a", "b", "c"]).ToLowerInvariant()))!;
        Assert.True(file.Knows("b"));
        Assert.False(file.Knows("d"));
    }

    [Fact]
    public void Of_a_large_file_little_is_read()
    {
        var path = Path.Combine(folder.Path, "large.txt");
        using (var writer = new StreamWriter(path))
        {
            foreach (var hash in Enumerable.Range(0, 300_000).Select(i => Hash($"stolen-{i}")).Order(StringComparer.Ordinal))
                writer.Write($"{hash}:7\r\n");
        }

        using var file = HashFile.Open(path)!;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            Assert.True(file.Knows($"stolen-{i * 300}"));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2_000_000);
    }

    [Fact]
    public async Task Many_may_ask_at_once()
    {
        var passwords = Enumerable.Range(0, 500).Select(i => $"stolen-{i}").ToList();
        using var file = HashFile.Open(Write(Lines(passwords)))!;
        var found = await Task.WhenAll(passwords.Select(password => Task.Run(() => file.Knows(password))));
        Assert.DoesNotContain(false, found);
    }

    [Theory]
    [InlineData("")]
    [InlineData("password\n123456\n")]
    [InlineData("5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8")]
    [InlineData("5BAA61E4C9B93F3F0682250B6CF8331B7EE68F:1\r\n")]
    [InlineData("FFFF61E4C9B93F3F0682250B6CF8331B7EE68FD8:1\r\n0000A1E4C9B93F3F0682250B6CF8331B7EE68FD8:1\r\n")]
    [InlineData("5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8:1\r\nsomething else\r\n")]
    public void What_is_no_such_file_is_not_opened(string text)
    {
        var path = Write(text);
        Assert.Null(HashFile.Open(path));
        Assert.Equal(
            "GATEHOUSE_COMPROMISED_PASSWORDS must be a file that this program may read, with a SHA-1 in hexadecimal at the beginning of each line, in order.",
            Assert.Throws<SettingException>(() => Given.Settings(("COMPROMISED_PASSWORDS", path))).Message);
    }

    [Fact]
    public void A_file_that_is_not_there_is_not_opened()
    {
        Assert.Null(HashFile.Open("/no/such/file"));
        Assert.Null(HashFile.Open(folder.Path));
        Assert.Null(HashFile.Open("\0"));
    }

    [Fact]
    public void A_line_in_the_middle_that_is_none_is_an_error_and_no_answer()
    {
        var lines = Lines(Enumerable.Range(0, 3).Select(i => $"stolen-{i}")).Split("\r\n");
        using var file = HashFile.Open(Write($"{lines[0]}\r\n{new string('x', 3000)}\r\n{lines[2]}\r\n"))!;
        Assert.Throws<InvalidDataException>(() => file.Knows("own"));
    }

    [Fact]
    public void Settings_take_a_file_and_without_one_what_comes_along()
    {
        using var file = Given.Settings(("COMPROMISED_PASSWORDS", Write(Lines(["stolen"])))).CompromisedPasswords;
        Assert.True(file!.Knows("stolen"));
        Assert.Null(Given.Settings().CompromisedPasswords);
        Assert.False(Given.Settings().BlocksCompromised);
        Assert.True(Given.Settings(("BLOCK_COMPROMISED", "true")).BlocksCompromised);
    }

    [Fact]
    public async Task A_server_refuses_what_is_in_the_file()
    {
        await using var host = await RunningHost.Start(
            isDev: true, set: [("COMPROMISED_PASSWORDS", Write(Lines(["Secret-Pass-1"]))), ("BLOCK_COMPROMISED", "true")]);
        var demo = await host.MakeDemo();
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => host.SignUp(demo, "ana", "ana@example.com"));
        Assert.Contains("Provided password cannot be used for security reasons.", refused.Message, StringComparison.Ordinal);
    }
}
