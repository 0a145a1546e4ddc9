using Gatehouse.Access.Policies;

namespace Gatehouse.Tests.Access.Policies;

public sealed class GrantDocumentTests
{
    private const string Syntax = "Syntax error in policy.";
    private const string NotSts = "AssumeRole policy may only specify STS AssumeRole actions.";
    private const string Unscoped = "A condition block must be present for the Cognito provider";
    private const string Pools = "\"Principal\":{\"Federated\":\"cognito-identity.amazonaws.com\"},\"Action\":\"sts:AssumeRoleWithWebIdentity\"";

    [Theory]
    [InlineData("{invalid", "This policy contains invalid Json")]
    [InlineData("[]", "This policy contains invalid Json")]
    [InlineData("", "This policy contains invalid Json")]
    [InlineData("{}", "Missing required field Statement")]
    [InlineData("""{"Version":"2012-10-17","Statement":[]}""", "Could not parse the policy: Statement is empty!")]
    [InlineData("""{"Version":"2012-10-17","Statement":"x"}""", Syntax)]
    [InlineData("""{"Version":"2012-10-17","Statement":[{},5]}""", Syntax)]
    [InlineData("""{"Version":"2011-10-17","Statement":[]}""", "The policy must contain a valid version string")]
    [InlineData("""{"Version":2012,"Statement":[]}""", "The policy must contain a valid version string")]
    [InlineData("""{"Id":5,"Statement":[]}""", Syntax)]
    [InlineData("""{"Owner":"me","Statement":[]}""", "Unknown field Owner")]
    public void What_is_no_document_is_refused(string document, string reason)
    {
        Refused(document, PolicyKind.Trust, reason);
        Refused(document, PolicyKind.Resource, reason);
    }

