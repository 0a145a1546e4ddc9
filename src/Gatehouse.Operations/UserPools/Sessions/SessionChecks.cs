using Gatehouse.Contracts.UserPools;

namespace Gatehouse.Operations.UserPools;

/// <summary>What the requests about sessions must be. Their contract bounds nothing, so their bounds are here, in the same words.</summary>
public static class SessionChecks
{
    private static readonly TextRule Tracking = new() { Values = [SessionShapes.Tracked, SessionShapes.Untracked] };
    private static readonly TextRule Associated = new() { Values = RevokeAssociatedSessionsType.All };
    private static readonly TextRule SessionId = new() { Min = 28, Max = 28, Pattern = "[a-z0-9]+", Form = "[a-z0-9]+" };
    private static readonly TextRule ClientId = new() { Min = 1, Max = 128, Pattern = "[\\w+]+", Form = "[A-Za-z0-9_+]+", Secret = true };
    private static readonly TextRule Username = new() { Min = 1, Max = 128, Secret = true };

    /// <summary>The rules a pool asks for.</summary>
    public static Fault? Broken(SetUserPoolSessionConfigurationRequest request) => Ask(check =>
    {
        check.Text("userSessionTracking", request.UserSessionTracking, Tracking);
        check.Range("tokenSession.maxPerUser", request.TokenSession.MaxPerUser, 1, 100);
    });

    /// <summary>The rules a client asks for; 129,600 minutes are 90 days.</summary>
    public static Fault? Broken(SetUserPoolClientSessionConfigurationRequest request) => Ask(check =>
    {
        check.Text("clientId", request.ClientId, ClientId);
        check.Range("sSOSession.maxValidityMinutes", request.SSOSession.MaxValidityMinutes, 0, 129_600);
    });

    /// <summary>The name of a client.</summary>
    public static Fault? Client(string clientId) => Ask(check => check.Text("clientId", clientId, ClientId));

    /// <summary>The name of a person.</summary>
    public static Fault? Person(string username) => Ask(check => check.Text("username", username, Username));

    /// <summary>Which session shall end.</summary>
    public static Fault? Revocation(string sessionId, string? associated) => Ask(check =>
    {
        check.Text("sessionId", sessionId, SessionId);
        check.Text("revokeAssociatedSessions", associated, Associated);
    });

    /// <summary>What else shall end with it.</summary>
    public static Fault? Association(string? associated) => Ask(check => check.Text("revokeAssociatedSessions", associated, Associated));

    private static Fault? Ask(Action<Checks> demands) => Checks.Failed(new Demands(demands), "InvalidParameterException");

    private sealed record Demands(Action<Checks> All) : IChecked
    {
        public void Check(Checks check) => All(check);
    }
}
