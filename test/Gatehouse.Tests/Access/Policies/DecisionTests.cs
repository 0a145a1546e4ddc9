using Gatehouse.Access.Policies;

namespace Gatehouse.Tests.Access.Policies;

public sealed class DecisionTests
{
    private static readonly Policy Silent = Given.Allow("other:Thing");
    private static readonly Policy Allows = Given.Allow("s3:*");
    private static readonly Policy Denies = Given.Deny("s3:*");

    private static readonly Dictionary<string, Policy> ByWord = new(StringComparer.Ordinal) { ["silent"] = Silent, ["allow"] = Allows, ["deny"] = Denies };

    // identity | boundary | session | verdict | layer | rule; a dash is no policy at all
    public static TheoryData<string[]> Layers => Table.Of(
        """
        - | - | - | ImplicitDeny | Identity | Nobody may do anything by himself.
        silent | - | - | ImplicitDeny | Identity | Nor by what says something else.
        allow | - | - | Allowed | Identity | A policy that allows is enough.
        deny | - | - | ExplicitDeny | Identity | One that denies denies.
        allow, silent | - | - | Allowed | Identity | What one allows, others need not.
        silent, allow | - | - | Allowed | Identity | In any order.
        allow, deny | - | - | ExplicitDeny | Identity | A denial wins.
        deny, allow | - | - | ExplicitDeny | Identity | In any order.
        allow | allow | - | Allowed | Identity | A boundary that allows does not stand in the way.
        allow | silent | - | ImplicitDeny | Boundary | One that is silent does.
        allow | deny | - | ExplicitDeny | Boundary | One that denies denies.
        silent | allow | - | ImplicitDeny | Identity | A boundary allows nothing by itself.
        - | allow | - | ImplicitDeny | Identity | Not even where there is nothing else.
        deny | deny | - | ExplicitDeny | Identity | Of two denials the first that is looked for is told.
        allow | - | allow | Allowed | Identity | A session's policy that allows does not stand in the way.
        allow | - | silent | ImplicitDeny | Session | One that is silent does.
        allow | - | deny | ExplicitDeny | Session | One that denies denies.
        silent | - | allow | ImplicitDeny | Identity | A session's policy allows nothing by itself.
        - | - | allow | ImplicitDeny | Identity | Not even where there is nothing else.
        allow | - | silent, allow | Allowed | Identity | Of the policies of one list one is enough.
        allow | - | silent / allow | ImplicitDeny | Session | Of each list one is needed.
        allow | - | allow / silent | ImplicitDeny | Session | In any order.
        allow | - | allow / allow | Allowed | Identity | Then it is allowed.
        allow | - | allow / deny | ExplicitDeny | Session | A denial in any list wins.
        allow | - | silent / deny | ExplicitDeny | Session | Also where another is silent.
        allow | allow | allow | Allowed | Identity | All three must allow.
        allow | silent | allow | ImplicitDeny | Boundary | Or the boundary says no.
        allow | allow | silent | ImplicitDeny | Session | Or the session.
        allow | silent | silent | ImplicitDeny | Boundary | The boundary is told first.
        silent | allow | allow | ImplicitDeny | Identity | Or the identity.
        allow | silent | deny | ExplicitDeny | Session | A denial is told before a silence.
        silent | deny | silent | ExplicitDeny | Boundary | Wherever it is.
        """);

    [Theory]
    [MemberData(nameof(Layers))]
    public void The_policies_of_who_asks_are_narrowed_and_never_widened(string[] row)
    {
        var policies = new PolicySet
        {
            Identity = Read(row[0]),
            Boundary = row[1] == "-" ? null : Read(row[1]),
            Sessions = row[2] == "-" ? [] : [.. row[2].Split(" / ").Select(Read)],
        };
        var decision = Authorizer.Decide(Given.Request("s3:GetObject", "arn:aws:s3:::b", by: Given.Session), policies);
        Assert.Equal((row[3], row[4]), (decision.Verdict.ToString(), decision.Layer.ToString()));
    }