    [Theory]
    [InlineData("""{"Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}""", "Missing required field Effect")]
    [InlineData("""{"Effect":"allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}""", "Invalid effect: allow")]
    [InlineData("""{"Effect":5,"Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}""", Syntax)]
    [InlineData("""{"Sid":5,"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}""", Syntax)]
    [InlineData("""{"Effect":"Allow","Action":"sts:AssumeRole"}""", "Missing required field Principal")]
    [InlineData("""{"Effect":"Allow","Principal":{},"Action":"sts:AssumeRole"}""", "Missing required field Principal cannot be empty!")]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":[]},"Action":"sts:AssumeRole"}""", "Missing required field Principal cannot be empty!")]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole"}""", "AssumeRolepolicy contained an invalid principal: \"STAR\":\"*\".")]
    [InlineData("""{"Effect":"Allow","Principal":"123456789012","Action":"sts:AssumeRole"}""", "Principal must be a JSON object.")]
    [InlineData("""{"Effect":"Allow","Principal":["*"],"Action":"sts:AssumeRole"}""", Syntax)]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":{}},"Action":"sts:AssumeRole"}""", Syntax)]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":123456789012},"Action":"sts:AssumeRole"}""", Syntax)]
    [InlineData("""{"Effect":"Allow","Principal":{"User":"x"},"Action":"sts:AssumeRole"}""", "Invalid principal in policy: \"User\"")]
    [InlineData("""{"Effect":"Allow","Principal":{"*":"*"},"Action":"sts:AssumeRole"}""", "Invalid principal in policy: \"*\"")]
    [InlineData("""{"Effect":"Allow","Principal":{"CanonicalUser":"79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"},"Action":"sts:AssumeRole"}""", "Invalid principal in policy: \"CanonicalUser\"")]
    [InlineData("""{"Effect":"Allow","NotPrincipal":{"AWS":"*"},"Action":"sts:AssumeRole"}""", "Allow with NotPrincipal is not allowed.")]
    [InlineData("""{"Effect":"Deny","NotPrincipal":{"AWS":"*"},"Action":"sts:AssumeRole"}""", "AssumeRole policy must not contain NotPrincipal field.")]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":"*"}}""", "Missing required field Action")]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":"*"},"Action":[]}""", "Missing required field Action cannot be empty!")]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":"*"},"Action":5}""", Syntax)]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole","NotAction":"sts:TagSession"}""", Syntax)]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"*"}""", NotSts)]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":"*"},"Action":["sts:AssumeRole","s3:GetObject"]}""", NotSts)]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":"*"},"NotAction":"iam:*"}""", NotSts)]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:Assume:Role"}""", "Policy has invalid action")]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole","Resource":"*"}""", "Has prohibited field Resource")]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole","NotResource":"*"}""", "AssumeRole policy must not contain resources.")]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole","Resources":"*"}""", "Unknown field Resources")]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole","Condition":{"Foo":{"a":"b"}}}""", Syntax)]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole","Condition":{"DateLessThan":{"a":"b"}}}""", Syntax)]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole","Condition":[]}""", Syntax)]
    public void What_is_no_statement_of_a_role_is_refused(string statement, string reason) => Refused(Document(statement), PolicyKind.Trust, reason);

    [Theory]
    [InlineData("AWS", "arn:aws:iam::123456789012:user/*")]
    [InlineData("AWS", "arn:aws:iam::123456789012:user/ann?")]
    [InlineData("AWS", "arn:aws:iam::*:root")]
    [InlineData("AWS", "arn:aws:iam::123456789012:user/")]
    [InlineData("AWS", "arn:aws:iam::123456789012:group/admins")]
    [InlineData("AWS", "arn:aws:iam::12345678901:root")]
    [InlineData("AWS", "arn:aws:s3:::bucket")]
    [InlineData("AWS", "arn:aws:sts::123456789012:assumed-role/*")]
    [InlineData("AWS", "arn:aws:iam:us-east-1:123456789012:user/ann")]
    [InlineData("AWS", "12345678901")]
    [InlineData("AWS", "1234567890123")]
    [InlineData("AWS", "ann")]
    [InlineData("AWS", "")]
    [InlineData("AWS", "AKIAEXAMPLEKEY000000")]
    [InlineData("AWS", "AIDASHORT")]
    [InlineData("Federated", "*")]
    [InlineData("Federated", "arn:aws:iam::123456789012:saml-provider/*")]
    [InlineData("Federated", "arn:aws:iam::123456789012:user/ann")]
    [InlineData("Federated", "accounts google.com")]
    [InlineData("Service", "*")]
    [InlineData("Service", "lambda")]
    [InlineData("Service", "*.amazonaws.com")]
    [InlineData("CanonicalUser", "*")]
    [InlineData("CanonicalUser", "79A59DF900B949E55D96A1E698FBACEDFD6E09D98EACF8F8D5218E7CD47EF2BE")]
    public void Only_whole_names_or_everyone_can_be_a_principal(string family, string name) => Refused(
        Document($$$"""{"Effect":"Allow","Principal":{"{{{family}}}":["{{{name}}}"]},"Action":"s3:x","Resource":"*"}"""),
        PolicyKind.Resource,
        $"Invalid principal in policy: \"{family.ToUpperInvariant()}\":\"{name}\"");

    [Theory]
    [InlineData("AWS", "*")]
    [InlineData("AWS", "123456789012")]
    [InlineData("AWS", "arn:aws:iam::123456789012:root")]
    [InlineData("AWS", "arn:aws-cn:iam::123456789012:root")]
    [InlineData("AWS", "arn:aws:iam::123456789012:user/path/ann")]
    [InlineData("AWS", "arn:aws:iam::123456789012:role/reader")]
    [InlineData("AWS", "arn:aws:sts::123456789012:assumed-role/reader/web")]
    [InlineData("AWS", "arn:aws:sts::123456789012:federated-user/ann")]
    [InlineData("AWS", "AIDAJQABLZS4A3QDU576Q")]
    [InlineData("AWS", "AROAJQABLZS4A3QDU576Q")]
    [InlineData("Federated", "accounts.google.com")]
    [InlineData("Federated", "arn:aws:iam::123456789012:saml-provider/adfs")]
    [InlineData("Federated", "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com")]
    [InlineData("Service", "lambda.amazonaws.com")]
    public void Names_of_principals_are_taken(string family, string name)
    {
        Given.Policy(Document($$$"""{"Effect":"Allow","Principal":{"{{{family}}}":"{{{name}}}"},"Action":"sts:AssumeRole"}"""), PolicyKind.Trust);
        Given.Policy(Document($$$"""{"Effect":"Deny","NotPrincipal":{"{{{family}}}":["{{{name}}}"]},"Action":"s3:x","Resource":"*"}"""), PolicyKind.Resource);
    }

    // Case 169: no word of the pool, or one that means all of them.
    [Theory]
    [InlineData("", Unscoped)]
    [InlineData(",\"Condition\":{}", Unscoped)]
    [InlineData(",\"Condition\":{\"ForAnyValue:StringLike\":{\"cognito-identity.amazonaws.com:amr\":\"authenticated\"}}", Unscoped)]
    [InlineData(",\"Condition\":{\"StringNotEquals\":{\"cognito-identity.amazonaws.com:aud\":\"us-east-1:x\"}}", Unscoped)]
    [InlineData(",\"Condition\":{\"StringEqualsIfExists\":{\"cognito-identity.amazonaws.com:aud\":\"us-east-1:x\"}}", Unscoped)]
    [InlineData(",\"Condition\":{\"ForAllValues:StringEquals\":{\"cognito-identity.amazonaws.com:aud\":\"us-east-1:x\"}}", Unscoped)]
    [InlineData(",\"Condition\":{\"StringLike\":{\"cognito-identity.amazonaws.com:aud\":\"*\"}}", Unscoped)]
    [InlineData(",\"Condition\":{\"StringLike\":{\"cognito-identity.amazonaws.com:aud\":[\"us-east-1:x\",\"?*\"]}}", Unscoped)]
    [InlineData(",\"Condition\":{\"StringEquals\":{\"cognito-identity.amazonaws.com:aud\":[]}}", Unscoped)]
    [InlineData(",\"Condition\":{\"StringEquals\":{\"cognito-identity.amazonaws.com:aud\":\"us-east-1:x\"}}", null)]
    [InlineData(",\"Condition\":{\"StringEquals\":{\"Cognito-Identity.amazonaws.com:AUD\":\"us-east-1:x\"}}", null)]
    [InlineData(",\"Condition\":{\"StringLike\":{\"cognito-identity.amazonaws.com:aud\":\"us-east-1:*\"}}", null)]
    [InlineData(",\"Condition\":{\"ForAnyValue:StringEquals\":{\"cognito-identity.amazonaws.com:aud\":[\"us-east-1:x\"]}}", null)]
    public void Who_trusts_identity_pools_must_say_which(string condition, string? reason)
    {
        var document = Document($"{{\"Effect\":\"Allow\",{Pools}{condition}}}");
        if (reason is null)
            Given.Policy(document, PolicyKind.Trust);
        else
            Refused(document, PolicyKind.Trust, reason);
    }

    [Fact]
    public void Who_shuts_identity_pools_out_need_not_say_which() => Given.Policy(Document($"{{\"Effect\":\"Deny\",{Pools}}}"), PolicyKind.Trust);

    [Theory]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"s3:x"}""", "Missing required field Resource")]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"s3:x","Resource":[]}""", "Missing required field Resource cannot be empty!")]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"s3:x","Resource":5}""", Syntax)]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"s3:x","Resource":"bucket"}""", "Policy has invalid resource")]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"s3:x","Resource":"arn:aws:s3::bucket"}""", "Policy has invalid resource")]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"s3:x","Resource":"*","NotResource":"*"}""", Syntax)]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"x","Resource":"*"}""", "Policy has invalid action")]
    [InlineData("""{"Effect":"Deny","Principal":"*","NotPrincipal":"*","Action":"s3:x","Resource":"*"}""", Syntax)]
    [InlineData("""{"Effect":"Allow","NotPrincipal":"*","Action":"s3:x","Resource":"*"}""", "Allow with NotPrincipal is not allowed.")]
    public void What_is_no_statement_of_a_resource_is_refused(string statement, string reason) => Refused(Document(statement), PolicyKind.Resource, reason);

    [Theory]
    [InlineData(PolicyKind.Trust, "")]
    [InlineData(PolicyKind.Resource, ",\"Resource\":\"*\"")]
    public void Statements_may_bear_any_name_but_not_the_same(PolicyKind kind, string more)
    {
        string Named(string sid) => $"{{\"Sid\":\"{sid}\",\"Effect\":\"Allow\",\"Principal\":{{\"AWS\":\"*\"}},\"Action\":\"sts:AssumeRole\"{more}}}";
        Given.Policy(Document($"[{Named("some name")},{Named("other name")},{Named("")},{Named("")}]"), kind);
        Refused(Document($"[{Named("one")},{Named("one")}]"), kind, "The Statement Ids in the policy are not unique");
    }

    private static string Document(string statement) => "{\"Version\":\"2012-10-17\",\"Statement\":" + statement + "}";

    private static void Refused(string document, PolicyKind kind, string reason)
    {
        Assert.False(Policy.TryRead(document, kind, out var policy, out var told));
        Assert.Null(policy);
        Assert.Equal(reason, told);
    }
}
