using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Gatehouse.Access;
using Gatehouse.Crypto;
using Gatehouse.Federation;
using Gatehouse.Identity;
using Gatehouse.Operations;
using Gatehouse.TestKit;
using Gatehouse.Triggers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Tests.UserPools;

/// <summary>
/// An installation in memory: the whole domain and every operation of user pools over stores in memory and a clock that stands still.
/// Whatever an operation answers is held against the faults it declares.
/// </summary>
internal sealed class World
{
    public const string Region = "eu-central-1";
    public const string Password = "Correct-horse-9";
    public const string Wrong = "Wrong-horse-9";
    public const string Another = "Another-horse-9";

    public static readonly Realm Realm = new(Region, "000000000000", "https://id.example.com");

    public static readonly AccessKey Root = new("AKIAROOTROOTROOTROOT", "root-secret", new Root("000000000000"));

    private const string BrokenConstraint = "ValidationException";

    private readonly ServiceProvider services;
    private readonly ConcurrentDictionary<Type, object> operations = new();

    /// <param name="watch">Is told of every call to a store, as <c>IUsers.Find</c>, before it is made.</param>
    /// <param name="with">Replaces parts.</param>
    public World(Action<string>? watch = null, Action<IServiceCollection>? with = null)
    {
        Store = new MemoryStore(Clock);
        T Port<T>(T port)
            where T : class => watch is null ? port : Spy.Before(port, watch);

        var parts = new ServiceCollection()
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton(Realm)
            .AddSingleton(Port(Store.Pools))
            .AddSingleton(Port(Store.Clients))
            .AddSingleton(Port(Store.Users))
            .AddSingleton(Port(Store.Memberships))
            .AddSingleton(Port(Store.Sessions))
            .AddSingleton(Port(Store.Spent))
            .AddSingleton(Port(Store.Tallies))
            .AddSingleton(Port(Store.AuthEvents))
            .AddSingleton(Port(Store.IdentityPools))
            .AddSingleton(Port(Store.Identities))
            .AddSingleton(Store.SigningKeys)
            .AddSingleton(Store.Imports)
            .AddSingleton(Store.ImportFiles)
            .AddSingleton(Store.ImportRuns)
            .AddSingleton<IForeignHashes, ForeignHashes>()
            .AddSingleton(Store)
            .AddSingleton(typeof(IParts<>), typeof(MemoryParts<>))
            .AddSingleton(TestKeys.Secrets)
            .AddSingleton(TestKeys.Srp)
            .AddSingleton<IRandom, SystemRandom>()
            .AddSingleton<IPasswordHasher>(Hasher)
            .AddSingleton<ITokens, JwtTokens>()
            .AddSingleton<IKeyReservoir, TestKeys.Reservoir>()
            .AddSingleton<IPasskeyCeremonies, FrameworkPasskeys>()
            .AddSingleton<ICompromisedPasswords, CommonPasswords>()
            .AddSingleton<IAlarms>(Alarms)
            .AddSingleton<IOutside>(Outside)
            .AddSingleton<ICertificates>(Certificates)
            .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
            .AddFunction(Functions)
            .AddTriggers([], Path.GetTempPath())
            .AddFederation()
            .AddUserPools()
            .AddIdentityPools()
            .AddAccess(Root)
            .AddSingleton<IIdentityStanding>(Standing);
        with?.Invoke(parts);
        services = parts.BuildServiceProvider();
    }

    public FakeTimeProvider Clock { get; } = new(new(2026, 9, 1, 9, 8, 7, TimeSpan.Zero));

    public DateTimeOffset Now => Clock.GetUtcNow();

    public MemoryStore Store { get; }

    /// <summary>Where calls come from.</summary>
    public IPAddress? Peer { get; set; }

    /// <summary>By what program they are made.</summary>
    public string? UserAgent { get; set; }

    /// <summary>Who makes signed calls; whoever it is, they may: null.</summary>
    public Principal? Caller { get; set; }

