namespace Gatehouse.Identity;

/// <summary>Judges which attribute values may be written, and by whom. Judging changes nothing.</summary>
public static class AttributeRules
{
    /// <summary>Judges what a person (through an application) or an administrator wants to write at creation.</summary>
    /// <param name="pool">Whose schema rules.</param>
    /// <param name="writer">The application; null for an administrator.</param>
    /// <param name="values">What is to be written.</param>
    /// <param name="requireAll">Required attributes must be there: at sign-up, not when an administrator creates.</param>
    public static Refusal? ForNew(UserPool pool, AppClient? writer, IReadOnlyDictionary<string, string> values, bool requireAll)
    {
        if (ForEach(pool, writer, values) is { } refusal)
            return refusal;
        if (!requireAll)
            return null;

        var missing = pool.Schema.All
            .Where(d => d.Required && d.Name != Attributes.Sub && string.IsNullOrEmpty(values.GetValueOrDefault(d.Name)))
            .Select(d => $"{d.Name}: The attribute is required")
            .ToList();
        return missing.Count == 0 ? null : Nonconforming(string.Join("; ", missing));
    }

    /// <summary>Judges a change to a person who is there: what is immutable stays, what is required is not removed.</summary>
    public static Refusal? ForChange(UserPool pool, AppClient? writer, User user, IReadOnlyDictionary<string, string> values)
    {
        if (ForEach(pool, writer, values) is { } refusal)
            return refusal;

        foreach (var (name, value) in values)
        {
            var definition = pool.Schema.Find(name)!;
            if (!definition.Mutable && user[name] != value)
                return Invalid($"user.{name}: Attribute cannot be updated.");
            if (definition.Required && value.Length == 0)
                return Invalid($"user.{name}: Required attribute cannot be deleted.");
        }

        return null;
    }

    private static Refusal? ForEach(UserPool pool, AppClient? writer, IReadOnlyDictionary<string, string> values)
    {
        foreach (var (name, value) in values)
        {
            if (name == Attributes.Sub)
                return Invalid("user.sub: Attribute cannot be updated.");
            if (pool.Schema.Find(name) is not { } definition)
                return Nonconforming($"Type for attribute {{{name}}} could not be determined");
            if (writer is not null && !MayWrite(writer, definition))
                return RefusalKind.AttributeNotWritable;
            if (value.Length > 0 && definition.Broken(value) is { } broken)
                return definition.Name is Attributes.Email or Attributes.Phone ? Invalid(broken) : Nonconforming(broken);
            if (name == Attributes.PreferredUsername && pool.Names.Aliases.Contains(name) && NewNames.Clash(pool, value) is { } clash)
                return Invalid(clash);
        }

        return null;
    }

    // That an address is proven is never the person's own word for it.
    private static bool MayWrite(AppClient writer, AttributeDefinition definition) =>
        definition.Name is not (Attributes.EmailVerified or Attributes.PhoneVerified) && (definition.Required || writer.MayWrite(definition.Name));

    private static Refusal Nonconforming(string what) => Invalid($"Attributes did not conform to the schema: {what}");

    private static Refusal Invalid(string sentence) => new(RefusalKind.Invalid, sentence);
}
