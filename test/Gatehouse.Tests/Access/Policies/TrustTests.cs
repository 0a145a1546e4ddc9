using Gatehouse.Access.Policies;

namespace Gatehouse.Tests.Access.Policies;

/// <summary>Who may assume a role.</summary>
public sealed class TrustTests
{
    private const string Role = $"arn:aws:iam::{Given.Account}:role/reader";
    private const string Pool = "us-east-1:11111111-2222-3333-4444-555555555555";
    private const string OtherPool = "us-east-1:99999999-2222-3333-4444-555555555555";

    private static readonly Policy MayAssume = Given.Allow("sts:AssumeRole", Role);

    // who asks | the role trusts | its own policies | verdict | rule
    public static TheoryData<string[]> Assumptions => Table.Of(
        """
        ann | {"AWS":"arn:aws:iam::123456789012:user/ann"} | - | Allowed | Within an account a role's word for a user is enough.
        ann | {"AWS":"arn:aws:iam::123456789012:user/bob"} | allow | ImplicitDeny | Without it nothing is: who may assume a role is for the role to say.
        ann | {"AWS":"123456789012"} | - | ImplicitDeny | A role that trusts the account leaves it to the account.
        ann | {"AWS":"123456789012"} | allow | Allowed | Whose policies then decide.
        ann | {"AWS":"123456789012"} | deny | ExplicitDeny | Either way.
        ann | {"AWS":"arn:aws:iam::123456789012:user/ann"} | deny | ExplicitDeny | A denial wins over the role's word.
        ann | {"AWS":"*"} | - | Allowed | A role may trust everyone.
        ann | {"AWS":"999999999999"} | allow | ImplicitDeny | To trust another account is not to trust one's own.
        eve | {"AWS":"999999999999"} | - | ImplicitDeny | From another account both must allow.
        eve | {"AWS":"999999999999"} | allow | Allowed | Then it is allowed.
        eve | {"AWS":"arn:aws:iam::999999999999:user/eve"} | - | ImplicitDeny | Also where the role names the user.
        eve | {"AWS":"*"} | - | ImplicitDeny | Also where it trusts everyone.
        eve | {"AWS":"*"} | allow | Allowed | Which lets in whom another account lets out.
        root | {"AWS":"123456789012"} | - | Allowed | The account needs no policy.
        root | {"AWS":"999999999999"} | - | ImplicitDeny | But the role's word.
        session | {"AWS":"arn:aws:iam::123456789012:role/app/reader"} | - | Allowed | A role may trust another role.
        session | {"AWS":"arn:aws:sts::123456789012:assumed-role/reader/web"} | - | Allowed | Or one session of it.
        session | {"Service":"lambda.amazonaws.com"} | allow | ImplicitDeny | A role for a service is for the service.
        lambda | {"Service":"lambda.amazonaws.com"} | - | Allowed | Which needs nothing else.
        lambda | {"Service":"ec2.amazonaws.com"} | - | ImplicitDeny | And is the one that is named.
        lambda | {"AWS":"*"} | - | ImplicitDeny | Everyone of AWS is no service.
        """);

    private static readonly Dictionary<string, Subject> Callers = new(StringComparer.Ordinal)
    {
        ["ann"] = Given.Ann,
        ["eve"] = Given.Stranger,
        ["root"] = Subject.Root(Given.Account),
        ["session"] = Given.Session,
        ["lambda"] = Subject.Service("lambda.amazonaws.com"),
    };

    [Theory]
    [MemberData(nameof(Assumptions))]
    public void A_role_is_assumed_by_whom_it_trusts(string[] row)
    {
        var policies = new PolicySet
        {
            Resource = Given.Granting(row[1], kind: PolicyKind.Trust),
            ResourceAccount = Given.Account,
            Identity = row[2] switch { "allow" => Given.Attached(MayAssume), "deny" => Given.Attached(Given.Deny("sts:*")), _ => [] },
        };
        Assert.Equal(row[3], policies.Verdict(Given.Request("sts:AssumeRole", Role, by: Callers[row[0]])).ToString());
    }

