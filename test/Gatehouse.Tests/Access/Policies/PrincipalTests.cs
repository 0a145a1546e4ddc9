using Gatehouse.Access.Policies;

namespace Gatehouse.Tests.Access.Policies;

public sealed class PrincipalTests
{
    private const string Canonical = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be";

    private static readonly Dictionary<string, Subject> Callers = new(StringComparer.Ordinal)
    {
        ["nobody"] = Subject.Anonymous,
        ["root"] = Subject.Root(Given.Account),
        ["user"] = Given.Ann,
        ["session"] = Given.Session,
        ["web session"] = Given.Session with { Provider = "accounts.google.com" },
        ["federated user"] = Subject.FederatedUser($"arn:aws:sts::{Given.Account}:federated-user/guest", $"arn:aws:iam::{Given.Account}:user/ann"),
        ["web identity"] = Subject.Federated("accounts.google.com"),
        ["service"] = Subject.Service("lambda.amazonaws.com"),
        ["stranger"] = Given.Stranger,
        ["canonical"] = Given.Ann with { CanonicalId = Canonical },
    };

    // principal of the policy | who asks | what it grants beside a silent identity | whether it denies | rule
    public static TheoryData<string[]> Principals => Table.Of(
        """
        "*" | nobody | yes | yes | Everyone is everyone.
        "*" | root | yes | yes | Also the account.
        "*" | user | yes | yes | And its users, who need nothing else.
        "*" | session | yes | yes | And sessions.
        "*" | web identity | yes | yes | And those whom a provider vouches for.
        "*" | service | yes | yes | And services.
        {"AWS":"*"} | nobody | yes | yes | For nobody in particular the two ways to say everyone are the same.
        {"AWS":"*"} | user | yes | yes | Also for users.
        {"AWS":"*"} | web identity | no | yes | Who is no principal of AWS is not let in by it, and kept out all the same.
        {"AWS":"*"} | service | no | yes | Nor are services.
        {"AWS":"123456789012"} | root | yes | yes | An account is its root.
        {"AWS":"123456789012"} | user | no | yes | To its users it grants what their own policies grant.
        {"AWS":"123456789012"} | session | no | yes | To its sessions too.
        {"AWS":"123456789012"} | stranger | no | no | Users of others are of others.
        {"AWS":"123456789012"} | nobody | no | no | Nobody is of no account.
        {"AWS":"123456789012"} | service | no | no | Nor is a service.
        {"AWS":"arn:aws:iam::123456789012:root"} | root | yes | yes | The root's name says the same.
        {"AWS":"arn:aws:iam::123456789012:root"} | user | no | yes | It delegates to the account, and is not the root alone.
        {"AWS":"arn:aws:iam::123456789012:user/ann"} | user | yes | yes | A user by name.
        {"AWS":"arn:aws:iam::123456789012:user/Ann"} | user | no | no | Names of users are exact in case.
        {"AWS":"arn:aws:iam::123456789012:user/bob"} | user | no | no | Another user is another.
        {"AWS":"arn:aws:iam::999999999999:user/ann"} | user | no | no | Also of the same name in another account.
        {"AWS":"arn:aws:iam::123456789012:user/ann"} | root | no | no | The account is not its user.
        {"AWS":"AIDAEXAMPLEANN000000"} | user | yes | yes | A user by unique id.
        {"AWS":"AIDAEXAMPLEEVE000000"} | user | no | no | Who bears a name again has another id.
        {"AWS":"arn:aws:iam::123456789012:role/app/reader"} | session | yes | yes | A role grants to its sessions.
        {"AWS":"arn:aws:iam::123456789012:role/reader"} | session | no | no | The path belongs to the role's name.
        {"AWS":"AROAEXAMPLEREADER000"} | session | yes | yes | A role by unique id.
        {"AWS":"arn:aws:sts::123456789012:assumed-role/reader/web"} | session | yes | yes | A session by name.
        {"AWS":"arn:aws:sts::123456789012:assumed-role/reader/other"} | session | no | no | Another session is another.
        {"AWS":"arn:aws:iam::123456789012:user/ann"} | federated user | no | yes | A user's session in another name is bounded by what it was handed: here nothing.
        {"AWS":"arn:aws:sts::123456789012:federated-user/guest"} | federated user | yes | yes | By its own name nothing bounds it.
        {"Federated":"accounts.google.com"} | web identity | yes | yes | A provider speaks for those it vouches for.
        {"Federated":"www.amazon.com"} | web identity | no | no | And for no others.
        {"Federated":"accounts.google.com"} | web session | yes | yes | And for the sessions that came of it.
        {"Federated":"accounts.google.com"} | session | no | no | Not for other sessions.
        {"Federated":"lambda.amazonaws.com"} | service | no | no | A service is no provider.
        {"Service":"lambda.amazonaws.com"} | service | yes | yes | A service by name.
        {"Service":"ec2.amazonaws.com"} | service | no | no | Another service is another.
        {"Service":"accounts.google.com"} | web identity | no | no | A provider is no service.
        {"Service":["ec2.amazonaws.com","lambda.amazonaws.com"]} | service | yes | yes | One of several is enough.
        {"AWS":"999999999999","Service":"lambda.amazonaws.com"} | service | yes | yes | Also of several families.
        {"CanonicalUser":"79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"} | canonical | no | yes | A canonical id is an account.
        {"CanonicalUser":"79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"} | user | no | no | Which must be known.
        """);

