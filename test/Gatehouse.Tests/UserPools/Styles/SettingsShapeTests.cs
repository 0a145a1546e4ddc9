using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools.Styles;

public sealed class SettingsShapeTests
{
    private static string? Broken(string settings) => StyleSettings.Broken(JsonElement.Parse(settings.Replace('\'', '"')));

    [Theory]
    [InlineData("{}")]
    [InlineData("{'components':{}}")]
    [InlineData("{'componentClasses':{'buttons':{'borderRadius':9999}}}")]
    [InlineData("{'componentClasses':{'buttons':{'borderRadius':0}}}")]
    [InlineData("{'componentClasses':{'link':{'lightMode':{'hover':{'textColor':'8F0f13ff'}}}}}")]
    [InlineData("{'categories':{'auth':{'authMethodOrder':[[{'display':'INPUT','type':'USERNAME_PASSWORD'}]],'federation':{'order':['Google','our oidc']}}}}")]
    [InlineData("{'categories':{'auth':{'authMethodOrder':[]}}}")]
    [InlineData("{'categories':{'global':{'colorSchemeMode':'DYNAMIC','spacingDensity':'COMPACT','pageHeader':{'enabled':true}}}}")]
    [InlineData("{'categories':{'signUp':{'acceptanceElements':[{'enforcement':'NONE','textKey':'pt-BR'}]}}}")]
    [InlineData("{'components':{'form':{'logo':{'enabled':true,'formInclusion':'OUT','location':'START','position':'TOP'}}}}")]
    [InlineData("{'components':{'idpButton':{'custom':{'Google':{'lightMode':{'hover':{'textColor':'000000ff'}}}}}}}")]
    public void Any_part_of_the_tree_may_be_set(string settings) => Assert.Null(Broken(settings));

    [Theory]
    [InlineData("[]", "settings must be an object")]
    [InlineData("'x'", "settings must be an object")]
    [InlineData("{'css':'x'}", "settings.css is not known")]
    [InlineData("{'Components':{}}", "settings.Components is not known")]
    [InlineData("{'components':null}", "settings.components must be an object")]
    [InlineData("{'components':[]}", "settings.components must be an object")]
    [InlineData("{'components':{'form':{'html':'<script>'}}}", "settings.components.form.html is not known")]
    [InlineData("{'components':{'form':{'lightMode':{'backgroundColor':'red'}}}}", "settings.components.form.lightMode.backgroundColor must be a color of eight hexadecimal digits")]
    [InlineData("{'components':{'form':{'lightMode':{'backgroundColor':'#ffffff'}}}}", "settings.components.form.lightMode.backgroundColor must be a color of eight hexadecimal digits")]
    [InlineData("{'components':{'form':{'lightMode':{'backgroundColor':'ffffffff\\n'}}}}", "settings.components.form.lightMode.backgroundColor must be a color of eight hexadecimal digits")]
    [InlineData("{'components':{'form':{'lightMode':{'backgroundColor':'ffffff;}'}}}}", "settings.components.form.lightMode.backgroundColor must be a color of eight hexadecimal digits")]
    [InlineData("{'components':{'form':{'lightMode':{'backgroundColor':12345678}}}}", "settings.components.form.lightMode.backgroundColor must be a color of eight hexadecimal digits")]
    [InlineData("{'components':{'form':{'borderRadius':'8'}}}", "settings.components.form.borderRadius must be a number between 0 and 10000")]
    [InlineData("{'components':{'form':{'borderRadius':-1}}}", "settings.components.form.borderRadius must be a number between 0 and 10000")]
    [InlineData("{'components':{'form':{'borderRadius':1e999}}}", "settings.components.form.borderRadius must be a number between 0 and 10000")]
    [InlineData("{'components':{'form':{'backgroundImage':{'enabled':'true'}}}}", "settings.components.form.backgroundImage.enabled must be a boolean")]
    [InlineData("{'components':{'form':{'backgroundImage':{'enabled':1}}}}", "settings.components.form.backgroundImage.enabled must be a boolean")]
    [InlineData("{'categories':{'global':{'colorSchemeMode':'SEPIA'}}}", "settings.categories.global.colorSchemeMode must be one of LIGHT, DARK, DYNAMIC")]
    [InlineData("{'components':{'favicon':{'enabledTypes':['GIF']}}}", "settings.components.favicon.enabledTypes must be one of ICO, SVG")]
    [InlineData("{'components':{'favicon':{'enabledTypes':'ICO'}}}", "settings.components.favicon.enabledTypes must be an array")]
    [InlineData("{'categories':{'form':{'location':{'vertical':'center'}}}}", "settings.categories.form.location.vertical must be a word in capital letters")]
    [InlineData("{'categories':{'form':{'location':{'vertical':'\\\"onload=x'}}}}", "settings.categories.form.location.vertical must be a word in capital letters")]
    [InlineData("{'categories':{'auth':{'authMethodOrder':[{'display':'INPUT'}]}}}", "settings.categories.auth.authMethodOrder must be an array")]
    [InlineData("{'categories':{'auth':{'authMethodOrder':[[{'script':'x'}]]}}}", "settings.categories.auth.authMethodOrder.script is not known")]
    [InlineData("{'categories':{'auth':{'federation':{'order':[1]}}}}", "settings.categories.auth.federation.order must be a string of at most 128 characters, none of them a control character")]
    [InlineData("{'categories':{'auth':{'federation':{'order':['a\\u0000b']}}}}", "settings.categories.auth.federation.order must be a string of at most 128 characters, none of them a control character")]
    [InlineData("{'components':{'idpButton':{'custom':{'\\u0007':{}}}}}", "settings.components.idpButton.custom.\u0007 is not known")]
    [InlineData("{'components':{'idpButton':{'custom':{'':{}}}}}", "settings.components.idpButton.custom. is not known")]
    [InlineData("{'components':{'idpButton':{'custom':{'Google':{'href':'x'}}}}}", "settings.components.idpButton.custom.Google.href is not known")]
    public void What_the_tree_does_not_have_is_refused_with_its_place(string settings, string reason) =>
        Assert.Equal("Invalid Settings: " + reason, Broken(settings));