    // provider | aud | amr | sub | action | verdict | rule
    public static TheoryData<string[]> WebIdentities => Table.Of(
        """
        cognito-identity.amazonaws.com | us-east-1:11111111-2222-3333-4444-555555555555 | authenticated, cognito-idp.us-east-1.amazonaws.com/p | s | AssumeRoleWithWebIdentity | Allowed | Who signed in at the pool may have the role.
        cognito-identity.amazonaws.com | us-east-1:11111111-2222-3333-4444-555555555555 | unauthenticated | s | AssumeRoleWithWebIdentity | ImplicitDeny | A guest may not.
        cognito-identity.amazonaws.com | us-east-1:11111111-2222-3333-4444-555555555555 | - | s | AssumeRoleWithWebIdentity | ImplicitDeny | Nor who does not tell.
        cognito-identity.amazonaws.com | us-east-1:99999999-2222-3333-4444-555555555555 | authenticated | s | AssumeRoleWithWebIdentity | ImplicitDeny | Nor who signed in at another pool.
        cognito-identity.amazonaws.com | - | authenticated | s | AssumeRoleWithWebIdentity | ImplicitDeny | Nor who signed in at none.
        cognito-identity.amazonaws.com | us-east-1:11111111-2222-3333-4444-555555555555 | authenticated | banned | AssumeRoleWithWebIdentity | ExplicitDeny | Nor whom the role denies.
        accounts.google.com | us-east-1:11111111-2222-3333-4444-555555555555 | authenticated | s | AssumeRoleWithWebIdentity | ImplicitDeny | Nor for whom another vouches, whatever it says.
        cognito-identity.amazonaws.com | us-east-1:11111111-2222-3333-4444-555555555555 | authenticated | s | AssumeRole | ImplicitDeny | Nor by another operation.
        cognito-identity.amazonaws.com | us-east-1:11111111-2222-3333-4444-555555555555 | authenticated | s | TagSession | ImplicitDeny | Nor with tags that the role does not take.
        """);

    [Theory]
    [MemberData(nameof(WebIdentities))]
    public void A_role_of_an_identity_pool_is_for_whom_its_conditions_say(string[] row)
    {
        var trust = Given.Policy(
            $$$$"""
            {"Version":"2012-10-17","Statement":[
              {"Effect":"Allow","Principal":{"Federated":"cognito-identity.amazonaws.com"},"Action":"sts:AssumeRoleWithWebIdentity",
               "Condition":{"StringEquals":{"cognito-identity.amazonaws.com:aud":"{{{{Pool}}}}"},
                            "ForAnyValue:StringLike":{"cognito-identity.amazonaws.com:amr":"authenticated"}}},
              {"Effect":"Deny","Principal":{"Federated":"cognito-identity.amazonaws.com"},"Action":"sts:*",
               "Condition":{"StringEquals":{"cognito-identity.amazonaws.com:sub":"banned"}}}]}
            """,
            PolicyKind.Trust);
        Assert.Contains(row[1], (string[])[Pool, OtherPool, "-"]);
        var context = new RequestContext()
            .With("cognito-identity.amazonaws.com:aud", row[1])
            .With("cognito-identity.amazonaws.com:amr", row[2])
            .With("cognito-identity.amazonaws.com:sub", row[3]);
        var policies = new PolicySet { Resource = new(trust, Role), ResourceAccount = Given.Account };
        Assert.Equal(row[5], policies.Verdict(Given.Request($"sts:{row[4]}", Role, context, Subject.Federated(row[0]))).ToString());
    }

    [Theory]
    [InlineData("sts:AssumeRoleWithSAML", "https://signin.aws.amazon.com/saml", true)]
    [InlineData("sts:AssumeRoleWithSAML", "https://elsewhere.example/saml", false)]
    [InlineData("sts:AssumeRoleWithWebIdentity", "https://signin.aws.amazon.com/saml", false)]
    public void A_role_may_be_for_those_of_a_SAML_provider(string action, string audience, bool isAllowed)
    {
        const string Provider = $"arn:aws:iam::{Given.Account}:saml-provider/adfs";
        var trust = Given.Statement(
            $$$"""
            "Effect":"Allow","Principal":{"Federated":"{{{Provider}}}"},"Action":"sts:AssumeRoleWithSAML","Condition":{"StringEquals":{"SAML:aud":"https://signin.aws.amazon.com/saml"}}
            """,
            PolicyKind.Trust);
        var request = Given.Request(action, Role, new() { { "saml:aud", audience } }, Subject.Federated(Provider));
        Assert.Equal(isAllowed ? Verdict.Allowed : Verdict.ImplicitDeny, new PolicySet { Resource = new(trust, Role) }.Verdict(request));
    }

    [Theory]
    [InlineData("s3cret", Verdict.Allowed)]
    [InlineData("guess", Verdict.ImplicitDeny)]
    [InlineData("-", Verdict.ImplicitDeny)]
    public void A_role_may_ask_for_an_external_id(string externalId, Verdict verdict)
    {
        var trust = Given.Statement(
            $$$$"""
            "Effect":"Allow","Principal":{"AWS":"{{{{Given.Other}}}}"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:ExternalId":"s3cret"}}
            """,
            PolicyKind.Trust);
        var policies = new PolicySet { Resource = new(trust, Role), ResourceAccount = Given.Account, Identity = Given.Attached(Given.Allow("sts:AssumeRole")) };
        Assert.Equal(verdict, policies.Verdict(Given.Request("sts:AssumeRole", Role, new RequestContext().With("sts:ExternalId", externalId), Given.Stranger)));
    }
}
