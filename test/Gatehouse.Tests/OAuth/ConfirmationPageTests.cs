using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Gatehouse.Identity;
using Gatehouse.Tests.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Tests.OAuth;

/// <summary>The page that a confirmation link leads to, as browsers and the programs that guard mailboxes see it.</summary>
public sealed partial class ConfirmationPageTests : IAsyncLifetime
{
    private const string Mail = "ana@example.com";

    private RunningHost host = null!;
    private Gatehouse.Hosting.Demo demo = null!;

    public async ValueTask InitializeAsync()
    {
        host = await RunningHost.Start(isDev: true);
        demo = await host.MakeDemo();
        await host.Services.GetRequiredService<IPools>().Change(demo.PoolId, pool => pool with { Messages = new() { ConfirmsByLink = true } }, default);
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    private async Task<string> SignUp(string name = "ana", string address = Mail)
    {
        await host.SignUp(demo, name, address);
        var sent = await host.Services.GetRequiredService<IOutbox>().Read(address, 10, default);
        return WebUtility.HtmlDecode(Href().Match(sent[^1].Body).Groups["to"].Value);
    }

    private async Task<UserStatus> StatusOf(string name = "ana")
    {
        var pool = await host.Services.GetRequiredService<IPools>().Find(demo.PoolId, default);
        return (await host.Services.GetRequiredService<IUsers>().Find(pool!, name, default))!.Status;
    }

    private async Task<(HttpStatusCode Status, string Page)> Ask(HttpMethod method, string link, string? at = null, params (string, string)[] headers)
    {
        using var answer = await host.Ask(method, link, at, null, headers);
        AssertHarmless(answer);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Opening_the_link_asks_and_pressing_the_button_confirms()
    {
        var link = await SignUp();
        Assert.StartsWith($"{host.Url}/{demo.PoolId}/confirmUser?", link, StringComparison.Ordinal);
        var (status, page) = await Ask(HttpMethod.Get, link);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("<h1>Confirm your email address?</h1>", page, StringComparison.Ordinal);
        Assert.Contains("<form method=\"post\"><button>Confirm</button></form>", page, StringComparison.Ordinal);

        (status, page) = await Ask(HttpMethod.Post, link);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("<h1>Your email address is confirmed</h1>", page, StringComparison.Ordinal);
        Assert.Equal(UserStatus.Confirmed, await StatusOf());
    }

    [Fact]
    public async Task However_often_the_link_is_opened_it_still_works()
    {
        var link = await SignUp();
        for (var i = 0; i < 40; i++)
            Assert.Equal(HttpStatusCode.OK, (await Ask(i % 2 == 0 ? HttpMethod.Get : HttpMethod.Head, link)).Status);
        Assert.Equal(UserStatus.Unconfirmed, await StatusOf());
        Assert.Equal(HttpStatusCode.OK, (await Ask(HttpMethod.Post, link)).Status);
    }

    [Fact]
    public async Task A_link_works_once()
    {
        var link = await SignUp();
        await Ask(HttpMethod.Post, link);
        Assert.Equal(HttpStatusCode.BadRequest, (await Ask(HttpMethod.Post, link)).Status);
    }

    [Fact]
    public async Task Of_many_presses_at_once_one_confirms()
    {
        var link = await SignUp();
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Ask(HttpMethod.Post, link)));
        Assert.Single(answers, answer => answer.Status is HttpStatusCode.OK);
    }

    [Fact]
    public async Task Opening_says_the_same_of_everybody()
    {
        var link = await SignUp();
        var (_, page) = await Ask(HttpMethod.Get, link);
        foreach (var other in Broken(link).Append($"{host.Url}/{demo.PoolId}/confirmUser"))
            Assert.Equal((HttpStatusCode.OK, page), await Ask(HttpMethod.Get, other));
    }

