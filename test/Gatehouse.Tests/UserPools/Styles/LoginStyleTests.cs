using System.Text.Json;
using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;
using Gatehouse.Tests.Identity;
using static Gatehouse.Tests.UserPools.Styles.LoginStyleWorld;

namespace Gatehouse.Tests.UserPools.Styles;

public sealed class LoginStyleTests
{
    private const string Dark = "{'categories':{'global':{'colorSchemeMode':'DARK'}}}";

    private readonly LoginStyleWorld at = new();

    [Fact]
    public async Task The_defaults_are_told_in_the_bytes_that_AWS_tells_them_in()
    {
        var answer = await at.World.Send<CreateManagedLoginBranding>(
            $$"""{"UserPoolId":"{{at.Pool.Id}}","ClientId":"{{at.App.Id}}","UseCognitoProvidedValues":true}""");
        var id = (await at.OfClient()).Ok.ManagedLoginBranding!.ManagedLoginBrandingId;
        var now = at.World.Now.ToUnixTimeSeconds();
        Assert.Equal(
            $$$"""{"ManagedLoginBranding":{"ManagedLoginBrandingId":"{{{id}}}","UserPoolId":"{{{at.Pool.Id}}}","UseCognitoProvidedValues":true,"Assets":[],"CreationDate":{{{now}}},"LastModifiedDate":{{{now}}}}}""",
            answer);
        Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", id);
    }

    [Fact]
    public async Task Settings_come_back_as_they_were_given_and_merged_on_request()
    {
        const string given = """{"components":{"form":{"borderRadius":1.50}},"categories":{"global":{"colorSchemeMode":"DYNAMIC"}}}""";
        var made = await at.Made(given);
        Assert.False(made.UseCognitoProvidedValues);
        Assert.Equal(given, made.Settings!.Value.GetRawText());
        Assert.Equal(given, (await at.Describe(made.ManagedLoginBrandingId!, merged: false)).Ok.ManagedLoginBranding!.Settings!.Value.GetRawText());

        var merged = (await at.Describe(made.ManagedLoginBrandingId!, merged: true)).Ok.ManagedLoginBranding!.Settings!.Value;
        Assert.Equal("1.50", merged.GetProperty("components").GetProperty("form").GetProperty("borderRadius").GetRawText());
        Assert.Equal("DYNAMIC", merged.GetProperty("categories").GetProperty("global").GetProperty("colorSchemeMode").GetString());
        Assert.Equal("c6c6cdff", merged.GetProperty("components").GetProperty("form").GetProperty("lightMode").GetProperty("borderColor").GetString());
        Assert.Equal(merged.GetRawText(), (await at.OfClient(merged: true)).Ok.ManagedLoginBranding!.Settings!.Value.GetRawText());
    }

    [Fact]
    public async Task Whoever_uses_the_defaults_sees_all_of_them_when_they_are_merged()
    {
        var made = await at.Made();
        var merged = (await at.Describe(made.ManagedLoginBrandingId!, merged: true)).Ok.ManagedLoginBranding!;
        Assert.True(merged.UseCognitoProvidedValues);
        Assert.Equal(["categories", "componentClasses", "components"], merged.Settings!.Value.EnumerateObject().Select(member => member.Name));
        Assert.Equal(StyleSettings.Default.GetRawText(), merged.Settings.Value.GetRawText());
    }

    [Fact]
    public async Task A_client_has_one_style_and_its_neighbour_has_another()
    {
        await at.Made();
        Assert.Equal($"ManagedLoginBrandingExistsException: A ManagedLoginBranding already exists for client {at.App.Id}", (await at.Create(assets: [Asset()])).Refusal);
        Assert.Equal(0, at.Stored);
        Assert.True((await at.Create(client: at.Pool.Client().Id)).IsOk);
    }

