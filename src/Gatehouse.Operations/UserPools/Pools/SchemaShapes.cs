using System.Globalization;
using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Turns attribute definitions of the wire into the domain's schema, and back.</summary>
public static class SchemaShapes
{
    /// <summary>The schema of a new pool: a standard name redefines that attribute, any other name adds one.</summary>
    public static Reply<Schema> Create(IReadOnlyList<SchemaAttributeType>? asked)
    {
        var schema = Schema.Standard;
        var redefined = new HashSet<string>(StringComparer.Ordinal);
        foreach (var attribute in asked ?? [])
        {
            if (attribute.Name is { } name && Schema.Standard.Find(name) is { } standard)
            {
                if (!redefined.Add(name))
                    return Faults.InvalidParameter($"{name}: Existing attribute already has name {name}.");
                if (Redefined(standard, attribute).Refused(out var fault, out var definition))
                    return fault;

                schema = schema.Redefine(definition);
            }
            else if (Add(schema, [attribute]).Refused(out var fault, out var grown))
            {
                return fault;
            }
            else
            {
                schema = grown;
            }
        }

        return schema;
    }

    /// <summary>
    /// The schema with custom attributes more. Their names get the prefix <c>custom:</c>, those of developer-only ones <c>dev:custom:</c>.
    /// </summary>
    public static Reply<Schema> Add(Schema schema, IReadOnlyList<SchemaAttributeType> asked)
    {
        foreach (var attribute in asked)
        {
            if (Custom(attribute).Refused(out var fault, out var definition))
                return fault;
            if (schema.Add(definition).Refused(out var refusal, out var grown))
                return Refused.As(refusal);

            schema = grown;
        }

        return schema;
    }

    /// <summary>The definitions as lists show them: no constraints where there are none, numbers as text.</summary>
    public static IReadOnlyList<SchemaAttributeType> Write(Schema schema) => [.. schema.All.Select(Write)];

    private static SchemaAttributeType Write(AttributeDefinition definition) => new()
    {
        Name = definition.Name,
        AttributeDataType = definition.Type.ToString(),
        DeveloperOnlyAttribute = definition.IsDeveloperOnly,
        Mutable = definition.Mutable,
        Required = definition.Required,
        StringAttributeConstraints = definition is { MinLength: null, MaxLength: null }
            ? null
            : new() { MinLength = Text(definition.MinLength), MaxLength = Text(definition.MaxLength) },
        NumberAttributeConstraints = definition is { MinValue: null, MaxValue: null }
            ? null
            : new() { MinValue = Text(definition.MinValue), MaxValue = Text(definition.MaxValue) },
    };

    private static Reply<AttributeDefinition> Redefined(AttributeDefinition standard, SchemaAttributeType asked)
    {
        if ((asked.AttributeDataType ?? standard.Type.ToString()) != standard.Type.ToString() || asked.DeveloperOnlyAttribute is true)
        {
            return Faults.InvalidParameter(
                $"You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute {standard.Name}");
        }

        // Nobody may give, leave out or change an identifier, whatever its definition asks for.
        return standard.Name == Attributes.Sub
            ? standard
            : Bounded(standard with { Mutable = asked.Mutable ?? standard.Mutable, Required = asked.Required ?? false }, asked);
    }

    private static Reply<AttributeDefinition> Custom(SchemaAttributeType asked)
    {
        if (asked.Name is null)
            return Faults.InvalidParameter("Missing required parameter Name");
        if (!Enum.TryParse<AttributeKind>(asked.AttributeDataType, out var kind))
            return Faults.InvalidParameter("Invalid AttributeDataType input, consider using the provided AttributeDataType enum.");
        if (asked.Required is true)
            return Faults.InvalidParameter("Required custom attributes are not supported currently.");

        var prefix = asked.DeveloperOnlyAttribute is true ? Attributes.DeveloperPrefix + Attributes.CustomPrefix : Attributes.CustomPrefix;
        return Bounded(new AttributeDefinition(prefix + asked.Name, kind) { Mutable = asked.Mutable ?? true }, asked);
    }

    private static Reply<AttributeDefinition> Bounded(AttributeDefinition definition, SchemaAttributeType asked) => definition.Type switch
    {
        AttributeKind.String => WithLengths(definition, asked.StringAttributeConstraints),
        AttributeKind.Number => WithValues(definition, asked.NumberAttributeConstraints),
        _ => definition,
    };

    private static Reply<AttributeDefinition> WithLengths(AttributeDefinition definition, StringAttributeConstraintsType? asked)
    {
        if (!TryRead(asked?.MinLength, out var min) || !TryRead(asked?.MaxLength, out var max) || min < 0 || max < 0)
            return Faults.InvalidParameter($"{definition.Name}: String attribute constraints must be whole numbers");
        if (min > AttributeDefinition.MaxValueLength || max > AttributeDefinition.MaxValueLength)
        {
            return Faults.InvalidParameter(
                $"{definition.Name}: String attributes cannot have a length of more than {AttributeDefinition.MaxValueLength}");
        }

        var bounded = definition with { MinLength = (int?)min ?? definition.MinLength, MaxLength = (int?)max ?? definition.MaxLength };
        return bounded.MinLength > bounded.MaxLength
            ? Faults.InvalidParameter($"{definition.Name}: Max length cannot be less than min length")
            : bounded;
    }

    private static Reply<AttributeDefinition> WithValues(AttributeDefinition definition, NumberAttributeConstraintsType? asked)
    {
        if (!TryRead(asked?.MinValue, out var min) || !TryRead(asked?.MaxValue, out var max))
            return Faults.InvalidParameter($"{definition.Name}: Number attribute constraints must be whole numbers of at most 64 bits");

        var bounded = definition with { MinValue = min ?? definition.MinValue, MaxValue = max ?? definition.MaxValue };
        return bounded.MinValue > bounded.MaxValue
            ? Faults.InvalidParameter($"{definition.Name}: Max value cannot be less than min value")
            : bounded;
    }

    private static bool TryRead(string? text, out long? number)
    {
        var readable = long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value);
        number = readable ? value : null;
        return readable || text is null;
    }

    private static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);
}
