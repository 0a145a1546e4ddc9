using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools;

/// <summary>Hosts of the owner's.</summary>
public sealed class CustomDomainTests
{
    private const string Host = "login.acme.example";
    private const string Arn = "arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f";
    private const string BadCertificate =
        "InvalidParameterException: The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid certificate chain.";

    private static readonly RoutingType There = new() { Failover = new() { SecondaryRegion = "us-west-2", PrimaryRoute53HealthCheckId = "0a1b-2c3d" } };

    private readonly World world = new();
    private readonly TestPool pool;

    public CustomDomainTests() => pool = world.Pool();

    [Fact]
    public async Task A_host_comes_back_with_certificate_routing_and_where_its_name_is_to_point()
    {
        var config = new CustomDomainConfigType { CertificateArn = Arn, SecurityPolicy = "TLS_V1_3_2025" };
        var made = (await Make(Host, config, There)).Ok;
        Assert.Equal(("id.example.com", 1, There), (made.CloudFrontDomain, made.ManagedLoginVersion, made.Routing));

        var shown = await Describe(Host);
        Assert.Equal((pool.Id, Host, "ACTIVE", "id.example.com"), (shown.UserPoolId, shown.Domain, shown.Status, shown.CloudFrontDistribution));
        Assert.Equal(config, shown.CustomDomainConfig);
        Assert.Equal(There, shown.Routing);
        Assert.Equal(pool.Id, (await world.Get<Gatehouse.Identity.Domains>().ByHost(Host, default))!.Pool.Id);
    }

    [Fact]
    public async Task An_update_changes_what_it_names_and_keeps_the_rest()
    {
        await Make(Host, new() { CertificateArn = Arn, SecurityPolicy = "TLS_V1" }, There);
        var other = new CustomDomainConfigType { CertificateArn = Arn + "0" };
        Assert.Equal("id.example.com", (await Update(Host, new() { CustomDomainConfig = other })).Ok.CloudFrontDomain);
        Assert.Equal((other, There), ((await Describe(Host)).CustomDomainConfig, (await Describe(Host)).Routing));

        Assert.Null((await Update(Host, new() { Routing = new(), ManagedLoginVersion = 2 })).Ok.Routing!.Failover);
        Assert.Equal((other, 2), ((await Describe(Host)).CustomDomainConfig, (await Describe(Host)).ManagedLoginVersion));
    }

    [Fact]
    public async Task A_pool_has_one_host_beside_one_label()
    {
        Assert.True((await Make(Host)).IsOk);
        Assert.Equal("InvalidParameterException: User pool already has a domain configured.", (await Make("other.acme.example")).Refusal);
        Assert.True((await Run(world.Op<CreateUserPoolDomain>(), new() { UserPoolId = pool.Id, Domain = "acme" })).IsOk);

        var shown = (await world.Call(world.Op<DescribeUserPool>(), new DescribeUserPoolRequest { UserPoolId = pool.Id })).Ok.UserPool!;
        Assert.Equal(("acme", Host), (shown.Domain, shown.CustomDomain));
    }

    [Fact]
    public async Task A_host_is_one_pool_s_and_keeps_it_from_being_deleted()
    {
        await Make(Host);
        var again = new CreateUserPoolDomainRequest { UserPoolId = world.Pool().Id, Domain = Host, CustomDomainConfig = new() { CertificateArn = Arn } };
        Assert.Equal("InvalidParameterException: Domain already associated with another user pool.", (await Run(world.Op<CreateUserPoolDomain>(), again)).Refusal);
        Assert.StartsWith(
            "InvalidParameterException: User pool cannot be deleted.",
            (await world.Call(world.Op<DeleteUserPool>(), new DeleteUserPoolRequest { UserPoolId = pool.Id })).Refusal,
            StringComparison.Ordinal);

        Assert.True((await Run(world.Op<DeleteUserPoolDomain>(), new() { UserPoolId = pool.Id, Domain = Host })).IsOk);
        Assert.True((await Run(world.Op<CreateUserPoolDomain>(), again)).IsOk);
    }