    [Fact]
    public async Task Of_many_who_dress_a_client_at_once_one_does_and_only_its_pictures_stay()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => at.Create(assets: [Asset(), Asset(mode: "DARK")]))));
        Assert.Single(answers, answer => answer.IsOk);
        Assert.Equal(2, at.Stored);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(false, null)]
    [InlineData(true, "{}")]
    public async Task Exactly_one_source_must_be_chosen(bool? defaults, string? settings)
    {
        Assert.Equal(OneSource, (await at.Create(defaults, settings)).Refusal);
        var made = await at.Made();
        Assert.Equal(OneSource, (await at.Update(made.ManagedLoginBrandingId, defaults, settings, assets: [])).Refusal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(false)]
    public async Task Settings_alone_choose_settings(bool? defaults)
    {
        Assert.False((await at.Create(defaults, "{'components':{}}")).Ok.ManagedLoginBranding!.UseCognitoProvidedValues);
    }

    [Fact]
    public async Task Settings_of_null_are_none() => Assert.Contains(
        "\"UseCognitoProvidedValues\":true",
        await at.World.Send<CreateManagedLoginBranding>($$"""{"UserPoolId":"{{at.Pool.Id}}","ClientId":"{{at.App.Id}}","UseCognitoProvidedValues":true,"Settings":null}"""),
        StringComparison.Ordinal);

    [Fact]
    public async Task An_update_joins_settings_member_by_member()
    {
        var made = await at.Made("{'categories':{'global':{'colorSchemeMode':'DARK','spacingDensity':'REGULAR'}},'componentClasses':{'buttons':{'borderRadius':4}}}");
        at.World.Wait(TimeSpan.FromMinutes(1));
        var updated = (await at.Update(made.ManagedLoginBrandingId, settings: "{'categories':{'global':{'colorSchemeMode':'LIGHT'}},'components':{'alert':{'borderRadius':2}}}")).Ok.ManagedLoginBranding!;

        Assert.Equal(
            """{"categories":{"global":{"colorSchemeMode":"LIGHT","spacingDensity":"REGULAR"}},"componentClasses":{"buttons":{"borderRadius":4}},"components":{"alert":{"borderRadius":2}}}""",
            updated.Settings!.Value.GetRawText());
        Assert.Equal((made.CreationDate, at.World.Now), (updated.CreationDate, updated.LastModifiedDate));
        Assert.False(updated.UseCognitoProvidedValues);
    }

    [Fact]
    public async Task Lists_are_replaced_and_not_joined()
    {
        var made = await at.Made("{'components':{'favicon':{'enabledTypes':['ICO','SVG']}}}");
        var updated = (await at.Update(made.ManagedLoginBrandingId, settings: "{'components':{'favicon':{'enabledTypes':['SVG']}}}")).Ok.ManagedLoginBranding!;
        Assert.Equal("""{"components":{"favicon":{"enabledTypes":["SVG"]}}}""", updated.Settings!.Value.GetRawText());
    }

    [Fact]
    public async Task Of_many_updates_at_once_each_counts()
    {
        var made = await at.Made("{}");
        string[] classes = ["buttons", "input", "dropDown"];
        await Task.WhenAll(classes.Select((name, i) => Task.Run(async () => Assert.True(
            (await at.Update(made.ManagedLoginBrandingId, settings: $"{{'componentClasses':{{'{name}':{{'borderRadius':{i}}}}}}}", assets: [Asset(resourceId: name)])).IsOk))));

        var style = (await at.OfClient()).Ok.ManagedLoginBranding!;
        Assert.Equal(classes.Order(), style.Settings!.Value.GetProperty("componentClasses").EnumerateObject().Select(member => member.Name).Order());
        Assert.Equal(classes.Order(), style.Assets!.Select(asset => asset.ResourceId!).Order());
        Assert.Equal(3, at.Stored);
    }

    [Fact]
    public async Task Settings_that_fit_alone_and_not_together_are_refused()
    {
        var made = await at.Made(Buttons("a"));
        Assert.Contains("more than 300 members", (await at.Update(made.ManagedLoginBrandingId, settings: Buttons("b"), assets: [Asset()])).Refusal, StringComparison.Ordinal);
        Assert.Equal(0, at.Stored);
        Assert.True((await at.Update(made.ManagedLoginBrandingId, settings: Buttons("a"))).IsOk);
        Assert.Equal(
            "InvalidParameterException: Invalid Settings: they are too long",
            (await at.Update(made.ManagedLoginBrandingId, settings: "{'componentClasses':{'buttons':{'borderRadius':1." + new string('0', 256 * 1024) + "}}}")).Refusal);

        static string Buttons(string name) =>
            $"{{'components':{{'idpButton':{{'custom':{{{string.Join(',', Enumerable.Range(0, 200).Select(i => $"'{name}{i}':{{}}"))}}}}}}}}}";
    }

    [Theory]
    [InlineData("""{"categories":{},"categories":{}}""")]
    [InlineData("""{"components":{"form":{"borderRadius":1,"borderRadius":2}}}""")]
    public async Task A_setting_is_given_once(string settings) => Assert.StartsWith(
        "SerializationException",
        await at.World.Send<CreateManagedLoginBranding>($$"""{"UserPoolId":"{{at.Pool.Id}}","ClientId":"{{at.App.Id}}","Settings":{{settings}}}"""),
        StringComparison.Ordinal);

    [Fact]
    public async Task Going_back_to_the_defaults_gives_up_settings_and_pictures()
    {
        var made = await at.Made(Dark, Asset());
        var plain = (await at.Update(made.ManagedLoginBrandingId, defaults: true)).Ok.ManagedLoginBranding!;
        Assert.True(plain.UseCognitoProvidedValues);
        Assert.Null(plain.Settings);
        Assert.Empty(plain.Assets!);
        Assert.Equal(0, at.Stored);

        var dressed = (await at.Update(made.ManagedLoginBrandingId, defaults: true, assets: [Asset()])).Ok.ManagedLoginBranding!;
        Assert.Single(dressed.Assets!);
    }

    [Fact]
    public async Task A_deleted_style_is_gone_with_its_pictures()
    {
        var made = await at.Made(null, Asset(), Asset(mode: "DARK"));
        Assert.Equal(2, at.Stored);
        Assert.True((await at.Delete(made.ManagedLoginBrandingId!.ToUpperInvariant())).IsOk);
        Assert.Equal(0, at.Stored);
        Assert.Equal(Gone, (await at.Describe(made.ManagedLoginBrandingId!)).Refusal);
        Assert.Equal(Gone, (await at.Update(made.ManagedLoginBrandingId, defaults: true)).Refusal);
        Assert.Equal(Gone, (await at.Delete(made.ManagedLoginBrandingId!)).Refusal);
        Assert.Equal($"ResourceNotFoundException: ManagedLoginBranding for client {at.App.Id} does not exist.", (await at.OfClient()).Refusal);
        Assert.True((await at.Create()).IsOk);
    }

    [Fact]
    public async Task A_style_of_another_pool_or_of_nobody_does_not_exist()
    {
        var (id, other, nowhere) = ((await at.Made()).ManagedLoginBrandingId!, at.World.Pool().Id, $"{World.Region}_000000000");
        Assert.Equal(Gone, (await at.Describe(id, poolId: other)).Refusal);
        Assert.Equal(Gone, (await at.Update(id, defaults: true, poolId: other)).Refusal);
        Assert.Equal(Gone, (await at.Delete(id, other)).Refusal);
        Assert.Equal(Gone, (await at.Describe("00000000-0000-4000-8000-000000000000")).Refusal);
        Assert.Equal(Texts.NoClient(at.App.Id), (await at.OfClient(poolId: other)).Refusal);
        Assert.Equal(Texts.NoClient(at.App.Id), (await at.Create(poolId: other)).Refusal);

        Assert.Equal(Texts.NoPool(nowhere), (await at.Create(poolId: nowhere)).Refusal);
        Assert.Equal(Texts.NoPool(nowhere), (await at.Describe(id, poolId: nowhere)).Refusal);
        Assert.Equal(Texts.NoPool(nowhere), (await at.OfClient(poolId: nowhere)).Refusal);
        Assert.Equal(Texts.NoPool(nowhere), (await at.Update(id, defaults: true, poolId: nowhere)).Refusal);
        Assert.Equal(Texts.NoPool(nowhere), (await at.Delete(id, nowhere)).Refusal);
    }

    [Fact]
    public async Task An_id_is_a_random_UUID_and_must_be_given()
    {
        Assert.Contains("'managedLoginBrandingId'", (await at.Describe("00000000-0000-0000-0000-000000000000")).Refusal, StringComparison.Ordinal);
        Assert.Contains("'managedLoginBrandingId'", (await at.Delete("../x")).Refusal, StringComparison.Ordinal);
        Assert.Equal("InvalidParameterException: UserPoolId and ManagedLoginBrandingId must be specified.", (await at.Update(null, defaults: true)).Refusal);
    }

    [Fact]
    public async Task A_style_goes_with_its_client()
    {
        var made = await at.Made(null, Asset());
        await at.World.Call(at.World.Op<DeleteUserPoolClient>(), new DeleteUserPoolClientRequest { UserPoolId = at.Pool.Id, ClientId = at.App.Id });
        Assert.Equal(Gone, (await at.Describe(made.ManagedLoginBrandingId!)).Refusal);
        Assert.Equal(0, at.Stored);
    }

    [Fact]
    public async Task A_reader_who_is_overtaken_by_an_update_sees_the_style_as_it_is_then()
    {
        var made = await at.Made("{}", Asset());
        var styles = at.World.Get<LoginStyles>();
        var old = (await styles.Find(at.Pool.Id, made.ManagedLoginBrandingId!, default))!;
        await at.Update(made.ManagedLoginBrandingId, settings: Dark, assets: [Asset(bytes: Pictures.RealPng)]);

        var seen = (await styles.Dress(old, default))!;
        Assert.Equal(Pictures.RealPng, Assert.Single(seen.Images).Bytes);
        Assert.NotEqual(old.Settings, seen.Style.Settings);

        await at.Delete(made.ManagedLoginBrandingId!);
        Assert.Null(await styles.Dress(old, default));
    }

    [Fact]
    public async Task A_picture_that_is_lost_is_not_passed_over_in_silence()
    {
        await at.Made("{}", Asset());
        var styles = at.World.Get<LoginStyles>();
        var style = (await styles.OfClient(at.App.Id, default))!;
        await at.World.Get<StyleImages>().Drop(at.Pool.Id, [style.Assets[0].ImageId!], default);
        await Assert.ThrowsAsync<InvalidOperationException>(() => styles.Dress(style, default).AsTask());
    }

    [Fact]
    public async Task Whoever_dresses_a_client_of_a_pool_that_goes_meanwhile_is_told_that_it_is_gone()
    {
        var styles = at.World.Get<LoginStyles>();
        var style = new LoginStyle
        {
            PoolId = $"{World.Region}_000000000", Id = at.World.Get<IRandom>().Uuid(), ClientId = "c", Created = at.World.Now, Modified = at.World.Now,
        };
        Assert.False((await styles.Add(style, [], default)).Refused(out _, out var added));
        Assert.True(added.IsOrphan);
    }

    [Fact]
    public void The_default_settings_are_whole() => Assert.Null(StyleSettings.Broken(StyleSettings.Default));

    [Fact]
    public void Settings_joined_onto_themselves_stay_what_they_are() => Assert.Equal(
        JsonSerializer.Serialize(StyleSettings.Default), JsonSerializer.Serialize(StyleSettings.Read(StyleSettings.Join(StyleSettings.Default.GetRawText(), StyleSettings.Default))));
}