    /// <summary>With which key.</summary>
    public string? CallerKey { get; set; }

    public IServiceProvider Services => services;

    /// <summary>Which identities of identity pools stand.</summary>
    public TestStanding Standing { get; } = new();

    /// <summary>The region that signed calls are signed for.</summary>
    public string SignedRegion { get; set; } = Region;

    public FastHasher Hasher { get; } = new();

    /// <summary>What functions of pools say.</summary>
    public TestFunctions Functions { get; } = new();

    public TestAlarms Alarms { get; } = new();

    public TestOutside Outside { get; } = new();

    public TestCertificates Certificates { get; } = new();

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>An operation by its class.</summary>
    public T Op<T>()
        where T : Operation => (T)operations.GetOrAdd(typeof(T), type => ActivatorUtilities.CreateInstance(services, type));

    /// <summary>Checks a request as the wire does, and runs the operation.</summary>
    public async Task<Said<TResponse>> Call<TRequest, TResponse>(Operation<TRequest, TResponse> operation, TRequest request)
        where TRequest : class, IChecked
        where TResponse : class
    {
        TResponse? value = null;
        var fault = Checks.Failed(request, operation.Service == "cognito-idp" ? "InvalidParameterException" : BrokenConstraint);
        if (fault is null)
            (await operation.Run(request, CallOf(operation))).Refused(out fault, out value);

        AssertDeclared(operation, fault);
        return new(value, fault);
    }

    /// <summary>Sends bytes to an operation and answers its bytes as text, or the fault as <c>Code: message</c>.</summary>
    public async Task<string> Send<T>(string json)
        where T : Operation
    {
        var operation = Op<T>();
        var answer = await operation.Answer(Encoding.UTF8.GetBytes(json), CallOf(operation));
        if (!answer.Refused(out var fault, out var bytes))
            return Encoding.UTF8.GetString(bytes.Span);

        AssertDeclared(operation, fault);
        return $"{fault.Code}: {fault.Message}";
    }

    public TestPool Pool(Func<UserPool, UserPool>? with = null)
    {
        var pool = new UserPool { Id = Get<IRandom>().PoolId(Region), Name = "people", Created = Now, Modified = Now };
        pool = with?.Invoke(pool) ?? pool;
        Assert.True(Store.Pools.Add(pool, TestKeys.For(pool.Id, Now), default).Done());
        return new(this, pool.Id);
    }

    /// <summary>Messages to an address, oldest first.</summary>
    public IReadOnlyList<Message> Sent(string? address = null) => Store.Outbox.Read(address, 10_000, default).Done();

    /// <summary>The code in the newest message to an address.</summary>
    public string CodeTo(string address) => Sent(address)[^1].Code!;

    /// <summary>Moves the clock.</summary>
    public void Wait(TimeSpan time) => Clock.Advance(time);

    /// <summary>Stores what was noted of people's doings.</summary>
    public async Task KeepEvents()
    {
        while (await Get<AuthEventKeeper>().Keep(default))
        {
        }
    }

    private Call CallOf(Operation operation) => new("00000000-0000-0000-0000-000000000000")
    {
        Operation = operation,
        Address = Peer,
        UserAgent = UserAgent,
        SignedRegion = operation.Access is CallAccess.Signed ? SignedRegion : null,
        Caller = operation.Access is CallAccess.Signed ? Caller : null,
        AccessKeyId = CallerKey,
        Permits = Caller is null ? null : Get<IPermits>(),
    };

    // These are of the protocol and in no operation's list.
    private static void AssertDeclared(Operation operation, Fault? fault)
    {
        if (fault is not null and not { Code: "SerializationException" or "ValidationError" or BrokenConstraint or "AccessDeniedException" or "AccessDenied" })
            Assert.True(operation.Declared.Contains(fault.Code), $"{operation.Name} does not declare {fault.Code} ({fault.Message}).");
    }
}
