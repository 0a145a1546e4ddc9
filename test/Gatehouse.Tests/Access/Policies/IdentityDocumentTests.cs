using Gatehouse.Access.Policies;

namespace Gatehouse.Tests.Access.Policies;

public sealed class IdentityDocumentTests
{
    private const string Syntax = "Syntax errors in policy.";
    private const string Version = "Policy document must be version 2012-10-17 or greater.";
    private const string Legacy = "The policy failed legacy parsing";
    private const string Vendor = "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.";
    private const string Colon = "Actions/Condition can contain only one colon.";
    private const string NoActions = "Policy statement must contain actions.";
    private const string NoResources = "Policy statement must contain resources.";
    private const string Principal = "Policy document should not specify a principal.";
    private const string Sids = "Statement IDs (SID) in a single policy must be unique.";
    private const string SidForm = "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*";

    private const string IamPath =
        "IAM resource path must either be \"*\" or start with user/, federated-user/, role/, group/, instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, "
        + "saml-provider/, oidc-provider/, report/, access-report/.";

    private const string Good = """{"Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::b"}""";

    [Theory]
    [InlineData("This is not a json document", Syntax)]
    [InlineData("", Syntax)]
    [InlineData("null", Syntax)]
    [InlineData("[]", Syntax)]
    [InlineData("{}", Syntax)]
    [InlineData("\"x\"", Syntax)]
    [InlineData("""{"Version":"2012-10-17"}""", Syntax)]
    [InlineData("""{"Version":"2012-10-17","Statement":[]}""", Syntax)]
    [InlineData("""{"Version":"2012-10-17","Statement":["x"]}""", Syntax)]
    [InlineData("""{"Version":"2012-10-17","Statement":null}""", Syntax)]
    [InlineData($$"""{"Version":"2012-10-17","Statement":[{{Good}},null]}""", Syntax)]
    [InlineData($$$"""{"Version":"2012-10-17","Statement":{{{Good}}}}{}""", Syntax)]
    [InlineData($$"""{"Version":"2012-10-17","Statement":{{Good}},}""", Syntax)]
    [InlineData($$$"""{"Version":"2012-10-17",/* no */"Statement":{{{Good}}}}""", Syntax)]
    [InlineData($$$"""{"Version":"2013-10-17","Statement":{{{Good}}}}""", Syntax)]
    [InlineData($$$"""{"Version":20121017,"Statement":{{{Good}}}}""", Syntax)]
    [InlineData($$$"""{"Version":"2012-10-17","Extra":"x","Statement":{{{Good}}}}""", Syntax)]
    [InlineData($$$"""{"version":"2012-10-17","Statement":{{{Good}}}}""", Syntax)]
    [InlineData($$$"""{"Version":"2012-10-17","Id":["x"],"Statement":{{{Good}}}}""", Syntax)]
    [InlineData($$$"""{"Version":"2012-10-17","Id":{},"Statement":{{{Good}}}}""", Syntax)]
    [InlineData($$$"""{"Version":"2012-10-17","Version":"2012-10-17","Statement":{{{Good}}}}""", Syntax)]
    [InlineData($$$"""{"Version":"2012-10-17","Statement":{{{Good}}},"Statement":{{{Good}}}}""", Syntax)]
    [InlineData($$$"""{"Statement":{{{Good}}}}""", Version)]
    [InlineData($$$"""{"Version":"2008-10-17","Statement":{{{Good}}}}""", Version)]
    public void What_is_no_document_is_refused(string document, string reason) => Refused(document, reason);

