using System.Text.Json;
using Gatehouse.Federation.Saml;
using Gatehouse.Identity;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Tests.Federation.Saml;

/// <summary>What tests of assertions share.</summary>
public abstract class SamlTest
{
    private protected static readonly DateTimeOffset Now = new(2026, 9, 1, 9, 8, 7, TimeSpan.Zero);

    private protected static SamlDraft Draft { get; } = new(Now);

    /// <summary>What an assertion says, or why it is not believed.</summary>
    private protected static string Read(string response, SamlExpectation? expected = null)
    {
        var judge = new SamlAssertions(new FakeTimeProvider(Now));
        return judge.Read(response, expected ?? SamlIdp.One.Expected).Refused(out var refusal, out var said) ? Shown(refusal) : Shown(said);
    }

    private protected static string Read(SamlDraft draft, Signs signs = Signs.Assertion) => Read(SamlIdp.One.Respond(draft.Xml, signs));

    private protected static string Shown(Refusal refusal)
    {
        Assert.Equal(RefusalKind.LoginInvalid, refusal.Kind);
        return "No: " + refusal.Detail;
    }

    private protected static string Shown(SamlStatement said) => JsonSerializer.Serialize(said);

    private protected static string No(Refusal refusal) => "No: " + refusal.Detail;
}