    [Theory]
    [InlineData("acme")]
    [InlineData("Login.acme.example")]
    [InlineData("login..example")]
    [InlineData(".acme.example")]
    [InlineData("login.acme.example.")]
    [InlineData("-login.acme.example")]
    [InlineData("login.acme.example:443")]
    [InlineData("*.acme.example")]
    [InlineData("https://login.acme.example")]
    [InlineData("login.acmé.example")]
    [InlineData("127.0.0.1")]
    [InlineData("login.0x7f")]
    [InlineData("id.example.com")]
    [InlineData("acme.auth.id.example.com")]
    [InlineData("acme.auth.eu-central-1.amazoncognito.com")]
    public async Task What_is_no_host_or_belongs_to_the_installation_is_refused(string name) =>
        Assert.Equal($"InvalidParameterException: Custom domain is not a valid subdomain: {name}", (await Make(name)).Refusal);

    [Theory]
    [InlineData("login.mycognito.example")]
    [InlineData("aws.example")]
    public async Task Words_that_a_label_may_not_have_are_good_in_a_host(string name) => Assert.True((await Make(name)).IsOk);

    [Theory]
    [InlineData("arn:aws:acm:eu-central-1:123456789012:certificate/0a1b2c3d")]
    [InlineData("arn:aws:iam::123456789012:server-certificate/mine")]
    [InlineData("arn:aws:acm:us-east-1:123456789012:certificate/")]
    public async Task A_certificate_is_one_of_the_region_of_certificates(string arn)
    {
        Assert.Equal(BadCertificate, (await Make(Host, new() { CertificateArn = arn })).Refusal);
        await Make(Host);
        Assert.Equal(BadCertificate, (await Update(Host, new() { CustomDomainConfig = new() { CertificateArn = arn } })).Refusal);
    }

    [Fact]
    public async Task A_security_policy_is_one_of_three()
    {
        Assert.Equal("InvalidParameterException: Invalid SecurityPolicy: SSL", (await Make(Host, new() { CertificateArn = Arn, SecurityPolicy = "SSL" })).Refusal);
        foreach (var policy in SecurityPolicyType.All)
            Assert.True((await Make($"{policy.ToLowerInvariant().Replace('_', '-')}.example", new() { CertificateArn = Arn, SecurityPolicy = policy }, inPool: world.Pool())).IsOk);
    }

    [Theory]
    [InlineData("eu-central-1", "0a1b", "Invalid SecondaryRegion: eu-central-1")]
    [InlineData("nowhere", "0a1b", "Invalid SecondaryRegion: nowhere")]
    [InlineData("us-west-2", "a b", "Invalid PrimaryRoute53HealthCheckId: a b")]
    [InlineData("us-west-2", "", "Invalid PrimaryRoute53HealthCheckId: ")]
    public async Task Routing_names_another_region_and_a_health_check(string region, string check, string text)
    {
        var routing = new RoutingType { Failover = new() { SecondaryRegion = region, PrimaryRoute53HealthCheckId = check } };
        Assert.Equal("InvalidParameterException: " + text, (await Make(Host, routing: routing)).Refusal);
    }

    private Task<Said<CreateUserPoolDomainResponse>> Make(
        string name, CustomDomainConfigType? config = null, RoutingType? routing = null, TestPool? inPool = null) =>
        Run(world.Op<CreateUserPoolDomain>(), new()
        {
            UserPoolId = (inPool ?? pool).Id, Domain = name, CustomDomainConfig = config ?? new() { CertificateArn = Arn }, Routing = routing,
        });

    private Task<Said<UpdateUserPoolDomainResponse>> Update(string name, UpdateUserPoolDomainRequest request) =>
        Run(world.Op<UpdateUserPoolDomain>(), request with { UserPoolId = pool.Id, Domain = name });

    private async Task<DomainDescriptionType> Describe(string name) =>
        (await Run(world.Op<DescribeUserPoolDomain>(), new DescribeUserPoolDomainRequest { Domain = name })).Ok.DomainDescription!;

    private Task<Said<TResponse>> Run<TRequest, TResponse>(Operation<TRequest, TResponse> operation, TRequest request)
        where TRequest : class, IChecked
        where TResponse : class => world.Call(operation, request);
}