    // who asks | the resource's policy names | of whose account the resource is | identity | boundary | session | verdict | layer | rule
    public static TheoryData<string[]> WithResource => Table.Of(
        """
        user | user | same | - | - | - | Allowed | Resource | Within an account the resource's policy is enough for the user it names.
        user | user | same | - | silent | - | Allowed | Resource | A boundary that is silent does not bound what is granted to the user itself.
        user | user | same | - | deny | - | ExplicitDeny | Boundary | One that denies does.
        user | user | same | deny | - | - | ExplicitDeny | Identity | So does the user's own policy.
        user | everyone | same | - | silent | - | Allowed | Resource | Everyone is the user itself.
        user | account | same | - | - | - | ImplicitDeny | Identity | To name the account leaves it to the account.
        user | account | same | allow | - | - | Allowed | Identity | Whose policies then decide.
        user | account | same | allow | silent | - | ImplicitDeny | Boundary | Within their bounds.
        user | nobody | same | allow | - | - | Allowed | Identity | Who is not named has its own policies.
        user | nobody | same | - | - | - | ImplicitDeny | Identity | Or none.
        user | user | foreign | - | - | - | ImplicitDeny | Identity | From another account both must allow.
        user | user | foreign | allow | - | - | Allowed | Identity | Then it is allowed.
        user | nobody | foreign | allow | - | - | ImplicitDeny | Resource | The resource's policy must.
        user | everyone | foreign | allow | - | - | Allowed | Identity | Everyone is enough for that.
        user | account | foreign | allow | - | - | Allowed | Identity | So is the account.
        user | user | foreign | allow | silent | - | ImplicitDeny | Boundary | Bounds count.
        user | user | foreign | deny | - | - | ExplicitDeny | Identity | And denials.
        session | session | same | - | silent | silent | Allowed | Resource | What is granted to the session itself is bounded by nothing.
        session | session | same | - | - | deny | ExplicitDeny | Session | But by a denial.
        session | role | same | - | - | - | Allowed | Resource | What is granted to the role is granted to its sessions.
        session | role | same | - | - | allow | Allowed | Resource | Within what narrows the session.
        session | role | same | - | - | silent | ImplicitDeny | Session | And not beyond.
        session | role | same | - | silent | - | ImplicitDeny | Boundary | Nor beyond the role's boundary.
        session | role | same | allow | - | silent | ImplicitDeny | Session | Whatever the role's own policies say.
        session | everyone | same | - | - | silent | Allowed | Resource | Everyone is the session itself.
        session | account | same | allow | - | silent | ImplicitDeny | Session | The account's policies are narrowed.
        session | role | foreign | allow | - | - | Allowed | Identity | From another account both must allow.
        session | session | foreign | allow | - | silent | ImplicitDeny | Session | And the session's policies count, though it is named itself.
        session | session | foreign | - | - | - | ImplicitDeny | Identity | So do the role's.
        root | nobody | same | - | - | - | Allowed | Identity | The account itself may do everything.
        root | nobody | foreign | - | - | - | ImplicitDeny | Resource | But not to what is of others.
        root | account | foreign | - | - | - | Allowed | Identity | Unless they allow it.
        root | denied | same | - | - | - | ExplicitDeny | Resource | A resource may be closed to it.
        federated | nobody | same | allow | - | - | ImplicitDeny | Session | A session in another name has nothing that it was not handed.
        federated | nobody | same | allow | - | allow | Allowed | Identity | It was handed what its policy and its user's policies allow.
        federated | nobody | same | - | - | allow | ImplicitDeny | Identity | Not more than its user has.
        federated | federated | same | - | - | - | Allowed | Resource | What is granted to itself is bounded by nothing.
        federated | user | same | - | - | - | ImplicitDeny | Session | What is granted to its user is.
        federated | user | same | - | - | allow | Allowed | Resource | By what it was handed.
        anonymous | everyone | same | - | - | - | Allowed | Resource | Nobody in particular may what everyone may.
        anonymous | user | same | - | - | - | ImplicitDeny | Resource | And nothing else.
        anonymous | everyone | foreign | - | - | - | Allowed | Resource | Of whichever account.
        anonymous | none | same | allow | - | - | ImplicitDeny | Resource | Policies of an identity that it does not have change nothing.
        service | service | same | - | - | - | Allowed | Resource | A service may what the resource's policy says.
        service | none | same | allow | - | - | ImplicitDeny | Resource | And has no policies of its own.
        user | denied | same | allow | - | - | ExplicitDeny | Resource | A denial of the resource wins.
        """);

    private static readonly Dictionary<string, Subject> Callers = new(StringComparer.Ordinal)
    {
        ["user"] = Given.Ann,
        ["session"] = Given.Session,
        ["root"] = Subject.Root(Given.Account),
        ["federated"] = Subject.FederatedUser($"arn:aws:sts::{Given.Account}:federated-user/guest", Given.Ann.Arn!),
        ["anonymous"] = Subject.Anonymous,
        ["service"] = Subject.Service("lambda.amazonaws.com"),
    };

    private static readonly Dictionary<string, AttachedPolicy?> OfResource = new(StringComparer.Ordinal)
    {
        ["none"] = null,
        ["nobody"] = Given.Granting("""{"AWS":"arn:aws:iam::555555555555:user/nobody"}"""),
        ["everyone"] = Given.Granting("\"*\""),
        ["account"] = Given.Granting($$"""{"AWS":"{{Given.Account}}"}"""),
        ["user"] = Given.Granting($$"""{"AWS":"{{Given.Ann.Arn}}"}"""),
        ["role"] = Given.Granting($$"""{"AWS":"{{Given.Session.Entity}}"}"""),
        ["session"] = Given.Granting($$"""{"AWS":"{{Given.Session.Arn}}"}"""),
        ["federated"] = Given.Granting($$"""{"AWS":"arn:aws:sts::{{Given.Account}}:federated-user/guest"}"""),
        ["service"] = Given.Granting("""{"Service":"lambda.amazonaws.com"}"""),
        ["denied"] = Given.Granting("\"*\"", "Deny"),
    };

