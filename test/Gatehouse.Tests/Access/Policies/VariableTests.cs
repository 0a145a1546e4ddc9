using Gatehouse.Access.Policies;

namespace Gatehouse.Tests.Access.Policies;

public sealed class VariableTests
{
    // name in the policy | name in the request | what the request has of aws:username | is meant | rule
    public static TheoryData<string[]> Names => Table.Of(
        """
        arn:aws:s3:::b/${aws:username}/* | arn:aws:s3:::b/ann/x | ann | yes | A variable stands for what the request has.
        arn:aws:s3:::b/${aws:username}/* | arn:aws:s3:::b/bob/x | ann | no | And for nothing else.
        arn:aws:s3:::b/${AWS:UserName}/* | arn:aws:s3:::b/ann/x | ann | yes | Names of variables have no case.
        arn:aws:s3:::b/${ aws:username }/* | arn:aws:s3:::b/ann/x | ann | yes | Nor do blanks around them count.
        arn:aws:s3:::b/${aws:username} | arn:aws:s3:::b/ANN | ann | no | What they stand for is exact in case.
        arn:aws:s3:::b/${aws:username}/* | arn:aws:s3:::b/bob/x | * | no | An asterisk of a request is no wildcard.
        arn:aws:s3:::b/${aws:username}/* | arn:aws:s3:::b/*/x | * | yes | It is an asterisk.
        arn:aws:s3:::b/${aws:username} | arn:aws:s3:::b/bob | b?b | no | Nor is a question mark of a request a wildcard.
        arn:aws:s3:::b/${aws:username}/x | arn:aws:s3:::b/a/b/x | a/b | yes | Slashes are characters.
        arn:aws:s3:::b/${aws:username}/x | arn:aws:s3:::b/${aws:userid}/x | ${aws:userid} | yes | What a variable stands for is not looked at for variables.
        arn:aws:s3:::b/${aws:username} | arn:aws:s3:::b/ | '' | yes | A variable may stand for the empty text.
        arn:aws:s3:::b/${aws:username} | arn:aws:s3:::b/ | - | no | But not for what is absent.
        arn:aws:s3:::b/${aws:username} | arn:aws:s3:::b/${aws:username} | - | no | What is absent does not make the variable a text.
        arn:aws:s3:::b/${aws:username} | arn:aws:s3:::b/ann | ann, bob | no | A key of several values is no variable.
        arn:aws:s3:::b/${aws:username, 'anonymous'} | arn:aws:s3:::b/anonymous | - | yes | A default stands in for what is absent.
        arn:aws:s3:::b/${aws:username, 'anonymous'} | arn:aws:s3:::b/ann | ann | yes | And not for what is there.
        arn:aws:s3:::b/${aws:username, 'anonymous'} | arn:aws:s3:::b/anonymous | ann | no | Not even beside it.
        arn:aws:s3:::b/${aws:username,'x}y'}/z | arn:aws:s3:::b/x}y/z | - | yes | A default may hold a brace.
        arn:aws:s3:::b/${aws:username, '*'} | arn:aws:s3:::b/ann | - | no | An asterisk of a default is no wildcard.
        arn:aws:s3:::b/${aws:username, ''}x | arn:aws:s3:::b/x | - | yes | A default may be empty.
        arn:aws:s3:::b/*${aws:username}* | arn:aws:s3:::b/the ann of it | ann | yes | Wildcards stay wildcards beside variables.
        arn:aws:s3:::b/*${aws:username, ''}* | arn:aws:s3:::b/anything | - | yes | Also around an empty one.
        arn:aws:s3:::b/${aws:username}${aws:username} | arn:aws:s3:::b/annann | ann | yes | A variable may be used twice.
        arn:aws:s3:::b/${*} | arn:aws:s3:::b/* | - | yes | An asterisk can be said.
        arn:aws:s3:::b/${*} | arn:aws:s3:::b/x | - | no | And means only itself.
        arn:aws:s3:::b/${?} | arn:aws:s3:::b/? | - | yes | So can a question mark.
        arn:aws:s3:::b/${?} | arn:aws:s3:::b/x | - | no | And means only itself.
        arn:aws:s3:::b/${$}{aws:username} | arn:aws:s3:::b/${aws:username} | ann | yes | So can a dollar, behind which a brace is only a brace.
        arn:aws:s3:::b/${} | arn:aws:s3:::b/${} | ann | yes | Braces without a name are text.
        arn:aws:s3:::b/${aws:username | arn:aws:s3:::b/${aws:username | ann | yes | So is a brace that does not close.
        arn:aws:s3:::b/${aws:username, x} | arn:aws:s3:::b/${aws:username, x} | ann | yes | So is a default without quotes.
        arn:aws:s3:::b/${aws:username, 'x'y} | arn:aws:s3:::b/${aws:username, 'x'y} | ann | yes | Or one with something behind it.
        arn:aws:s3:::b/$aws:username | arn:aws:s3:::b/$aws:username | ann | yes | So is a dollar without braces.
        arn:aws:sqs:*:*:${aws:username}-queue | arn:aws:sqs:us-east-2:123456789012:ann-queue | ann | yes | The published example gives everybody a queue.
        arn:aws:sqs:*:${aws:username}:q | arn:aws:sqs:us-east-2:ann:q | ann | no | Before the part that names the resource a variable is only text.
        """);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_variable_in_the_name_of_a_resource_stands_for_what_the_request_has(string[] row)
    {
        var policy = Given.Allow("s3:*", row[0]);
        var request = Given.Request("s3:GetObject", row[1], new RequestContext().With("aws:username", row[2]));
        Assert.Equal(row[3] == "yes" ? Verdict.Allowed : Verdict.ImplicitDeny, Given.Identity(policy).Verdict(request));
    }

