namespace Gatehouse.Identity;

/// <summary>The link of a mail that ends a sign-up, but for the person and the code.</summary>
/// <param name="Address">Where it leads.</param>
/// <param name="ClientId">The application that the person signs up with; the link works for no other.</param>
public sealed record ConfirmationLink(string Address, string ClientId)
{
    /// <summary>The whole link of one person.</summary>
    public string Of(string username, string code) =>
        $"{Address}?client_id={Uri.EscapeDataString(ClientId)}&user_name={Uri.EscapeDataString(username)}&confirmation_code={Uri.EscapeDataString(code)}";
}

/// <summary>Says where links in mails lead: to the domain of the pool, or while it has none, to where its tokens say it is.</summary>
public sealed class ConfirmationLinks(Domains domains, Realm realm)
{
    /// <summary>The last part of the path, at either place.</summary>
    public const string Path = "confirmUser";

    /// <summary>The link for a message, where the pool wants one in it; null where the code is to be typed.</summary>
    public async ValueTask<ConfirmationLink?> For(Caller caller, MessagePurpose why, CancellationToken ct)
    {
        var (pool, client) = (caller.Pool, caller.Client);
        if (client is null || !pool.Messages.ConfirmsByLink || why is not (MessagePurpose.SignUp or MessagePurpose.ResendCode))
            return null;

        // A host of the owner's comes first: it is what people know.
        var found = (await domains.Of(pool.Id, ct)).OrderByDescending(domain => domain.IsCustom).FirstOrDefault();
        return new($"{(found is null ? realm.Issuer(pool.Id) : domains.AddressOf(found))}/{Path}", client.Id);
    }
}