    [Theory]
    [MemberData(nameof(Principals))]
    public void A_principal_is_meant_as_the_published_rules_say(string[] row)
    {
        var request = Given.Request("s3:GetObject", "arn:aws:s3:::b", by: Callers[row[1]]);

        // The root may do everything anyway, so it is asked as if the resource were of somebody else and only the resource's word were missing.
        var owner = row[1] == "root" ? Given.Other : null;
        var allowing = new PolicySet { Resource = Given.Granting(row[0]), ResourceAccount = owner };
        Assert.Equal(row[2] == "yes" ? Verdict.Allowed : Verdict.ImplicitDeny, allowing.Verdict(request));

        var denying = new PolicySet { Identity = Given.Attached(Given.Allow("*")), Resource = Given.Granting(row[0], "Deny") };
        Assert.Equal(row[3] == "yes", denying.Verdict(request) == Verdict.ExplicitDeny);
    }

    // exception of the policy | who asks | is denied | rule
    public static TheoryData<string[]> Exceptions => Table.Of(
        """
        {"AWS":"arn:aws:iam::123456789012:user/ann"} | user | no | Who is excepted is not denied.
        {"AWS":"arn:aws:iam::123456789012:user/bob"} | user | yes | Who is not, is.
        {"AWS":"arn:aws:iam::123456789012:user/ann"} | nobody | yes | Also nobody in particular.
        {"AWS":"123456789012"} | user | yes | To except an account does not except its users.
        {"AWS":"123456789012"} | root | no | But the account.
        {"AWS":["arn:aws:iam::123456789012:role/app/reader","arn:aws:iam::123456789012:root"]} | session | yes | A session is denied where only its role is excepted.
        {"AWS":["arn:aws:sts::123456789012:assumed-role/reader/web"]} | session | yes | And where only it itself is.
        {"AWS":["arn:aws:sts::123456789012:assumed-role/reader/web","arn:aws:iam::123456789012:role/app/reader"]} | session | no | Not where both are.
        {"Service":"lambda.amazonaws.com"} | service | no | A service may be excepted.
        {"Service":"lambda.amazonaws.com"} | user | yes | Which excepts nobody else.
        {"AWS":"*"} | user | no | Who excepts everyone denies nobody.
        {"AWS":"*"} | session | no | Also no session.
        "*" | nobody | no | However it is said.
        "*" | session | no | To whomever.
        """);

    [Theory]
    [MemberData(nameof(Exceptions))]
    public void An_exception_spares_whom_the_published_rules_say(string[] row)
    {
        var policies = new PolicySet { Identity = Given.Attached(Given.Allow("*")), Resource = Given.Granting(row[0], "Deny", "NotPrincipal") };
        Assert.Equal(row[2] == "yes", policies.Verdict(Given.Request("s3:GetObject", "arn:aws:s3:::b", by: Callers[row[1]])) == Verdict.ExplicitDeny);
    }

    // Case 172: NotPrincipal.
    [Theory]
    [InlineData("""{"AWS":"arn:aws:iam::123456789012:user/ann"}""", "user")]
    [InlineData("\"*\"", "user")]
    [InlineData("""{"AWS":["arn:aws:sts::123456789012:assumed-role/reader/web","arn:aws:iam::123456789012:role/app/reader"]}""", "session")]
    public void An_exception_spares_nobody_who_has_a_boundary(string exception, string who)
    {
        var free = new PolicySet { Identity = Given.Attached(Given.Allow("*")), Resource = Given.Granting(exception, "Deny", "NotPrincipal") };
        var request = Given.Request("s3:GetObject", "arn:aws:s3:::b", by: Callers[who]);
        Assert.Equal(Verdict.Allowed, free.Verdict(request));
        Assert.Equal(Verdict.ExplicitDeny, (free with { Boundary = Given.Attached(Given.Allow("*")) }).Verdict(request));
    }

    // who asks | aws:PrincipalArn | aws:PrincipalAccount | aws:PrincipalType | aws:userid | aws:username
    public static TheoryData<string[]> Described => Table.Of(
        """
        root | arn:aws:iam::123456789012:root | 123456789012 | Account | 123456789012 | -
        user | arn:aws:iam::123456789012:user/ann | 123456789012 | User | AIDAEXAMPLEANN000000 | ann
        session | arn:aws:iam::123456789012:role/app/reader | 123456789012 | AssumedRole | AROAEXAMPLEREADER000:web | -
        federated user | arn:aws:iam::123456789012:user/ann | 123456789012 | FederatedUser | 123456789012:guest | -
        nobody | - | - | Anonymous | - | -
        service | - | - | Service | - | -
        """);

    [Theory]
    [MemberData(nameof(Described))]
    public void A_context_tells_of_the_caller_what_every_request_tells(string[] row)
    {
        string[] keys = ["aws:PrincipalArn", "aws:PrincipalAccount", "aws:PrincipalType", "aws:userid", "aws:username"];
        var told = new RequestContext().Describe(Callers[row[0]]).ToDictionary(pair => pair.Key, pair => Assert.Single(pair.Value), StringComparer.Ordinal);
        Assert.Equal(row[1..], keys.Select(key => told.GetValueOrDefault(key, "-")));
    }

    [Fact]
    public void A_session_without_a_known_role_id_has_no_user_id() =>
        Assert.DoesNotContain(new RequestContext().Describe(Subject.RoleSession("arn:aws:sts::123456789012:assumed-role/r/s", "arn:aws:iam::123456789012:role/r")), pair => pair.Key == "aws:userid");
}