    [Fact]
    public async Task Pressing_says_the_same_of_everything_that_is_not_right()
    {
        var link = await SignUp();
        var answers = new List<(HttpStatusCode Status, string Page)>();
        foreach (var other in Broken(link).Append($"{host.Url}/{demo.PoolId}/confirmUser"))
            answers.Add(await Ask(HttpMethod.Post, other));
        answers.Add(await Ask(HttpMethod.Post, link.Replace(demo.PoolId, "us-east-1_NoSuchOne", StringComparison.Ordinal)));
        Assert.Single(answers.Distinct());
        Assert.Equal(HttpStatusCode.BadRequest, answers[0].Status);
        Assert.Contains("<h1>This link does not work</h1>", answers[0].Page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await Ask(HttpMethod.Post, link)).Status);
    }

    [Fact]
    public async Task The_page_repeats_nothing_it_was_sent()
    {
        const string marker = "zq%22%3E%3Cscript%3Ealert(1)%3C/script%3E";
        var link = $"{host.Url}/{demo.PoolId}/confirmUser?client_id={marker}&user_name={marker}&confirmation_code={marker}&lang={marker}";
        foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Post])
        {
            var (_, page) = await Ask(method, link, null, ("Accept-Language", "zq-script"), ("Referer", "https://zq.example/"));
            Assert.DoesNotContain("zq", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("de-CH,de;q=0.9,en;q=0.8", "de")]
    [InlineData("tlh,fr;q=0.7,en;q=0.9", "en")]
    [InlineData("zh-TW", "zh-TW")]
    [InlineData("x", "en")]
    [InlineData("*", "en")]
    [InlineData("tlh", "en")]
    public async Task The_page_speaks_the_browsers_language(string accepted, string language)
    {
        var (_, page) = await Ask(HttpMethod.Get, $"{host.Url}/{demo.PoolId}/confirmUser", null, ("Accept-Language", accepted));
        Assert.Contains($"<html lang=\"{language}\">", page, StringComparison.Ordinal);
        Assert.Contains(WebUtility.HtmlEncode(Translations.Find(language)!.Page.Question), page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_leads_to_the_domain_of_the_pool_where_it_has_one()
    {
        await host.Services.GetRequiredService<IParts<PoolDomain>>().Add(new(demo.PoolId, "acme", IsCustom: false, DateTimeOffset.UnixEpoch), default);
        var link = new Uri(await SignUp());
        Assert.Equal(("acme.auth.localhost", "/confirmUser"), (link.Host, link.AbsolutePath));
        Assert.Contains("<button>", (await Ask(HttpMethod.Get, link.PathAndQuery, link.Authority)).Page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await Ask(HttpMethod.Post, link.PathAndQuery, link.Authority)).Status);
        Assert.Equal(UserStatus.Confirmed, await StatusOf());
    }

    [Fact]
    public async Task A_host_that_is_no_domain_of_a_pool_confirms_nobody()
    {
        var link = new Uri(await SignUp());
        foreach (var at in (string[])[link.Authority, "acme.example", "127.0.0.1"])
            Assert.Equal(HttpStatusCode.BadRequest, (await Ask(HttpMethod.Post, "/confirmUser" + link.Query, at)).Status);
        Assert.Equal(UserStatus.Unconfirmed, await StatusOf());
    }

    [Fact]
    public async Task The_link_of_one_pool_is_none_of_another()
    {
        var link = await SignUp();
        var other = new UserPool { Id = "us-east-1_Another01", Name = "others", Created = default, Modified = default };
        Assert.True(await host.Services.GetRequiredService<IPools>().Add(other, [], default));
        Assert.Equal(HttpStatusCode.BadRequest, (await Ask(HttpMethod.Post, link.Replace(demo.PoolId, other.Id, StringComparison.Ordinal))).Status);
        Assert.Equal(UserStatus.Unconfirmed, await StatusOf());
    }

    private IEnumerable<string> Broken(string link)
    {
        var code = Code().Match(link).Value;
        yield return link.Replace("user_name=ana", "user_name=nobody", StringComparison.Ordinal);
        yield return link.Replace(code, code == "000000" ? "000001" : "000000", StringComparison.Ordinal);
        yield return link.Replace(demo.ClientId, "0000000000000000000000000", StringComparison.Ordinal);
        yield return link.Replace("user_name=ana", "user_name=", StringComparison.Ordinal);
        yield return link.Replace("user_name=ana", "user_name=a%00", StringComparison.Ordinal);
        yield return link.Replace("user_name=ana", "user_name=ana&user_name=ana", StringComparison.Ordinal);
        yield return link.Replace(code, new string('1', 5000), StringComparison.Ordinal);
    }

    private static void AssertHarmless(HttpResponseMessage answer)
    {
        string Header(string name) => (answer.Headers.NonValidated.TryGetValues(name, out var values) || answer.Content.Headers.NonValidated.TryGetValues(name, out values)) ? values.ToString() : "";
        Assert.Equal("text/html; charset=utf-8", Header("Content-Type"));
        Assert.Equal(("no-store", "no-referrer", "nosniff", "DENY", "noindex"), (Header("Cache-Control"), Header("Referrer-Policy"), Header("X-Content-Type-Options"), Header("X-Frame-Options"), Header("X-Robots-Tag")));
        var policy = Header("Content-Security-Policy");
        Assert.Matches("^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$", policy);
        if (answer.RequestMessage!.Method == HttpMethod.Head)
            return;

        var style = Style().Match(answer.Content.ReadAsStringAsync().Result).Groups["css"].Value;
        Assert.Contains(Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style))), policy, StringComparison.Ordinal);
    }

    [GeneratedRegex("<a href=\"(?<to>[^\"]+)\">")]
    private static partial Regex Href();

    [GeneratedRegex("(?<=confirmation_code=)[0-9]+")]
    private static partial Regex Code();

    [GeneratedRegex("<style>(?<css>.*)</style>", RegexOptions.Singleline)]
    private static partial Regex Style();
}
