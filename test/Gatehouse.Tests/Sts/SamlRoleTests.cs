using System.Xml.Linq;
using Gatehouse.Access;
using Gatehouse.Operations.Iam;
using Gatehouse.Operations.Sts;
using Gatehouse.Tests.Federation.Saml;
using Gatehouse.Tests.Iam;

namespace Gatehouse.Tests.Sts;

/// <summary>Roles are taken on for assertions.</summary>
public sealed class SamlRoleTests : IamTest
{
    private const string Role = "arn:aws:iam::000000000000:role/app/reader";
    private const string Provider = "arn:aws:iam::000000000000:saml-provider/corp";
    private const string Name = "https://aws.amazon.com/SAML/Attributes/";
    private const string NotAuthorized = "AccessDeniedException: Not authorized to perform sts:AssumeRoleWithSAML";
    private const string All = """["sts:AssumeRoleWithSAML","sts:TagSession","sts:SetSourceIdentity"]""";

    private int count;

    private DateTimeOffset Now => World.World.Now;

    [Fact]
    public async Task An_assertion_opens_the_role_that_it_names()
    {
        await Begin();
        var said = await Assume(Draft());
        Assert.Equal("arn:aws:sts::000000000000:assumed-role/reader/jo@example.com", said.Text("Arn"));
        Assert.Matches("^AROA[A-Z2-7]{16}:jo@example.com$", said.Text("AssumedRoleId")!);
        Assert.Equal(("jo", "persistent", SamlIdp.Entity, SamlIdp.Recipient), (said.Text("Subject"), said.Text("SubjectType"), said.Text("Issuer"), said.Text("Audience")));
        Assert.Equal(("2026-09-01T10:08:07Z", null, null), (said.Text("Expiration"), said.Text("PackedPolicySize"), said.Text("SourceIdentity")));

        var session = (await Key(said)).Session!;
        Assert.Equal([Provider], session.Context["aws:FederatedProvider"]);
        Assert.Equal(["jo"], session.Context["saml:sub"]);
        Assert.Equal(["persistent"], session.Context["saml:sub_type"]);
        Assert.Equal([said.Text("NameQualifier")!], session.Context["saml:namequalifier"]);
    }

    [Fact]
    public async Task The_name_of_provider_and_account_is_the_hash_that_is_documented()
    {
        await Begin();
#pragma warning disable CA5350 // As AWS documents it.
        var hash = System.Security.Cryptography.SHA1.HashData(System.Text.Encoding.UTF8.GetBytes(SamlIdp.Entity + "000000000000/corp"));
#pragma warning restore CA5350
        Assert.Equal(Convert.ToBase64String(hash), (await Assume(Draft())).Text("NameQualifier"));
    }

    [Theory]
    [InlineData("urn:oasis:names:tc:SAML:2.0:nameid-format:transient", "transient")]
    [InlineData("urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress", "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress")]
    public async Task The_kind_of_a_name_is_short_where_it_is_usual(string format, string kind)
    {
        await Begin();
        Assert.Equal(kind, (await Assume(Draft() with { NameId = $"<saml:NameID Format=\"{format}\">jo</saml:NameID>" })).Text("SubjectType"));
    }

    // Case 139: once, for whatever role.
    [Fact]
    public async Task An_assertion_opens_one_session()
    {
        await Begin();
        await MakeRole("other", Trust());
        var response = SamlIdp.One.Respond((Draft() with { Attributes = Attributes($"{Role},{Provider}", "arn:aws:iam::000000000000:role/app/other," + Provider) }).Xml);
        await Assume(response);
        Assert.Equal("InvalidIdentityToken: The SAML assertion was used before.", await Refused(response));
        Assert.Equal("InvalidIdentityToken: The SAML assertion was used before.", await Refused(response, ("RoleArn", "arn:aws:iam::000000000000:role/app/other")));
    }

