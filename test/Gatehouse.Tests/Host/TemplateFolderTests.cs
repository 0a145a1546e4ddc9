using System.Text;
using Gatehouse.Hosting;
using Gatehouse.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Tests.Host;

/// <summary>The operator's own texts, from files to messages.</summary>
public sealed class TemplateFolderTests : IDisposable
{
    private readonly TemporaryDirectory folder = new();

    public void Dispose() => folder.Dispose();

    private void Write(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));

    private void Write(string path, byte[] bytes)
    {
        var file = Path.Combine(folder.Path, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, bytes);
    }

    private TextFiles Read()
    {
        var files = TemplateFolder.Read(folder.Path, out var problem);
        Assert.Null(problem);
        return files;
    }

    [Fact]
    public void Every_file_has_its_place()
    {
        Write("de/code.html", "<p>{####}</p>\n");
        Write("de/code.subject", "Ihr Code\n");
        Write("pt_BR/sign-in.sms", "{####}");
        Write("default/link.html", "\uFEFF{##Go##}");
        Write("eu-central-1_Abc123/zh-Hant/invitation.html", "{username} {####}");
        Assert.Equal(
            new Dictionary<TextPlace, string>
            {
                [new("", "de", "code.html")] = "<p>{####}</p>", [new("", "de", "code.subject")] = "Ihr Code",
                [new("", "pt-br", "sign-in.sms")] = "{####}", [new("", "default", "link.html")] = "{##Go##}",
                [new("eu-central-1_Abc123", "zh-hant", "invitation.html")] = "{username} {####}",
            },
            Read().Texts.ToDictionary());
    }

    [Fact]
    public void An_empty_folder_says_nothing() => Assert.Empty(Read().Texts);

    [Fact]
    public void What_begins_with_a_dot_is_not_looked_at()
    {
        Write(".git/config", "x");
        Write("..data/code.html", "x");
        Write("de/.DS_Store", "x");
        Assert.Empty(Read().Texts);
    }

    [Theory]
    [InlineData("code.html", "{####}", "must hold folders that are called like a language (de, pt-BR) or default, which code.html is not.")]
    [InlineData("german!/code.html", "{####}", "must hold folders that are called like a language (de, pt-BR) or default, which german! is not.")]
    [InlineData("eu-central-1_Abc/de_!/code.html", "{####}", "must hold folders that are called like a language (de, pt-BR) or default, which eu-central-1_Abc/de_! is not.")]
    [InlineData("eu-central-1_Abc/code.html", "{####}", "must hold folders that are called like a language (de, pt-BR) or default, which eu-central-1_Abc/code.html is not.")]
    [InlineData("de/kode.html", "{####}", "de/kode.html is not.")]
    [InlineData("de/code.txt", "{####}", "de/code.txt is not.")]
    [InlineData("de/code", "{####}", "de/code is not.")]
    [InlineData("de/Code.html", "{####}", "de/Code.html is not.")]
    [InlineData("de/link.sms", "{##Go##}", "de/link.sms is not.")]
    [InlineData("de/deeper/code.html", "{####}", "de/deeper is not.")]
    [InlineData("de/code.html", "no code", "de/code.html must hold {####}.")]
    [InlineData("de/sign-up.sms", "no code", "de/sign-up.sms must hold {####}.")]
    [InlineData("de/sign-in.html", "{##Go##}", "de/sign-in.html must hold {####}.")]
    [InlineData("de/invitation.html", "{####}", "de/invitation.html must hold {username}.")]
    [InlineData("de/link.html", "{####}", "de/link.html must hold a link, as {##Click here##}.")]
    [InlineData("de/code.html", "  \n", "de/code.html must have 1 to 100000 characters.")]
    [InlineData("de/code.subject", "Code", "holds de/code.subject without the .html that it is the subject of; both must be there.")]
    public void What_would_not_work_is_told_with_the_file(string path, string text, string problem)
    {
        Write(path, text);
        TemplateFolder.Read(folder.Path, out var found);
        Assert.EndsWith(problem, found, StringComparison.Ordinal);

        var refused = Assert.Throws<SettingException>(() => Given.Settings(("TEMPLATES", folder.Path)));
        Assert.Equal($"GATEHOUSE_TEMPLATES {found}", refused.Message);
    }

    [Theory]
    [InlineData("html", 100_000)]
    [InlineData("subject", 140)]
    [InlineData("sms", 480)]
    public void Texts_have_bounds(string form, int most)
    {
        Write("de/code.html", "{####}");
        Write($"de/code.{form}", "{####}" + new string('ä', most - 6));
        Assert.Equal(most, Read().Texts[new("", "de", $"code.{form}")].Length);

        Write($"de/code.{form}", "{####}" + new string('ä', most - 5));
        TemplateFolder.Read(folder.Path, out var problem);
        Assert.EndsWith($"de/code.{form} must have 1 to {most} characters.", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_far_too_long_is_not_read_at_all()
    {
        Write("de/code.html", new string('x', 400_001));
        TemplateFolder.Read(folder.Path, out var problem);
        Assert.EndsWith("de/code.html; it must not.", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_subject_is_one_line()
    {
        Write("de/code.html", "{####}");
        Write("de/code.subject", "Code\r\nBcc: someone@example.com");
        TemplateFolder.Read(folder.Path, out var problem);
        Assert.EndsWith("de/code.subject must be one line.", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_are_in_UTF8()
    {
        Write("de/code.html", [.. "{####}"u8, 0xE4]);
        TemplateFolder.Read(folder.Path, out var problem);
        Assert.EndsWith("must hold texts in UTF-8, which de/code.html is not.", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_there_stops_the_start() => Assert.Equal(
        "GATEHOUSE_TEMPLATES must be a folder that is there.",
        Assert.Throws<SettingException>(() => Given.Settings(("TEMPLATES", "/no/such/folder"))).Message);

    [Fact]
    public void Without_the_setting_there_is_no_text_of_the_operators() => Assert.Empty(Given.Settings().Templates.Texts);

    [Fact]
    public async Task A_server_sends_what_the_files_say()
    {
        Write("default/sign-up.html", "Welcome to Acme: <b>{####}</b>");
        Write("default/sign-up.subject", "Acme");
        await using var host = await RunningHost.Start(isDev: true, set: ("TEMPLATES", folder.Path));
        await host.SignUp(await host.MakeDemo(), "ana", "ana@example.com");
        var sent = Assert.Single(await host.Services.GetRequiredService<IOutbox>().Read("ana@example.com", 10, default));
        Assert.Equal(("Acme", $"Welcome to Acme: <b>{sent.Code}</b>"), (sent.Subject, sent.Body));
    }
}