    // operator | value in the policy | what the request has of k | and of aws:username | holds | rule
    public static TheoryData<string[]> Conditions => Table.Of(
        """
        StringEquals | ${aws:username} | ann | ann | yes | Texts may hold variables.
        StringEquals | ${aws:username} | bob | ann | no | Another value is another.
        StringEquals | ${aws:username} | ann | - | no | Nothing equals what is absent.
        StringEquals | ${aws:username, 'ann'} | ann | - | yes | But for its default.
        StringEquals | ${*} | * | - | yes | In an equality an asterisk can be said either way.
        StringNotEquals | ${aws:username} | bob | ann | yes | Inequality knows variables.
        StringNotEquals | ${aws:username} | ann | ann | no | Of the same value.
        StringNotEquals | ${aws:username} | ann | - | no | Nobody is allowed anything because a variable stands for nothing.
        StringEqualsIgnoreCase | ${aws:username} | ANN | ann | yes | Also in any case.
        StringLike | home/${aws:username}/* | home/ann/x | ann | yes | Likeness knows variables.
        StringLike | home/${aws:username}/* | home/bob/x | * | no | With values that are no patterns.
        StringNotLike | home/${aws:username}/* | home/bob/x | ann | yes | So does unlikeness.
        StringNotLike | home/${aws:username}/* | home/bob/x | - | no | Of which nobody gets anything without a value.
        ArnLike | arn:aws:s3:::b/${aws:username}/* | arn:aws:s3:::b/ann/x | ann | yes | Names may hold variables.
        ArnEquals | ${aws:username} | arn:aws:s3:::b | arn:aws:s3:::b | yes | Or be one.
        ArnEquals | ${aws:username} | arn:aws:s3:::b | arn:aws:s3:::* | no | With values that are no patterns.
        NumericEquals | ${aws:username} | 5 | 5 | no | Numbers know no variables.
        Bool | ${aws:username} | true | true | no | Nor do truth values.
        DateEquals | 2026 | 2026 | - | yes | Nor times, which could not be read.
        IpAddress | ${aws:username} | 10.0.0.1 | 10.0.0.1 | no | Nor addresses.
        BinaryEquals | ${aws:username} | QQ== | QQ== | no | Nor bytes.
        ForAnyValue:StringEquals | ${aws:username} | bob, ann | ann | yes | Sets of texts know variables.
        ForAllValues:StringEquals | ${aws:username} | ann, bob | ann | no | As often as they are compared.
        """);

    [Theory]
    [MemberData(nameof(Conditions))]
    public void A_variable_in_a_condition_stands_for_what_the_request_has(string[] row)
    {
        var context = new RequestContext().With("k", row[2]).With("aws:username", row[3]);
        Assert.Equal(row[4] == "yes" ? Verdict.Allowed : Verdict.ImplicitDeny, Given.Identity(On("Allow", row)).Verdict(Given.Request("svc:Do", context: context)));
    }