    // Case 139: many at once.
    [Fact]
    public async Task Of_many_who_show_it_at_once_one_gets_in()
    {
        await Begin();
        var response = SamlIdp.One.Respond(Draft().Xml);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => World.Ask<AssumeRoleWithSAML>(Asked(response)))));
        Assert.Single(answers, answer => answer.Refusal is null);
    }

    // Case 139: the provider has two records here, and the assertion is still one.
    [Fact]
    public async Task Another_record_of_the_same_provider_makes_no_second_assertion()
    {
        await Begin();
        const string twin = "arn:aws:iam::000000000000:saml-provider/twin";
        await Done<CreateSAMLProvider>(("Name", "twin"), ("SAMLMetadataDocument", SamlIdp.One.Metadata));
        await Done<UpdateAssumeRolePolicy>(("RoleName", "reader"), ("PolicyDocument", Trust($$"""{"Federated":["{{Provider}}","{{twin}}"]}""")));
        var response = SamlIdp.One.Respond((Draft() with { Attributes = Attributes($"{Role},{Provider}", $"{Role},{twin}") }).Xml);
        await Assume(response);
        Assert.Equal("InvalidIdentityToken: The SAML assertion was used before.", await Refused(response, ("PrincipalArn", twin)));
    }

    [Fact]
    public async Task What_was_refused_for_another_reason_can_be_tried_again()
    {
        await Begin();
        var response = SamlIdp.One.Respond(Draft().Xml);
        Assert.StartsWith("ValidationError: ", await Refused(response, ("DurationSeconds", 3601)));
        Assert.StartsWith("MalformedPolicyDocument: ", await Refused(response, ("Policy", "{}")));
        await Assume(response);
    }

    [Fact]
    public async Task Role_and_provider_are_named_together_in_either_order()
    {
        await Begin();
        await Assume(Draft() with { Attributes = Attributes($"{Provider},{Role}") });
        await Assume(Draft() with { Attributes = Attributes("nothing", $" {Role} , {Provider} ") });
        foreach (var pairs in new[] { "", Role, Provider, $"{Role},{Provider}x", $"{Role}x,{Provider}", $"{Role},{Role}", $"{Role},{Provider},{Role}", $"{Role},arn:aws:iam::000000000000:saml-provider/other" })
            Assert.Equal(NotAuthorized, await Refused(Draft() with { Attributes = Attributes(pairs) }));
        Assert.Equal(NotAuthorized, await Refused(Draft() with { Attributes = SamlDraft.Attribute(Name + "RoleSessionName", "jo") }));
    }

    [Fact]
    public async Task A_role_must_trust_the_provider_and_be_there()
    {
        await Begin(Trust("""{"Federated":"arn:aws:iam::000000000000:saml-provider/other"}"""));
        Assert.Equal(NotAuthorized, await Refused(Draft()));
        Assert.Equal(NotAuthorized, await Refused(Draft() with { Attributes = Attributes($"{Role}s,{Provider}") }, ("RoleArn", Role + "s")));
        await Done<UpdateAssumeRolePolicy>(("RoleName", "reader"), ("PolicyDocument", Trust(action: "\"sts:AssumeRoleWithWebIdentity\"")));
        Assert.Equal(NotAuthorized, await Refused(Draft()));
    }

    [Theory]
    [InlineData("saml:aud", SamlIdp.Recipient)]
    [InlineData("SAML:aud", SamlIdp.Recipient)]
    [InlineData("saml:iss", SamlIdp.Entity)]
    [InlineData("saml:sub", "jo")]
    [InlineData("saml:sub_type", "persistent")]
    [InlineData("saml:doc", "000000000000/corp")]
    [InlineData("saml:eduPersonAffiliation", "staff")]
    [InlineData("saml:edupersonaffiliation", "student")]
    [InlineData("saml:cn", "Jo")]
    [InlineData("saml:commonName", "Jo")]
    [InlineData("saml:mail", "a@example.com")]
    [InlineData("saml:mail", "b@example.com")]
    [InlineData("aws:FederatedProvider", Provider)]
    [InlineData("sts:RoleSessionName", "jo@example.com")]
    [InlineData("aws:SourceIp", "192.0.2.7")]
    [InlineData("aws:CurrentTime", "2026-09-01T09:08:07Z")]
    public async Task A_role_may_ask_who_somebody_is(string key, string value)
    {
        World.World.Peer = System.Net.IPAddress.Parse("192.0.2.7");
        var draft = Draft();
        draft = draft with
        {
            Attributes = draft.Attributes
                + SamlDraft.Attribute("urn:oid:1.3.6.1.4.1.5923.1.1.1.1", "staff", "student") + SamlDraft.Attribute("urn:oid:2.5.4.3", "Jo")
                + SamlDraft.Attribute("urn:oid:0.9.2342.19200300.100.1.3", "a@example.com") + SamlDraft.Attribute("http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress", "b@example.com")
                + SamlDraft.Attribute("saml:sub", "evil") + SamlDraft.Attribute("saml:iss", "evil"),
        };
        await Begin(Trust(more: $$$""","Condition":{"ForAnyValue:StringEquals":{"{{{key}}}":"{{{value}}}"}}"""));
        await Assume(draft);
        await Done<UpdateAssumeRolePolicy>(("RoleName", "reader"), ("PolicyDocument", Trust(more: $$$""","Condition":{"ForAnyValue:StringEquals":{"{{{key}}}":"{{{value}}}x"}}""")));
        Assert.Equal(NotAuthorized, await Refused(draft with { Id = "_again" }));
    }

    [Fact]
    public async Task Tags_and_a_source_are_set_where_the_role_lets_them()
    {
        await Begin();
        string More(string more) => Attributes($"{Role},{Provider}") + more;
        var tags = SamlDraft.Attribute(Name + "PrincipalTag:team", "red") + SamlDraft.Attribute(Name + "PrincipalTag:Cost center", "1") + SamlDraft.Attribute(Name + "TransitiveTagKeys", "team");
        var source = SamlDraft.Attribute(Name + "SourceIdentity", "jo");
        Assert.Equal(NotAuthorized, await Refused(Draft() with { Attributes = More(tags) }));
        Assert.Equal(NotAuthorized, await Refused(Draft() with { Attributes = More(source) }));

        await Done<UpdateAssumeRolePolicy>(("RoleName", "reader"), ("PolicyDocument", Trust(action: All, more: ""","Condition":{"StringEquals":{"aws:RequestTag/team":"red","sts:SourceIdentity":"jo"},"ForAllValues:StringEquals":{"aws:TagKeys":["team","Cost center"],"sts:TransitiveTagKeys":"team"}}""")));
        var said = await Assume(Draft() with { Attributes = More(tags + source) });
        var session = (await Key(said)).Session!;
        Assert.Equal(("red", "1", "jo"), (session.Tags["team"], session.Tags["Cost center"], session.SourceIdentity));
        Assert.Equal(["team"], session.TransitiveTags);
        Assert.Equal("jo", said.Text("SourceIdentity"));
        Assert.InRange(int.Parse(said.Text("PackedPolicySize")!, System.Globalization.CultureInfo.InvariantCulture), 1, 10);
    }

    public static TheoryData<string, string> Broken => new()
    {
        { "", "InvalidIdentityToken: RoleSessionName is required in AuthnResponse" },
        { SamlDraft.Attribute(Name + "RoleSessionName", "jo", "ann"), "InvalidIdentityToken: RoleSessionName is required in AuthnResponse" },
        { SamlDraft.Attribute(Name + "RoleSessionName", "j"), "InvalidIdentityToken: RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}" },
        { SamlDraft.Attribute(Name + "RoleSessionName", "jo doe"), "InvalidIdentityToken: RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}" },
        { SamlDraft.Attribute(Name + "RoleSessionName", "../x"), "InvalidIdentityToken: RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}" },
        { SamlDraft.Attribute(Name + "RoleSessionName", new string('a', 65)), "InvalidIdentityToken: RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}" },
        { Named(SamlDraft.Attribute(Name + "SourceIdentity", "aws:jo")), "InvalidIdentityToken: Source Identity in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with \"aws:\"" },
        { Named(SamlDraft.Attribute(Name + "SourceIdentity", "jo", "ann")), "InvalidIdentityToken: Source Identity in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with \"aws:\"" },
        { Named(SamlDraft.Attribute(Name + "PrincipalTag:", "a")), "InvalidIdentityToken: A PrincipalTag in AuthnResponse must have one key and one value as tags may have them." },
        { Named(SamlDraft.Attribute(Name + "PrincipalTag:a", "1", "2")), "InvalidIdentityToken: A PrincipalTag in AuthnResponse must have one key and one value as tags may have them." },
        { Named(SamlDraft.Attribute(Name + "PrincipalTag:a", "*")), "InvalidIdentityToken: A PrincipalTag in AuthnResponse must have one key and one value as tags may have them." },
        { Named(string.Concat(Enumerable.Range(0, 51).Select(i => SamlDraft.Attribute($"{Name}PrincipalTag:{i}", "1")))), "InvalidIdentityToken: A PrincipalTag in AuthnResponse must have one key and one value as tags may have them." },
        { Named(SamlDraft.Attribute(Name + "PrincipalTag:aws:a", "1")), "ValidationError: Duplicate or reserved tag keys found. Please note that Tag keys are case insensitive." },
        { Named(SamlDraft.Attribute(Name + "PrincipalTag:a", "1") + SamlDraft.Attribute(Name + "PrincipalTag:A", "1")), "ValidationError: Duplicate or reserved tag keys found. Please note that Tag keys are case insensitive." },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task What_an_assertion_wishes_must_be_possible(string attributes, string refusal)
    {
        await Begin(Trust(action: All));
        Assert.Equal(refusal, await Refused(Draft() with { Attributes = SamlDraft.Attribute(Name + "Role", $"{Role},{Provider}") + attributes }));
    }

    [Fact]
    public async Task Only_tags_that_the_assertion_has_are_handed_on()
    {
        await Begin(Trust(action: All));
        var attributes = Attributes($"{Role},{Provider}") + SamlDraft.Attribute(Name + "PrincipalTag:team", "red");
        string Handed(params string[] keys) => attributes + SamlDraft.Attribute(Name + "TransitiveTagKeys", keys);
        Assert.Equal("ValidationError: The specified transitive tag key must be included in the requested tags.", await Refused(Draft() with { Attributes = Handed("team", "more") }));
        await Assume(Draft() with { Attributes = Handed("team", "team") });
    }

    // What goes along with every request has bounds, whoever signed for it.
    [Fact]
    public async Task An_assertion_that_says_more_than_a_session_can_carry_opens_none()
    {
        await Begin();
        var random = new Random(1);
        var noise = string.Concat(Enumerable.Range(0, 40_000).Select(_ => (char)random.Next('a', 'z')));
        Assert.Equal("PackedPolicyTooLarge: The session says more than its credentials can carry.", await Refused(Draft() with { NameId = $"<saml:NameID Format=\"{noise}\">jo</saml:NameID>" }));
    }

    [Fact]
    public async Task A_session_ends_when_it_should_and_never_after_the_one_at_the_provider()
    {
        await Begin();
        await Done<UpdateRole>(("RoleName", "reader"), ("MaxSessionDuration", 43200));
        Assert.Equal("2026-09-01T21:08:07Z", (await Assume(SamlIdp.One.Respond(Draft().Xml), ("DurationSeconds", 43200))).Text("Expiration"));
        Assert.Equal("2026-09-01T10:08:07Z", (await Assume(Draft())).Text("Expiration"));
        SamlDraft Until(double seconds) => Draft() with { Statement = $"<saml:AuthnStatement SessionNotOnOrAfter=\"{Draft().Time(seconds)}\"/>" };
        Assert.Equal("2026-09-01T09:09:07Z", (await Assume(Until(60.5))).Text("Expiration"));
        Assert.Equal("2026-09-01T10:08:07Z", (await Assume(Until(100_000))).Text("Expiration"));
        Assert.Equal("ExpiredTokenException: The session at the identity provider has ended.", await Refused(Until(0)));
    }

    // Case 137: an old assertion opens nothing, whatever end it names.
    [Fact]
    public async Task An_assertion_is_redeemed_within_five_minutes()
    {
        await Begin();
        var draft = Draft();
        var (first, second) = (Respond(draft), Respond(draft with { Id = "_second" }));
        World.World.Wait(TimeSpan.FromMinutes(5));
        await Assume(first);
        World.World.Wait(TimeSpan.FromSeconds(1));
        Assert.Equal("ExpiredTokenException: Token must be redeemed within 5 minutes of issuance", await Refused(second));
        Assert.Equal("ExpiredTokenException: The SAML assertion has expired.", await Refused(Draft() with { Conditions = Draft().Between(-600, -60) }));

        static string Respond(SamlDraft one) => SamlIdp.One.Respond((one with
        {
            Conditions = one.Between(0, 3600),
            Confirmation = one.Confirmed($"NotOnOrAfter=\"{one.Time(3600)}\" Recipient=\"{SamlIdp.Recipient}\""),
        }).Xml);
    }

    [Fact]
    public async Task What_cannot_be_believed_is_refused_by_its_reason()
    {
        await Begin();
        Assert.Equal("InvalidIdentityToken: Response signature invalid", await Refused(SamlIdp.Other.Respond(Draft().Xml)));
        Assert.Equal("InvalidIdentityToken: Response does not contain the required audience.", await Refused(Draft() with { Conditions = Draft().Between(-1, 300, SamlDraft.Restriction("urn:other")) }));
        Assert.Equal("IDPRejectedClaim: The identity provider reported that authentication failed.", await Refused(Draft() with { Status = "" }));
        Assert.StartsWith("InvalidIdentityToken: The SAML response cannot be read", await Refused("AAAA"));
        Assert.StartsWith("ValidationError: 1 validation error detected", await Refused("AAA"));
    }

    // Case 140: providers that are not there, or not any more.
    [Fact]
    public async Task Only_a_provider_that_is_known_vouches_for_anybody()
    {
        await Begin();
        foreach (var arn in new[] { "arn:aws:iam::000000000000:saml-provider/none", "arn:aws:iam::111111111111:saml-provider/corp", "arn:aws:iam::000000000000:saml-provider/CORP", "arn:aws:iam::000000000000:oidc-provider/corp" })
            Assert.Equal("InvalidIdentityToken: Specified provider doesn't exist", await Refused(Draft(), ("PrincipalArn", arn)));
        var response = SamlIdp.One.Respond(Draft().Xml);
        await Done<UpdateSAMLProvider>(("SAMLProviderArn", Provider), ("SAMLMetadataDocument", SamlIdp.Other.Metadata));
        Assert.Equal("InvalidIdentityToken: Response signature invalid", await Refused(response));
        await Assume(SamlIdp.Other.Respond(Draft().Xml));
        await Done<DeleteSAMLProvider>(("SAMLProviderArn", Provider));
        Assert.Equal("InvalidIdentityToken: Specified provider doesn't exist", await Refused(response));
    }

    // Case 140: metadata that has ended vouches for nobody.
    [Fact]
    public async Task Metadata_ends_when_it_says_so()
    {
        await Begin(metadata: SamlIdp.One.Metadata.Replace("entityID=", "validUntil=\"2026-09-01T09:10:00Z\" entityID=", StringComparison.Ordinal));
        await Assume(Draft());
        World.World.Wait(TimeSpan.FromMinutes(2));
        Assert.Equal("InvalidIdentityToken: The SAML metadata can not be used: it has expired.", await Refused(Draft()));
    }

    [Fact]
    public async Task The_addresses_of_AWS_are_ours_as_well()
    {
        await Begin();
        foreach (var address in new[] { "https://signin.aws.amazon.com/saml", "https://eu-central-1.signin.aws.amazon.com/saml" })
        {
            var draft = Draft();
            draft = draft with { ResponseAttributes = $"Destination=\"{address}\"", Confirmation = draft.Confirmed($"NotOnOrAfter=\"{draft.Time(300)}\" Recipient=\"{address}\"") };
            Assert.Equal(address, (await Assume(draft)).Text("Audience"));
        }

        await Assume(Draft() with { Conditions = Draft().Between(-1, 300, SamlDraft.Restriction(SamlIdp.Recipient)) });
    }

    [Fact]
    public async Task A_session_is_narrowed_by_its_policy()
    {
        await Begin();
        var response = SamlIdp.One.Respond(Draft().Xml);
        var random = new Random(1);
        var noise = string.Concat(Enumerable.Range(0, 50).Select(i => SamlDraft.Attribute($"{Name}PrincipalTag:k{i}", string.Concat(Enumerable.Range(0, 200).Select(_ => (char)random.Next('a', 'z'))))));
        await Done<UpdateAssumeRolePolicy>(("RoleName", "reader"), ("PolicyDocument", Trust(action: All)));
        var session = (await Key(await Assume(response, ("Policy", QueryWorld.AllowAll), ("PolicyArns.member.1.arn", "arn:aws:iam::aws:policy/AmazonS3FullAccess")))).Session!;
        Assert.Equal([QueryWorld.AllowAll], session.Policies);
        Assert.Equal(["arn:aws:iam::aws:policy/AmazonS3FullAccess"], session.PolicyArns);
        Assert.StartsWith("PackedPolicyTooLarge: ", await Refused(Draft() with { Attributes = Attributes($"{Role},{Provider}") + noise }));
    }

    private static string Named(string more) => SamlDraft.Attribute(Name + "RoleSessionName", "jo") + more;

    private static string Attributes(params string[] pairs) => SamlDraft.Attribute(Name + "Role", pairs) + SamlDraft.Attribute(Name + "RoleSessionName", "jo@example.com");

    private static string Trust(string principal = $$"""{"Federated":"{{Provider}}"}""", string more = "", string action = "\"sts:AssumeRoleWithSAML\"") =>
        """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":""" + principal + ",\"Action\":" + action + more + "}}";

    private SamlDraft Draft() => new(Now) { Id = $"_a{++count}", Attributes = Attributes($"{Role},{Provider}") };

    private async Task Begin(string? trust = null, string? metadata = null)
    {
        await Done<CreateSAMLProvider>(("Name", "corp"), ("SAMLMetadataDocument", metadata ?? SamlIdp.One.Metadata));
        await MakeRole("reader", trust ?? Trust());
    }

    private Task MakeRole(string name, string trust) => Done<CreateRole>(("RoleName", name), ("Path", "/app/"), ("AssumeRolePolicyDocument", trust));

    private Task<XElement> Assume(SamlDraft draft) => Assume(SamlIdp.One.Respond(draft.Xml));

    private Task<XElement> Assume(string response, params (string Name, object Value)[] more) => Done<AssumeRoleWithSAML>(Asked(response, more));

    private Task<string> Refused(SamlDraft draft, params (string Name, object Value)[] more) => Refused(SamlIdp.One.Respond(draft.Xml), more);

    private Task<string> Refused(string response, params (string Name, object Value)[] more) => Refused<AssumeRoleWithSAML>(Asked(response, more));

    private static (string Name, object Value)[] Asked(string response, params (string Name, object Value)[] more) =>
        [.. new (string Name, object Value)[] { ("RoleArn", Role), ("PrincipalArn", Provider), ("SAMLAssertion", response) }.Where(one => more.All(other => other.Name != one.Name)), .. more];

    private async Task<Principal> Key(XElement said)
    {
        var key = await World.World.Get<IAccessKeys>().Find(said.Text("AccessKeyId")!, said.Text("SessionToken"), default);
        Assert.Equal(said.Text("SecretAccessKey"), key!.Secret);
        return key.Principal;
    }
}
