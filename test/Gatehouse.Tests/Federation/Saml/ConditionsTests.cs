using Gatehouse.Identity;

namespace Gatehouse.Tests.Federation.Saml;

/// <summary>An assertion is good for a time, for an audience, at an address.</summary>
public sealed class ConditionsTests : SamlTest
{
    // Case 137: to the second, with a minute's patience.
    [Fact]
    public void An_assertion_is_good_from_a_minute_before_to_a_minute_after()
    {
        Assert.StartsWith("{", Read(Draft with { Conditions = Draft.Between(60, 300) }));
        Assert.Equal(No(SamlFlaw.NotYet), Read(Draft with { Conditions = Draft.Between(60.5, 300) }));
        Assert.StartsWith("{", Read(Draft with { Conditions = Draft.Between(-300, -59.5) }));
        Assert.Equal(No(SamlFlaw.Expired), Read(Draft with { Conditions = Draft.Between(-300, -60) }));
    }

    // Case 137: the same for the confirmation, which must have an end.
    [Fact]
    public void A_confirmation_has_an_end()
    {
        string Confirmed(string attributes) => Read(Draft with { Confirmation = Draft.Confirmed($"Recipient=\"{SamlIdp.Recipient}\" {attributes}") });
        Assert.StartsWith("{", Confirmed($"NotOnOrAfter=\"{Draft.Time(-59)}\""));
        Assert.Equal(No(SamlFlaw.Expired), Confirmed($"NotOnOrAfter=\"{Draft.Time(-60)}\""));
        Assert.Equal(No(SamlFlaw.NotYet), Confirmed($"NotOnOrAfter=\"{Draft.Time(300)}\" NotBefore=\"{Draft.Time(61)}\""));
        Assert.Equal(No(SamlFlaw.Lacks("SubjectConfirmationData")), Confirmed(""));
    }

    // Case 137: none at all.
    [Fact]
    public void Without_conditions_confirmation_or_sign_in_an_assertion_says_nothing()
    {
        Assert.Equal(No(SamlFlaw.Lacks("Conditions")), Read(Draft with { Conditions = " " }));
        Assert.Equal(No(SamlFlaw.Lacks("Conditions")), Read(Draft with { Conditions = Draft.Between(-1, 1) + Draft.Between(-1, 1) }));
        Assert.Equal(No(SamlFlaw.Lacks("SubjectConfirmation")), Read(Draft with { Confirmation = " " }));
        Assert.Equal(No(SamlFlaw.Lacks("AuthnStatement")), Read(Draft with { Statement = " " }));
        var good = $"Recipient=\"{SamlIdp.Recipient}\" NotOnOrAfter=\"{Draft.Time(300)}\"";
        Assert.Equal(No(SamlFlaw.Lacks("SubjectConfirmation")), Read(Draft with { Confirmation = Draft.Confirmed(good, "urn:oasis:names:tc:SAML:2.0:cm:holder-of-key") }));
        Assert.Equal(No(SamlFlaw.Lacks("SubjectConfirmation")), Read(Draft with { Confirmation = Draft.Confirmed(good) + Draft.Confirmed(good) }));
    }

    // Case 137: times that are none.
    [Theory]
    [InlineData("")]
    [InlineData("tomorrow")]
    [InlineData("2026-09-01T09:10:00")]
    [InlineData("2026-09-01T09:10:00+00:00")]
    [InlineData("2026-09-01Z")]
    [InlineData("2026-13-01T09:10:00Z")]
    [InlineData("9999-12-31T23:59:59.9999999Z")]
    [InlineData("99999-12-31T23:59:59Z")]
    public void Times_are_of_this_world_and_in_UTC(string time)
    {
        Assert.Equal(No(SamlFlaw.Lacks("NotOnOrAfter")), Read(Draft with { Conditions = $"<saml:Conditions NotOnOrAfter=\"{time}\">{SamlDraft.Restriction(SamlIdp.Audience)}</saml:Conditions>" }));
        Assert.Equal(No(SamlFlaw.Lacks("NotBefore")), Read(Draft with { Conditions = $"<saml:Conditions NotBefore=\"{time}\">{SamlDraft.Restriction(SamlIdp.Audience)}</saml:Conditions>" }));
        Assert.Equal(No(SamlFlaw.Lacks("SessionNotOnOrAfter")), Read(Draft with { Statement = $"<saml:AuthnStatement SessionNotOnOrAfter=\"{time}\"/>" }));
        Assert.Equal(No(SamlFlaw.Lacks("IssueInstant")), Read(Draft with { IssueInstant = time }));
    }

