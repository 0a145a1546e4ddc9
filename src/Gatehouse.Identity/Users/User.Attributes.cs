namespace Gatehouse.Identity;

/// <content>Attributes: written, removed, waiting to be proven.</content>
public sealed partial class User
{
    /// <summary>
    /// Writes attributes that the rules of the pool let pass. An empty value removes. A changed address is not proven, unless the
    /// same write says it is; where the pool wants proof first, the new address waits and the old one stays in force.
    /// </summary>
    /// <returns>The addresses that changed or now wait.</returns>
    public IReadOnlyList<string> WriteAttributes(IReadOnlyDictionary<string, string> values, IReadOnlyCollection<string> provenFirst, DateTimeOffset now)
    {
        var next = new SortedDictionary<string, string>(State.Attributes.ToDictionary(), StringComparer.Ordinal);
        var pending = State.Pending.ToDictionary();
        var addresses = new List<string>();
        foreach (var (name, value) in values)
        {
            var flag = Attributes.VerifiedFlagOf(name);
            var isNew = flag is not null && value.Length > 0 && State.Attributes.GetValueOrDefault(name) != value;
            var provenHere = flag is not null && values.GetValueOrDefault(flag) == "true";
            if (isNew)
                addresses.Add(name);

            if (isNew && !provenHere && provenFirst.Contains(name) && State.Attributes.ContainsKey(name))
            {
                pending[name] = value;
                continue;
            }

            if (flag is not null)
                pending.Remove(name);
            if (isNew && !provenHere)
                next[flag!] = "false";
            if (value.Length > 0)
                next[name] = value;
            else
                Forget(next, name, flag);
        }

        Apply(State with { Attributes = next, Pending = pending, Codes = CodesStillMeant(next, pending) }, now);
        return addresses;
    }

    /// <summary>Removes attributes, and with an address its proof.</summary>
    public void RemoveAttributes(IReadOnlyCollection<string> names, DateTimeOffset now) =>
        WriteAttributes(names.ToDictionary(n => n, _ => ""), [], now);

    private static void Forget(SortedDictionary<string, string> attributes, string name, string? flag)
    {
        attributes.Remove(name);
        if (flag is not null)
            attributes.Remove(flag);
    }

    // A code proves the address it was sent to, so it dies when another address is in force, or waits, or none does any more.
    private Dictionary<CodePurpose, OneTimeCode> CodesStillMeant(SortedDictionary<string, string> next, Dictionary<string, string> pending) =>
        State.Codes.Where(code => IsAsBefore(code.Value.Attribute, next, pending)).ToDictionary();

    private bool IsAsBefore(string attribute, SortedDictionary<string, string> next, Dictionary<string, string> pending) =>
        State.Attributes.GetValueOrDefault(attribute) == next.GetValueOrDefault(attribute)
        && State.Pending.GetValueOrDefault(attribute) == pending.GetValueOrDefault(attribute);
}