    [Theory]
    [InlineData("NotResource", "arn:aws:s3:::b/${aws:username}")]
    [InlineData("NotResource", "arn:aws:s3:::b/${aws:username}/*")]
    public void Without_a_value_an_exception_of_resources_grants_nothing_and_still_denies(string element, string name)
    {
        var request = Given.Request("s3:GetObject", "arn:aws:s3:::b/eve");
        foreach (var (effect, verdict) in new[] { ("Allow", Verdict.ImplicitDeny), ("Deny", Verdict.ExplicitDeny) })
        {
            var policy = Given.Statement($"""
                "Effect":"{effect}","Action":"*","{element}":"{name}"
                """);
            Assert.Equal(verdict, Given.Identity(policy).Verdict(request));
        }
    }

    [Fact]
    public void Without_a_value_a_negated_condition_still_denies()
    {
        var policy = On("Deny", ["StringNotEquals", "${aws:PrincipalTag/team}"]);
        Assert.Equal(Verdict.ExplicitDeny, Given.Identity(policy).Verdict(Given.Request("svc:Do", context: new() { { "k", "red" } })));
    }

    [Theory]
    [InlineData("arn:aws:s3:::b/${aws:username}", "arn:aws:s3:::b/ann", Verdict.ImplicitDeny)]
    [InlineData("arn:aws:s3:::b/${aws:username}", "arn:aws:s3:::b/${aws:username}", Verdict.Allowed)]
    [InlineData("arn:aws:s3:::b/${*}", "arn:aws:s3:::b/${anything}", Verdict.Allowed)]
    public void The_older_version_of_the_language_has_no_variables(string name, string asked, Verdict verdict)
    {
        var policy = Given.Statement(
            $"""
            "Effect":"Allow","Action":"s3:*","Resource":"{name}"
            """,
            version: "2008-10-17");
        Assert.Equal(verdict, Given.Identity(policy).Verdict(Given.Request("s3:GetObject", asked, new() { { "aws:username", "ann" } })));
    }

    [Fact]
    public void A_policy_that_names_no_version_is_of_the_older() => Assert.Equal(
        Verdict.ImplicitDeny,
        Given.Identity(Given.Policy("""{"Statement":{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::b/${aws:username}"}}"""))
            .Verdict(Given.Request("s3:GetObject", "arn:aws:s3:::b/ann", new() { { "aws:username", "ann" } })));

    // Case 174: not even what stands for a wildcard inside.
    [Theory]
    [InlineData(Wildcards.Run)]
    [InlineData(Wildcards.One)]
    public void What_stands_for_a_wildcard_inside_cannot_come_from_outside(char wildcard)
    {
        var context = new RequestContext { { "aws:username", wildcard.ToString() } };
        Assert.Equal(Verdict.ImplicitDeny, Given.Identity(Given.Allow("s3:*", "arn:aws:s3:::b/${aws:username}")).Verdict(Given.Request("s3:GetObject", "arn:aws:s3:::b/x", context)));
        Assert.Equal(Verdict.ImplicitDeny, Given.Identity(Given.Allow("s3:*", "arn:aws:s3:::b/x")).Verdict(Given.Request("s3:GetObject", $"arn:aws:s3:::b/{wildcard}")));
        Assert.False(Policy.TryRead($$$"""{"Statement":{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::\u{{{(int)wildcard:x4}}}"}}""", PolicyKind.Inline, out _, out _));
    }

    [Fact]
    public void A_value_much_longer_than_the_name_is_not_even_copied()
    {
        var context = new RequestContext { { "aws:username", new string('a', 1_000_000) } };
        Assert.Equal(Verdict.ImplicitDeny, Given.Identity(Given.Allow("s3:*", "arn:aws:s3:::b/*${aws:username}*")).Verdict(Given.Request("s3:GetObject", "arn:aws:s3:::b/aaa", context)));
        Assert.Equal(Verdict.Allowed, Given.Identity(Given.Allow("s3:*", "arn:aws:s3:::b/*${aws:username}*")).Verdict(Given.Request("s3:GetObject", $"arn:aws:s3:::b/x{new string('a', 1_000_000)}y", context)));
    }

    private static Policy On(string effect, string[] row) => Given.Statement(
        $"\"Effect\":\"{effect}\",\"Action\":\"svc:Do\",\"Resource\":\"*\",\"Condition\":{{\"{row[0]}\":{{\"k\":{Given.Json(row[1])}}}}}");
}