    [Theory]
    [InlineData("2026-09-01T09:10:00Z")]
    [InlineData("2026-09-01T09:10:00.5Z")]
    [InlineData("2026-09-01T09:10:00.123456789Z")]
    public void Times_may_be_as_fine_as_one_likes(string time) =>
        Assert.StartsWith("{", Read(Draft with { Conditions = $"<saml:Conditions NotOnOrAfter=\"{time}\">{SamlDraft.Restriction(SamlIdp.Audience)}</saml:Conditions>" }));

    [Fact]
    public void Nobody_speaks_from_the_future()
    {
        Assert.StartsWith("{", Read(Draft with { IssueInstant = Draft.Time(60) }));
        Assert.Equal(No(SamlFlaw.NotYet), Read(Draft with { IssueInstant = Draft.Time(61) }));
    }

    // Case 138: for whom.
    [Fact]
    public void Each_restriction_must_name_us()
    {
        string For(params string[] restrictions) => Read(Draft with { Conditions = Draft.Between(-1, 300, string.Concat(restrictions)) });
        Assert.StartsWith("{", For(SamlDraft.Restriction("urn:other", SamlIdp.Audience)));
        Assert.StartsWith("{", For(SamlDraft.Restriction(SamlIdp.Audience), SamlDraft.Restriction(SamlIdp.Audience, "urn:other")));
        Assert.Equal(No(SamlFlaw.OtherAudience), For(SamlDraft.Restriction("urn:other")));
        Assert.Equal(No(SamlFlaw.OtherAudience), For(SamlDraft.Restriction(SamlIdp.Audience), SamlDraft.Restriction("urn:other")));
        Assert.Equal(No(SamlFlaw.OtherAudience), For(SamlDraft.Restriction()));
        Assert.Equal(No(SamlFlaw.OtherAudience), For(SamlDraft.Restriction(SamlIdp.Audience + " ", SamlIdp.Audience.ToUpperInvariant(), "<b/>" + SamlIdp.Audience)));
        Assert.Equal(No(SamlFlaw.OtherAudience), For(" "));
    }

    // Case 138: conditions that nobody here understands.
    [Fact]
    public void A_condition_that_is_not_understood_is_not_met()
    {
        var audience = SamlDraft.Restriction(SamlIdp.Audience);
        Assert.StartsWith("{", Read(Draft with { Conditions = Draft.Between(-1, 300, audience + "<saml:OneTimeUse/><saml:ProxyRestriction Count=\"0\"/>") }));
        Assert.Equal(No(SamlFlaw.NotAResponse), Read(Draft with { Conditions = Draft.Between(-1, 300, audience + "<saml:Condition/>") }));
        Assert.Equal(No(SamlFlaw.NotAResponse), Read(Draft with { Conditions = Draft.Between(-1, 300, audience + "<x:OneTimeUse xmlns:x=\"urn:x\"/>") }));
    }

    // Case 138: where to. What it answers (InResponseTo) has no meaning here: nobody asked, people bring it.
    [Theory]
    [InlineData("https://other.example.com/saml")]
    [InlineData("https://id.example.com/saml/")]
    [InlineData("https://ID.example.com/saml")]
    [InlineData("")]
    public void It_is_sent_to_us(string elsewhere)
    {
        Assert.Equal(No(SamlFlaw.OtherRecipient), Read(Draft with { Confirmation = Draft.Confirmed($"NotOnOrAfter=\"{Draft.Time(300)}\" Recipient=\"{elsewhere}\"") }));
        Assert.Equal(No(SamlFlaw.OtherRecipient), Read(Draft with { Confirmation = Draft.Confirmed($"NotOnOrAfter=\"{Draft.Time(300)}\"") }));
        Assert.Equal(No(SamlFlaw.OtherRecipient), Read(Draft with { ResponseAttributes = $"Destination=\"{elsewhere}\"" }));
    }

    [Fact]
    public void Only_success_is_success()
    {
        static string Status(string code) => $"<samlp:Status><samlp:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:{code}\"/></samlp:Status>";
        Assert.Equal(No(SamlFlaw.Rejected), Read(Draft with { Status = Status("Responder") }));
        Assert.Equal(No(SamlFlaw.Rejected), Read(Draft with { Status = "" }));
        Assert.Equal(No(SamlFlaw.Rejected), Read(Draft with { Status = Status("Success") + Status("Success") }));
        Assert.Equal(No(SamlFlaw.NotAResponse), Read(Draft with { Version = "1.1" }));
    }
}