    [Theory]
    [MemberData(nameof(WithResource))]
    public void The_policy_of_a_resource_counts_as_the_published_rules_say(string[] row)
    {
        var policies = new PolicySet
        {
            Resource = OfResource[row[1]],
            ResourceAccount = row[2] == "same" ? Given.Account : Given.Other,
            Identity = Read(row[3]),
            Boundary = row[4] == "-" ? null : Read(row[4]),
            Sessions = row[5] == "-" ? [] : [Read(row[5])],
        };
        var decision = Authorizer.Decide(Given.Request("s3:GetObject", "arn:aws:s3:::b", by: Callers[row[0]]), policies);
        Assert.Equal((row[6], row[7]), (decision.Verdict.ToString(), decision.Layer.ToString()));
    }

    [Fact]
    public void A_resource_of_which_no_account_is_told_is_of_the_account_of_who_asks() => Assert.Equal(
        Verdict.Allowed,
        new PolicySet { Identity = Given.Attached(Allows), Resource = OfResource["nobody"] }.Verdict(Given.Request("s3:GetObject", "arn:aws:s3:::b")));

    [Fact]
    public void A_boundary_of_no_policy_and_a_session_of_no_policy_allow_nothing()
    {
        var request = Given.Request("s3:GetObject");
        Assert.Equal(Verdict.ImplicitDeny, new PolicySet { Identity = Given.Attached(Allows), Boundary = [] }.Verdict(request));
        Assert.Equal(Verdict.ImplicitDeny, new PolicySet { Identity = Given.Attached(Allows), Sessions = [[]] }.Verdict(request));
    }

    [Fact]
    public void Every_resource_of_a_request_must_be_allowed()
    {
        var policies = Given.Identity(Given.Allow("s3:*", "arn:aws:s3:::a/*"), Given.Deny("s3:*", "arn:aws:s3:::a/secret"));
        Decision On(params string[] resources) => Authorizer.Decide(new(Given.Ann, "s3:GetObject", resources, []), policies);

        Assert.True(On("arn:aws:s3:::a/1", "arn:aws:s3:::a/2").IsAllowed);
        Assert.Equal((Verdict.ImplicitDeny, "arn:aws:s3:::b/1"), (On("arn:aws:s3:::a/1", "arn:aws:s3:::b/1", "arn:aws:s3:::a/2").Verdict, On("arn:aws:s3:::b/1", "arn:aws:s3:::a/2").Resource));
        Assert.Equal("arn:aws:s3:::b/1", On("arn:aws:s3:::a/1", "arn:aws:s3:::b/1", "arn:aws:s3:::c/1").Resource);
        Assert.Equal((Verdict.ExplicitDeny, "arn:aws:s3:::a/secret"), (On("arn:aws:s3:::b/1", "arn:aws:s3:::a/secret").Verdict, On("arn:aws:s3:::b/1", "arn:aws:s3:::a/secret").Resource));
        Assert.Equal((Verdict.ImplicitDeny, "*"), (On().Verdict, On().Resource));
    }

    [Fact]
    public void A_decision_names_the_statement_that_made_it()
    {
        var policy = Given.Policy("""
            {"Version":"2012-10-17","Statement":[
              {"Sid":"Read","Effect":"Allow","Action":"s3:Get*","Resource":"*"},
              {"Sid":"NoLogs","Effect":"Deny","Action":"s3:*","Resource":"arn:aws:s3:::*log*"},
              {"Effect":"Allow","Action":"s3:Put*","Resource":"*"}]}
            """);
        var policies = new PolicySet { Identity = [new(Allows, "wide"), new(policy, "narrow", PolicySource.User)] };

        var denied = Authorizer.Decide(Given.Request("s3:GetObject", "arn:aws:s3:::my-logs/x"), policies);
        Assert.Equal((Verdict.ExplicitDeny, "narrow", "NoLogs", 1), (denied.Verdict, denied.Policy!.Name, denied.Statement!.Sid, denied.Statement.Index));
        Assert.Equal("ExplicitDeny by statement 1 (NoLogs) of policy narrow (Identity)", denied.ToString());

        var allowed = Authorizer.Decide(Given.Request("s3:PutObject", "arn:aws:s3:::b/x"), Given.Identity(policy));
        Assert.Equal("Allowed by statement 2 of policy policy-0 (Identity)", allowed.ToString());
        Assert.Equal("ImplicitDeny (Identity)", Authorizer.Decide(Given.Request("ec2:RunInstances"), policies).ToString());
    }

    [Fact]
    public void What_was_not_decided_is_denied() => Assert.False(default(Decision).IsAllowed);

    private static AttachedPolicy[] Read(string words) => words == "-" ? [] : Given.Attached([.. words.Split(", ").Select(word => ByWord[word])]);
}