    [Fact]
    public void Lists_and_maps_are_bounded()
    {
        Assert.Null(Broken($"{{'categories':{{'auth':{{'federation':{{'order':[{Many(300, "'a'")}]}}}}}}}}"));
        Assert.Contains("more than 300 items", Broken($"{{'categories':{{'auth':{{'federation':{{'order':[{Many(301, "'a'")}]}}}}}}}}")!, StringComparison.Ordinal);
        var buttons = string.Join(',', Enumerable.Range(0, 301).Select(i => $"'b{i}':{{}}"));
        Assert.Contains("more than 300 members", Broken($"{{'components':{{'idpButton':{{'custom':{{{buttons}}}}}}}}}")!, StringComparison.Ordinal);
        Assert.Contains("at most 128", Broken($"{{'categories':{{'auth':{{'federation':{{'order':['{new string('x', 129)}']}}}}}}}}")!, StringComparison.Ordinal);

        static string Many(int count, string item) => string.Join(',', Enumerable.Repeat(item, count));
    }

    // Every leaf of the defaults in turn becomes something else; only another value of its own type passes.
    [Fact]
    public void A_value_of_another_type_is_refused_wherever_it_stands()
    {
        var leaves = Leaves(JsonNode.Parse(StyleSettings.Default.GetRawText())!, []).ToList();
        Assert.True(leaves.Count > 150, $"There are {leaves.Count}.");
        Gen.Select(Gen.Int[0, leaves.Count - 1], Gen.OneOf<string>("null", "{}", "[[]]", "\"</style>\"", "\"ffffffff\"", "true", "5", "\"WORD\"")).Sample((leaf, value) =>
        {
            var settings = JsonNode.Parse(StyleSettings.Default.GetRawText())!;
            var node = settings;
            foreach (var step in leaves[leaf][..^1])
                node = int.TryParse(step, out var index) ? node![index] : node![step];

            var last = leaves[leaf][^1];
            var before = int.TryParse(last, out var at) ? node![at]! : node![last]!;
            var fits = before.GetValueKind() switch
            {
                JsonValueKind.Number => value is "5",
                JsonValueKind.True or JsonValueKind.False => value is "true",
                _ when last.EndsWith("Color", StringComparison.Ordinal) || last is "color" => value is "\"ffffffff\"",
                _ when last is "textKey" => value.StartsWith('"'),
                _ when last is "colorSchemeMode" or "formInclusion" || leaves[leaf][^2] is "enabledTypes" => false,
                _ => value is "\"WORD\"",
            };
            if (int.TryParse(last, out at))
                node![at] = JsonNode.Parse(value);
            else
                node![last] = JsonNode.Parse(value);

            Assert.Equal(fits, StyleSettings.Broken(JsonElement.Parse(settings.ToJsonString())) is null);
        });
    }

    private static IEnumerable<string[]> Leaves(JsonNode node, string[] path) => node switch
    {
        JsonObject members => members.SelectMany(member => Leaves(member.Value!, [.. path, member.Key])),
        JsonArray items    => items.SelectMany((item, i) => Leaves(item!, [.. path, $"{i}"])),
        _                  => [path],
    };
}
