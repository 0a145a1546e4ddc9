using Gatehouse.Access;

namespace Gatehouse.Identity;

/// <summary>Principals and their sessions in bytes, for tokens that carry them.</summary>
internal static class PrincipalBytes
{
    private enum Kind : byte
    {
        Root,
        User,
        Role,
        Federated,
    }

    public static void Write(BinaryWriter writer, Principal principal)
    {
        switch (principal)
        {
            case Root root:
                Write(writer, Kind.Root, root.AccountId);
                break;
            case UserPrincipal user:
                Write(writer, Kind.User, user.AccountId, user.Path, user.Name, user.Id);
                break;
            case RolePrincipal role:
                Write(writer, Kind.Role, role.AccountId, role.RoleName, role.RoleId, role.SessionName);
                break;
            case FederatedPrincipal federated:
                Write(writer, Kind.Federated, federated.AccountId, federated.Name);
                Write(writer, federated.Lender);
                break;
            default:
                throw new InvalidOperationException($"A {principal.GetType().Name} has no session.");
        }

        writer.Write(principal.Session is not null);
        if (principal.Session is { } session)
            Write(writer, session);
    }

    public static Principal Read(BinaryReader reader)
    {
        var (kind, account) = ((Kind)reader.ReadByte(), reader.ReadString());
        Principal principal = kind switch
        {
            Kind.Root => new Root(account),
            Kind.User => new UserPrincipal(account, reader.ReadString(), reader.ReadString(), reader.ReadString()),
            Kind.Role => new RolePrincipal(account, reader.ReadString(), reader.ReadString(), reader.ReadString()),
            Kind.Federated => new FederatedPrincipal(account, reader.ReadString(), Read(reader)),
            _ => throw new InvalidOperationException($"No principal is of kind {kind}."),
        };
        return reader.ReadBoolean() ? principal with { Session = ReadSession(reader) } : principal;
    }

    private static void Write(BinaryWriter writer, Kind kind, params ReadOnlySpan<string> words)
    {
        writer.Write((byte)kind);
        foreach (var word in words)
            writer.Write(word);
    }

    private static void Write(BinaryWriter writer, SessionTerms session)
    {
        writer.Write(session.Issued.ToUnixTimeMilliseconds());
        writer.Write(session.Expires.ToUnixTimeMilliseconds());
        Write(writer, session.Policies);
        Write(writer, session.PolicyArns);
        Write(writer, [.. session.Tags.SelectMany(tag => new[] { tag.Key, tag.Value })]);
        Write(writer, session.TransitiveTags);
        writer.Write7BitEncodedInt(session.Context.Count);
        foreach (var (key, values) in session.Context)
        {
            writer.Write(key);
            Write(writer, values);
        }

        writer.Write(session.SourceIdentity ?? "");
        writer.Write(session.IdentityId ?? "");
        writer.Write(session.IsChained);
    }

    private static SessionTerms ReadSession(BinaryReader reader) => new(Time(reader), Time(reader))
    {
        Policies = Words(reader),
        PolicyArns = Words(reader),
        Tags = Words(reader).Chunk(2).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal),
        TransitiveTags = Words(reader),
        Context = Enumerable.Range(0, reader.Read7BitEncodedInt()).ToDictionary(_ => reader.ReadString(), _ => Words(reader), StringComparer.Ordinal),
        SourceIdentity = Given(reader.ReadString()),
        IdentityId = Given(reader.ReadString()),
        IsChained = reader.ReadBoolean(),
    };

    private static void Write(BinaryWriter writer, IReadOnlyCollection<string> words)
    {
        writer.Write7BitEncodedInt(words.Count);
        foreach (var word in words)
            writer.Write(word);
    }

    private static IReadOnlyList<string> Words(BinaryReader reader) => [.. Enumerable.Range(0, reader.Read7BitEncodedInt()).Select(_ => reader.ReadString())];

    private static DateTimeOffset Time(BinaryReader reader) => DateTimeOffset.FromUnixTimeMilliseconds(reader.ReadInt64());

    private static string? Given(string text) => text.Length == 0 ? null : text;
}
