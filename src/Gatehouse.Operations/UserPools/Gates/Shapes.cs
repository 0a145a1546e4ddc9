using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Turns what the wire says into what the domain means, and back.</summary>
public static class Shapes
{
    /// <summary>Attributes as a dictionary; a name given twice is refused, for nobody can say which value was meant.</summary>
    public static Reply<IReadOnlyDictionary<string, string>> Read(IReadOnlyList<AttributeType>? attributes)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var attribute in attributes ?? [])
        {
            if (!values.TryAdd(attribute.Name, attribute.Value ?? ""))
                return Faults.InvalidParameter($"Duplicate attribute name: {attribute.Name}");
        }

        return values;
    }

    /// <summary>A person's attributes as the wire lists them, <c>sub</c> and identities first, those a client may not read left out.</summary>
    public static IReadOnlyList<AttributeType> Write(User user, AppClient? reader = null)
    {
        var list = new List<AttributeType> { new() { Name = Attributes.Sub, Value = user.Sub } };
        if (user.State.Identities is { Count: > 0 } identities)
            list.Add(new AttributeType { Name = IdentityShapes.Attribute, Value = IdentityShapes.Write(identities) });
        foreach (var (name, value) in user.State.Attributes)
        {
            if (reader is null || reader.MayShow(name))
                list.Add(new AttributeType { Name = name, Value = value });
        }

        return list;
    }

    /// <summary>Where a code went.</summary>
    public static CodeDeliveryDetailsType Write(Delivery delivery) => new()
    {
        Destination = delivery.Destination,
        DeliveryMedium = delivery.Channel is Channel.Sms ? DeliveryMediumType.SMS : DeliveryMediumType.EMAIL,
        AttributeName = delivery.Attribute,
    };

    /// <summary>A person as lists and creations show them.</summary>
    public static UserType Write(User user, IReadOnlyList<AttributeType> attributes) => new()
    {
        Username = user.Username,
        Attributes = attributes,
        UserCreateDate = user.State.Created,
        UserLastModifiedDate = user.State.Modified,
        Enabled = user.Enabled,
        UserStatus = StatusText.Of(user.Status),
        MFAOptions = FactorShapes.Options(user),
    };
}
