namespace Gatehouse.Identity;

/// <summary>Which attributes people of a pool have. Attributes are added, never removed or changed.</summary>
/// <param name="All">Every definition, standard ones first, in the order the service lists them.</param>
public sealed record Schema(IReadOnlyList<AttributeDefinition> All)
{
    /// <summary>No pool has more attributes of its own.</summary>
    public const int MaxCustom = 50;

    /// <summary>The twenty attributes every pool has.</summary>
    public static Schema Standard { get; } = new(
    [
        new("sub", AttributeKind.String) { Mutable = false, Required = true, MinLength = 1, MaxLength = 2048 },
        Text("name"), Text("given_name"), Text("family_name"), Text("middle_name"), Text("nickname"), Text("preferred_username"),
        Text("profile"), Text("picture"), Text("website"), Text("email"), new("email_verified", AttributeKind.Boolean),
        Text("gender"), Text("birthdate") with { MinLength = 10, MaxLength = 10 }, Text("zoneinfo"), Text("locale"),
        Text("phone_number"), new("phone_number_verified", AttributeKind.Boolean), Text("address"),
        new("updated_at", AttributeKind.Number) { MinValue = 0 },
    ]);

    /// <summary>The definition of an attribute, or null when the schema has none.</summary>
    public AttributeDefinition? Find(string name)
    {
        foreach (var definition in All)
        {
            if (definition.Name == name)
                return definition;
        }

        return null;
    }

    /// <summary>The schema with one attribute more; refused when the name is taken or the pool has its <see cref="MaxCustom"/>.</summary>
    public Outcome<Schema> Add(AttributeDefinition definition)
    {
        if (Find(definition.Name) is not null)
        {
            return new Refusal(
                RefusalKind.Invalid, $"{definition.Name}: Existing attribute already has name {definition.Name}.");
        }

        return All.Count(known => known.IsCustom) < MaxCustom
            ? new Schema([.. All, definition])
            : new Refusal(RefusalKind.Invalid, $"Exceeded the limit of {MaxCustom} custom attributes.");
    }

    /// <summary>The schema with an attribute it has defined otherwise, in the same place: only for a pool that has no people yet.</summary>
    public Schema Redefine(AttributeDefinition definition) =>
        new([.. All.Select(known => known.Name == definition.Name ? definition : known)]);

    private static AttributeDefinition Text(string name) => new(name, AttributeKind.String) { MinLength = 0, MaxLength = 2048 };
}
