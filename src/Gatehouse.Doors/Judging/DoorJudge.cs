using Gatehouse.Access;
using Gatehouse.Access.Policies;
using Gatehouse.Identity;
using Gatehouse.Wire.SigV4;

namespace Gatehouse.Doors;

/// <summary>Decides about requests to services behind doors: signature, meaning, policies. Everything that is not said to be allowed is refused.</summary>
public sealed class DoorJudge(SignatureGate gate, Authority authority, KeyUses uses, IDecisionSeal seal, Realm realm, TimeProvider clock)
{
    // What servers and frameworks obey in the place of the method and path that were signed and judged.
    private static readonly HashSet<string> Rewriting = new(
        ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override", "X-Original-URL", "X-Rewrite-URL"], StringComparer.OrdinalIgnoreCase);

    private static readonly Dictionary<string, IRequestMap> BuiltIn = new(StringComparer.Ordinal) { [Door.S3] = new S3Map(), [Door.ExecuteApi] = new ExecuteApiMap() };
    private static readonly RulesMap Own = new();

    /// <summary>Decides.</summary>
    /// <param name="door">Where it came to.</param>
    /// <param name="request">What came.</param>
    /// <param name="identifyOnly">Only who signed it is asked, and not what they may.</param>
    /// <param name="ct">Fires when whoever asks went away.</param>
    public async ValueTask<Judgement> Judge(Door door, DoorRequest request, bool identifyOnly, CancellationToken ct)
    {
        if (!request.IsWhole)
            return new Judgement.Refused(DoorFaults.BrokenTarget);
        if (!door.IsAt(request.Headers.Host.ToString(), out var before))
            return new Judgement.Refused(DoorFaults.OtherHost);
        if (request.Headers.Keys.Any(name => Rewriting.Contains(HeaderName.AsRead(name))))
            return new Judgement.Refused(DoorFaults.Rewritten);

        var head = SignedHead.Of(request.Method, request.Target, request.Headers, request.BodyHash);
        if ((await gate.Judge(head, RulesOf(door), ct)).Refused(out var fault, out var signed))
            return fault.Code == SignatureCodes.BodyHashNeeded ? new Judgement.Asked(Judgement.Asked.BodyHash) : new Judgement.Refused(fault);

        var signer = signed.Signer;
        if (signer.Principal is UserPrincipal { Session: null })
            await uses.Note(signer.Key.Id, door.Service, signer.Region, ct);
        if (identifyOnly)
            return await Identify(signed, ct);

        var query = QueryText.Of(head.Query);
        var map = BuiltIn.GetValueOrDefault(door.Service, Own);
        var mapped = new MappedRequest(door, before, request.Method, head.Path, signed.IsInQuery ? query.WithoutCredentials() : query, request.Headers)
        {
            Body = request.Body, Facts = DoorFacts.Of(request, signed, door, clock.GetUtcNow()),
        };
        if (map.Read(mapped, realm).Refused(out fault, out var errand))
            return fault == DoorFaults.BodyNeeded && signed.Body is not ChunkedBody ? new Judgement.Asked(Judgement.Asked.Body) : new Judgement.Refused(fault);

        return await Decide(signed, errand, door, ct);
    }

    // Browsers can set no header of a WebSocket, so they sign in the query.
    private SignatureRules RulesOf(Door door) =>
        new(door.Service) { Region = door.Region ?? realm.Region, AllowsQuery = door.Service == Door.S3 || door.AllowsWebSockets };

    private async ValueTask<Judgement> Identify(SignedBy signed, CancellationToken ct)
    {
        var who = signed.Signer.Principal;
        return await authority.Stands(who, ct) && await authority.PoliciesOf(who, ct) is not null
            ? new Judgement.Admitted(signed, null)
            : new Judgement.Refused(DoorFaults.Gone);
    }

    private async ValueTask<Judgement> Decide(SignedBy signed, Errand errand, Door door, CancellationToken ct)
    {
        var who = signed.Signer.Principal;
        foreach (var wish in errand.Wishes)
        {
            var decision = await authority.Decide(who, wish, ct);
            if (!decision.IsAllowed)
                return Denied(who, wish, decision, door);
        }

        return new Judgement.Admitted(signed, errand);
    }

    private Judgement.Refused Denied(Principal who, Wish wish, Decision decision, Door door)
    {
        var resource = decision.Resource ?? wish.Resources[0];
        var text = DeniedText.Of(who.Arn, wish.Action, door.Service == Door.S3 ? $"\"{resource}\"" : resource, decision);
        return new(DoorFaults.Denied(text)) { Sealed = seal.Seal(who, wish, decision) };
    }
}