    [Theory]
    [InlineData("""{"Action":"s3:ListBucket","Resource":"*"}""", Syntax)]
    [InlineData("""{"Effect":"invalid","Action":"s3:ListBucket","Resource":"*"}""", Syntax)]
    [InlineData("""{"Effect":["Allow"],"Action":"s3:ListBucket","Resource":"*"}""", Syntax)]
    [InlineData("""{"Effect":true,"Action":"s3:ListBucket","Resource":"*"}""", Syntax)]
    [InlineData("""{"Effect":"denY","Action":"s3:ListBucket","Resource":"*"}""", Legacy)]
    [InlineData("""{"Effect":"allow","Action":"s3:ListBucket","Resource":"*"}""", Legacy)]
    [InlineData("""{"effect":"Allow","Action":"s3:ListBucket","Resource":"*"}""", Syntax)]
    [InlineData("""{"Effect":"Allow","Effect":"Deny","Action":"s3:ListBucket","Resource":"*"}""", Syntax)]
    [InlineData("""{"Effect":"Allow","Action":"s3:ListBucket","Resource":"*","Extra":"x"}""", Syntax)]
    [InlineData("""{"Sid":{},"Effect":"Allow","Action":"s3:ListBucket","Resource":"*"}""", Syntax)]
    [InlineData("""{"Sid":7,"Effect":"Allow","Action":"s3:ListBucket","Resource":"*"}""", Syntax)]
    [InlineData("""{"Sid":"with blank","Effect":"Allow","Action":"s3:ListBucket","Resource":"*"}""", SidForm)]
    [InlineData("""{"Sid":"s-3","Effect":"Allow","Action":"s3:ListBucket","Resource":"*"}""", SidForm)]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"s3:ListBucket","Resource":"*"}""", Principal)]
    [InlineData("""{"Effect":"Allow","NotPrincipal":{"AWS":"*"},"Action":"s3:ListBucket","Resource":"*"}""", Principal)]
    [InlineData("""{"Effect":"Allow","Principal":{"Federated":"x"},"Action":"s3:ListBucket"}""", Principal)]
    public void What_is_no_statement_is_refused(string statement, string reason) => RefusedStatement(statement, reason);

    [Theory]
    [InlineData("""{"Effect":"Allow","Resource":"*"}""", NoActions)]
    [InlineData("""{"Effect":"Allow"}""", NoActions)]
    [InlineData("""{"Effect":"Allow","Action":[],"Resource":"*"}""", NoActions)]
    [InlineData("""{"Effect":"Allow","NotAction":[],"Resource":"*"}""", NoActions)]
    [InlineData("""{"Effect":"Allow","Action":{},"Resource":"*"}""", Syntax)]
    [InlineData("""{"Effect":"Allow","Action":[[]],"Resource":"*"}""", Syntax)]
    [InlineData("""{"Effect":"Allow","Action":null,"Resource":"*"}""", Syntax)]
    [InlineData("""{"Effect":"Allow","Action":5,"Resource":"*"}""", Syntax)]
    [InlineData("""{"Effect":"Allow","Action":["s3:x",5],"Resource":"*"}""", Syntax)]
    [InlineData("""{"Effect":"Allow","Action":"s3:x","NotAction":"s3:y","Resource":"*"}""", Syntax)]
    [InlineData("""{"Effect":"Allow","Action":[],"NotAction":"s3:y","Resource":"*"}""", Syntax)]
    [InlineData("""{"Effect":"Allow","Action":"invalid","Resource":"*"}""", Vendor)]
    [InlineData("""{"Effect":"Allow","Action":"invalid"}""", Vendor)]
    [InlineData("""{"Effect":"Allow","NotAction":"","Resource":"*"}""", Vendor)]
    [InlineData("""{"Effect":"Allow","Action":"a a:ListBucket","Resource":"*"}""", "Vendor a a is not valid")]
    [InlineData("""{"Effect":"Allow","Action":":ListBucket","Resource":"*"}""", "Vendor  is not valid")]
    [InlineData("""{"Effect":"Allow","Action":"s*:ListBucket","Resource":"*"}""", "Vendor s* is not valid")]
    [InlineData("""{"Effect":"Allow","Action":"s3:List:Bucket","Resource":"*"}""", Colon)]
    [InlineData("""{"Effect":"Allow","Action":["s3:x","s:3s:y"],"Resource":"*"}""", Colon)]
    public void What_is_no_action_is_refused(string statement, string reason) => RefusedStatement(statement, reason);

    [Theory]
    [InlineData("\"invalid resource\"", "Resource invalid resource must be in ARN format or \"*\".")]
    [InlineData("\"\"", "Resource  must be in ARN format or \"*\".")]
    [InlineData("[\"adf\"]", "Resource adf must be in ARN format or \"*\".")]
    [InlineData("\"x:aws:s3:::b\"", "Resource x:aws:s3:::b must be in ARN format or \"*\".")]
    [InlineData("\"a:bsdfdsafsad\"", "Partition \"bsdfdsafsad\" is not valid for resource \"arn:bsdfdsafsad:*:*:*:*\".")]
    [InlineData("\"a:b:cadfsdf\"", "Partition \"b\" is not valid for resource \"arn:b:cadfsdf:*:*:*\".")]
    [InlineData("\"a:b:c:d:e:f:g:h\"", "Partition \"b\" is not valid for resource \"arn:b:c:d:e:f:g:h\".")]
    [InlineData("\"aws:s3:::example_bucket\"", "Partition \"s3\" is not valid for resource \"arn:s3:::example_bucket:*\".")]
    [InlineData("[\"arn:error:s3:::example_bucket\",\"arn:error:s3::example_bucket\"]", "Partition \"error\" is not valid for resource \"arn:error:s3:::example_bucket\".")]
    [InlineData("\"arn:*:s3:::b\"", "Partition \"*\" is not valid for resource \"arn:*:s3:::b\".")]
    [InlineData("\"arn:aws\"", "Resource vendor must be fully qualified and cannot contain regexes.")]
    [InlineData("\"arn:aws:s*:::b\"", "Resource vendor must be fully qualified and cannot contain regexes.")]
    [InlineData("\"arn:aws:iam:us-east-1::example_bucket\"", "IAM resource arn:aws:iam:us-east-1::example_bucket cannot contain region information.")]
    [InlineData("\"arn:aws:s3:us-east-1::example_bucket\"", "Resource arn:aws:s3:us-east-1::example_bucket can not contain region information.")]
    [InlineData("\"arn:aws:iam:::example_bucket\"", IamPath)]
    [InlineData("\"arn:aws:iam::123456789012:u*\"", IamPath)]
    [InlineData("\"arn:aws:s3::example_bucket\"", Legacy)]
    [InlineData("\"arn:aws::::example_bucket\"", Legacy)]
    [InlineData("\"arn:aws::fdsasf\"", Legacy)]
    [InlineData("[]", NoResources)]
    [InlineData("null", Syntax)]
    [InlineData("5", Syntax)]
    [InlineData("[\"*\",{}]", Syntax)]
    [InlineData("{\"a\":\"arn:aws:s3:::b\"}", Syntax)]
    public void What_is_no_resource_is_refused(string resource, string reason)
    {
        RefusedStatement("{\"Effect\":\"Allow\",\"Action\":\"s3:x\",\"Resource\":" + resource + "}", reason);
        RefusedStatement("{\"Effect\":\"Allow\",\"Action\":\"s3:x\",\"NotResource\":" + resource + "}", reason);
    }

    [Theory]
    [InlineData("[]", Syntax)]
    [InlineData("\"a\"", Syntax)]
    [InlineData("null", Syntax)]
    [InlineData("""{"a":"b"}""", Syntax)]
    [InlineData("""{"x":{"a":"1"}}""", Syntax)]
    [InlineData("""{"DateGreaterThan":"b"}""", Syntax)]
    [InlineData("""{"DateGreaterThan":[]}""", Syntax)]
    [InlineData("""{"DateGreaterThan":{"a":{}}}""", Syntax)]
    [InlineData("""{"StringEquals":{"a":null}}""", Syntax)]
    [InlineData("""{"StringEquals":{"a":[null]}}""", Syntax)]
    [InlineData("""{"StringEquals":{"a":[["b"]]}}""", Syntax)]
    [InlineData("""{"StringEquals":{"":"b"}}""", Syntax)]
    [InlineData("""{"StringEquals":{"a":"1","a":"2"}}""", Syntax)]
    [InlineData("""{"StringEquals":{"aws:username":"1","AWS:UserName":"2"}}""", Syntax)]
    [InlineData("""{"StringEquals":{"a":"1"},"StringEquals":{"b":"2"}}""", Syntax)]
    [InlineData("""{"stringequals":{"a":"1"}}""", Syntax)]
    [InlineData("""{"ForAnyValue::StringEqualsIfExists":{"a":"x"}}""", Syntax)]
    [InlineData("""{"ForSomeValues:StringEquals":{"a":"x"}}""", Syntax)]
    [InlineData("""{"ForAllValues:ForAnyValue:StringEquals":{"a":"x"}}""", Syntax)]
    [InlineData("""{"StringEqualsIfExistsIfExists":{"a":"x"}}""", Syntax)]
    [InlineData("""{"NullIfExists":{"a":"true"}}""", Syntax)]
    [InlineData("""{"IfExists":{"a":"true"}}""", Syntax)]
    [InlineData("""{"ForAnyValue:":{"a":"true"}}""", Syntax)]
    [InlineData("""{"NotBool":{"a":"true"}}""", Syntax)]
    [InlineData("""{"BinaryNotEquals":{"a":"QQ=="}}""", Syntax)]
    [InlineData("""[{"ForAllValues:StringEquals":{"aws:TagKeys":"Department"}}]""", Syntax)]
    [InlineData("""{"DateGreaterThan":{"a":"sdfdsf"}}""", Legacy)]
    [InlineData("""{"DateLessThanEquals":{"a":"234-13"}}""", Legacy)]
    [InlineData("""{"DateLessThanEquals":{"a":"2016-12-13t2:00:00.593194+1"}}""", Legacy)]
    [InlineData("""{"DateLessThanEquals":{"a":"2016-12-13t2:00:00.1999999999+10:59"}}""", Legacy)]
    [InlineData("""{"DateLessThan":{"a":"9223372036854775808"}}""", Legacy)]
    [InlineData("""{"ForAnyValue:DateLessThanIfExists":{"a":["2026","x"]}}""", Legacy)]
    public void What_is_no_condition_is_refused(string condition, string reason) =>
        RefusedStatement("{\"Effect\":\"Allow\",\"Action\":\"s3:x\",\"Resource\":\"*\",\"Condition\":" + condition + "}", reason);

    // What is wrong in several ways is told in IAM's order.
    [Theory]
    [InlineData("""{"Statement":{"Effect":"denY","Action":"s3:x","Resource":"*"}}""", Version)]
    [InlineData("""{"Statement":{"Effect":"Allow","Action":"s3:x","Resource":"*","Condition":{"DateLessThan":{"a":"x"}}}}""", Version)]
    [InlineData("""{"Statement":[{"Sid":"a","Effect":"Allow","Action":"s3:x","Resource":"*"},{"Sid":"a","Effect":"Allow"}]}""", Version)]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Sid":"a","Effect":"Allow","Action":"s3:x","Resource":"*"},{"Sid":"a","Effect":"Allow"}]}""", Sids)]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Sid":"a","Effect":"aLLow","Action":"s3:x","Resource":"*"},{"Sid":"a","Effect":"Allow"}]}""", Legacy)]
    [InlineData("""{"Version":"2012-10-17","Statement":{"Effect":"allow","Resource":"arn:aws:s3:us-east-1::b"}}""", Legacy)]
    [InlineData("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Resource":"arn:aws:s3::b"}}""", Legacy)]
    [InlineData("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Condition":{"DateGreaterThan":{"a":"x"}}}}""", Legacy)]
    [InlineData("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:x","Resource":"arn:error:s3:::b","Condition":{"DateGreaterThan":{"a":"x"}}}}""", Legacy)]
    [InlineData("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Resource":"*","Condition":{"DateGreaterThan":{"a":{}}}}}""", Syntax)]
    [InlineData("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s:3:x","Resource":"sdf"}}""", "Resource sdf must be in ARN format or \"*\".")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Deny"},{"Effect":"Allow","Action":"s3:x","Resource":"*"}]}""", NoActions)]
    public void Of_several_mistakes_the_one_is_told_that_IAM_tells(string document, string reason) => Refused(document, reason);

    [Theory]
    [InlineData(Good)]
    [InlineData("""{"Sid":"","Effect":"Allow","Action":"s3:x","Resource":"*"}""")]
    [InlineData("""{"Sid":"Abc123","Effect":"Deny","NotAction":["s3:x"],"NotResource":["*"]}""")]
    [InlineData("""{"Effect":"Allow","Action":"iam: asdf safdsf af ","Resource":"*"}""")]
    [InlineData("""{"Effect":"Allow","Action":"*","Resource":["arn:aws:s3:::b","*"]}""")]
    [InlineData("""{"Effect":"Allow","Action":"s3-s:x","Resource":"arn:aws:s33:::b"}""")]
    [InlineData("""{"Effect":"Allow","Action":"s3.s:x","Resource":"arn:aws:fdsasf"}""")]
    [InlineData("""{"Effect":"Allow","Action":"s3:x","Resource":"arn:aws:iam:::user/b"}""")]
    [InlineData("""{"Effect":"Allow","Action":"s3:x","Resource":"arn:aws:iam::123456789012:*"}""")]
    [InlineData("""{"Effect":"Allow","Action":"s3:x","Resource":"arn:aws-us-gov:s3:::b"}""")]
    [InlineData("""{"Effect":"Allow","Action":"s3:x","Resource":"arn:aws:ec2:us-east-1::b"}""")]
    [InlineData("""{"Effect":"Allow","Action":"s3:x","Resource":"*","Condition":{}}""")]
    [InlineData("""{"Effect":"Allow","Action":"s3:x","Resource":"*","Condition":{"x":{},"y":{}}}""")]
    [InlineData("""{"Effect":"Allow","Action":"s3:x","Resource":"*","Condition":{"DateGreaterThan":{}}}""")]
    [InlineData("""{"Effect":"Allow","Action":"s3:x","Resource":"*","Condition":{"DateGreaterThan":{"a":[]}}}""")]
    [InlineData("""{"Effect":"Allow","Action":"s3:x","Resource":"*","Condition":{"DateGreaterThan":{"a":"01T"}}}""")]
    [InlineData("""{"Effect":"Allow","Action":"s3:x","Resource":"*","Condition":{"DateLessThan":{"a":"-292275054"}}}""")]
    [InlineData("""{"Effect":"Allow","Action":"s3:x","Resource":"*","Condition":{"DateLessThanEquals":{"a":"2016-12-13t2:00:00.593194+23"}}}""")]
    [InlineData("""{"Effect":"Allow","Action":"s3:x","Resource":"*","Condition":{"DateLessThanEquals":{"a":"2016-12-13T21:20:37.593194+00:00"}}}""")]
    [InlineData("""{"Effect":"Allow","Action":"s3:x","Resource":"*","Condition":{"ForAnyValue:StringEqualsIfExists":{"a":"asf"}}}""")]
    [InlineData("""{"Effect":"Allow","Action":"s3:x","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":true},"NumericLessThan":{"s3:max-keys":[10,2.5]}}}""")]
    public void What_IAM_takes_is_taken(string statement)
    {
        foreach (var kind in (PolicyKind[])[PolicyKind.Managed, PolicyKind.Inline, PolicyKind.Session])
        {
            Given.Policy($$$"""{"Version":"2012-10-17","Statement":{{{statement}}}}""", kind);
            Given.Policy($$"""{"Statement":[{{statement}}],"Version":"2012-10-17","Id":"any text"}""", kind);
        }
    }

    [Theory]
    [InlineData(PolicyKind.Inline)]
    [InlineData(PolicyKind.Session)]
    public void Only_a_managed_policy_must_be_of_the_newer_version(PolicyKind kind)
    {
        Given.Policy($$$"""{"Statement":{{{Good}}}}""", kind);
        Given.Policy($$$"""{"Version":"2008-10-17","Statement":{{{Good}}}}""", kind);
        Assert.False(Policy.TryRead($$$"""{"Version":"2008-01-01","Statement":{{{Good}}}}""", kind, out _, out var reason));
        Assert.Equal(Syntax, reason);
    }

    [Theory]
    [InlineData("\\ud800")]
    [InlineData("\\udc00\\ud800")]
    [InlineData("\\uffff")]
    [InlineData("\\ufffe")]
    public void Text_that_is_no_text_is_refused_wherever_it_stands(string text)
    {
        RefusedStatement($$"""{"Sid":"{{text}}","Effect":"Allow","Action":"s3:x","Resource":"*"}""", Syntax);
        RefusedStatement($$"""{"{{text}}":"x","Effect":"Allow","Action":"s3:x","Resource":"*"}""", Syntax);
        RefusedStatement($$$$"""{"Effect":"Allow","Action":"s3:x","Resource":"*","Condition":{"StringEquals":{"{{{{text}}}}":"x"}}}""", Syntax);
        RefusedStatement($$$$"""{"Effect":"Allow","Action":"s3:x","Resource":"*","Condition":{"StringEquals":{"k":["{{{{text}}}}"]}}}""", Syntax);
    }

    [Fact]
    public void Half_a_character_is_refused_unescaped_too() => RefusedStatement("{\"Sid\":\"\ud800\",\"Effect\":\"Allow\",\"Action\":\"s3:x\",\"Resource\":\"*\"}", Syntax);

    // Case 175: 6,145 characters.
    [Fact]
    public void A_document_of_the_greatest_length_is_read_and_a_longer_one_is_not()
    {
        const string Document = $$$"""{"Version":"2012-10-17","Statement":{{{Good}}}}""";
        Given.Policy(Document + new string(' ', 131_072 - Document.Length), PolicyKind.Managed);
        Refused(Document + new string(' ', 131_073 - Document.Length), Syntax);
    }

    // Case 175: deep nesting.
    [Theory]
    [InlineData(9)]
    [InlineData(1_000)]
    [InlineData(60_000)]
    public void What_is_nested_deeper_than_any_policy_is_refused(int depth) =>
        Refused(string.Concat(Enumerable.Repeat("[", depth)) + string.Concat(Enumerable.Repeat("]", depth)), Syntax);

    [Theory]
    [InlineData("{ }", 2)]
    [InlineData("{\"Version\": \"2012-10-17\"}\t\r\n", 24)]
    public void White_space_takes_nothing_of_a_quota(string before, int size)
    {
        var document = before.Replace("}", $"{(size == 2 ? "" : ",")}\"Statement\":{Good}}}", StringComparison.Ordinal);
        Assert.Equal(document.Count(c => !char.IsWhiteSpace(c)), Given.Policy(document).Size);
    }

    private static void RefusedStatement(string statement, string reason) => Refused($$$"""{"Version":"2012-10-17","Statement":{{{statement}}}}""", reason);

    private static void Refused(string document, string reason)
    {
        Assert.False(Policy.TryRead(document, PolicyKind.Managed, out var policy, out var told));
        Assert.Null(policy);
        Assert.Equal(reason, told);
    }
}
