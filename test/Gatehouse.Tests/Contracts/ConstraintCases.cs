using System.Text.Json.Nodes;

namespace Gatehouse.Tests.Contracts;

/// <summary>A request that is valid but for one member, and what has to be said of it.</summary>
/// <param name="Operation">Its name.</param>
/// <param name="Request">The request, as JSON even where the wire carries a form.</param>
/// <param name="Sentence">The sentence the answer must hold.</param>
/// <param name="Alone">Whether that sentence must be the only one.</param>
internal sealed record ConstraintCase(string Operation, JsonNode Request, string Sentence, bool Alone);

/// <summary>Every constraint of every member an operation takes, each broken once.</summary>
internal sealed class ConstraintCases(Model model, string operation)
{
    private readonly List<ConstraintCase> cases = [];

    public static IEnumerable<ConstraintCase> Of(Model model, string operation)
    {
        var all = new ConstraintCases(model, operation);
        all.Structure(model[model.Operations[operation].Input], "", false, request => request!);
        return all.cases;
    }

    private void Structure(ModelShape shape, string path, bool secret, Func<JsonNode?, JsonNode> within)
    {
        foreach (var (name, type) in shape.Members ?? [])
        {
            var at = path + char.ToLowerInvariant(name[0]) + name[1..];
            if (shape.Required?.Contains(name) is true)
                Broken(at, null, "Member must not be null", within(With(shape, name, null)));

            Member(model[type], at, secret, value => within(With(shape, name, value)));
        }
    }

    private void Member(ModelShape shape, string at, bool secret, Func<JsonNode?, JsonNode> within)
    {
        var unseen = secret || shape.Sensitive;
        switch (shape.Type)
        {
            case "string":
                foreach (var (value, rule, alone) in BrokenTexts(shape))
                    Broken(at, unseen ? null : value, rule, within(value), alone);
                break;
            case "integer" or "long":
                Limits(shape, "value", number => Broken(at, unseen ? null : $"{number.Value}", number.Rule, within(number.Value)));
                break;
            case "blob":
                Limits(shape, "length", size => Broken(at, null, size.Rule, within(Convert.ToBase64String(new byte[size.Value]))));
                break;
            case "list":
                Limits(shape, "length", size => Broken(at, null, size.Rule, within(Samples.Items(model, shape, size.Value))));
                Items(shape, at, unseen, within);
                break;
            case "map":
                Limits(shape, "length", size => Broken(at, null, size.Rule, within(Samples.Entries(model, shape, size.Value)), false));
                Entries(shape, at, unseen, within);
                break;
            case "structure":
                Structure(shape, at + ".", unseen, within);
                break;
        }
    }

    private void Items(ModelShape list, string at, bool unseen, Func<JsonNode?, JsonNode> within)
    {
        var item = model[list.Member!];
        var padding = Math.Max(0, (list.Min ?? 1) - 1);
        Func<JsonNode?, JsonNode> inList = value => within(new JsonArray([value, .. Enumerable.Range(0, padding).Select(_ => Samples.Valid(model, list.Member!))]));
        if (item.Type == "structure")
        {
            Structure(item, $"{at}.1.member.", unseen || item.Sensitive, inList);
            if (!model.IsQuery)
                Broken($"{at}.1.member", null, "Member must not be null", inList(null));
            return;
        }

        foreach (var (value, _, _) in BrokenTexts(item).Take(1))
        {
            var shown = unseen || item.Sensitive ? null : $"[{string.Join(", ", inListShown(value))}]";
            Broken(at, shown, $"Member must satisfy constraint: [{Demands(item)}]", inList(value));
        }

        IEnumerable<string> inListShown(string value) => [value, .. Enumerable.Range(0, padding).Select(_ => Samples.Text(item))];
    }

    private void Entries(ModelShape map, string at, bool unseen, Func<JsonNode?, JsonNode> within)
    {
        var (key, value) = (model[map.Key!], model[map.Value!]);
        var name = Samples.Entries(model, map, 1).First().Key;
        foreach (var (text, _, _) in BrokenTexts(key).Take(1))
        {
            var shown = unseen || key.Sensitive ? null : $"[{text}]";
            Broken(at, shown, $"Map keys must satisfy constraint: [{Demands(key)}]", within(new JsonObject { [text] = Samples.Valid(model, map.Value!) }));
        }

        if (value.Type == "structure")
            Structure(value, $"{at}.{name}.member.", unseen || value.Sensitive, item => within(new JsonObject { [name] = item }));
        else
            foreach (var (text, _, _) in BrokenTexts(value).Take(1))
            {
                var shown = unseen || value.Sensitive ? null : $"{{{name}={text}}}";
                Broken(at, shown, $"Map value must satisfy constraint: [{Demands(value)}]", within(new JsonObject { [name] = text }));
            }
    }

    private static IEnumerable<(string Value, string Rule, bool Alone)> BrokenTexts(ModelShape shape)
    {
        if (shape.Max is { } max)
            yield return (new string('a', max + 1), $"Member must have length less than or equal to {max}", shape.Enum is null);
        if (shape.Min is > 0 and { } min)
            yield return (Samples.Text(shape)[..Math.Min(min - 1, Samples.Text(shape).Length)], $"Member must have length greater than or equal to {min}", false);
        if (shape.Pattern is not null && Samples.WrongForm(shape) is { } wrong)
            yield return (wrong, $"Member must satisfy regular expression pattern: {shape.Pattern}", true);
        if (shape.Enum is not null)
            yield return ("bogus", $"Member must satisfy enum value set: [{string.Join(", ", shape.Enum)}]", shape.Min is null && shape.Max is null);
    }

    private static string Demands(ModelShape shape) => string.Join(", ", new[]
    {
        shape.Max is null ? null : $"Member must have length less than or equal to {shape.Max}",
        shape.Min is null ? null : $"Member must have length greater than or equal to {shape.Min}",
        shape.Pattern is null ? null : $"Member must satisfy regular expression pattern: {shape.Pattern}",
        shape.Enum is null ? null : $"Member must satisfy enum value set: [{string.Join(", ", shape.Enum)}]",
    }.OfType<string>());

    private static void Limits(ModelShape shape, string measure, Action<(int Value, string Rule)> broken)
    {
        if (shape.Min is { } min && (min > 0 || measure == "value"))
            broken((min - 1, $"Member must have {measure} greater than or equal to {min}"));
        if (shape.Max is { } max)
            broken((max + 1, $"Member must have {measure} less than or equal to {max}"));
    }

    private void Broken(string at, string? shown, string rule, JsonNode request, bool alone = true) =>
        cases.Add(new(operation, request, $"Value {(shown is null ? "" : $"'{shown}' ")}at '{at}' failed to satisfy constraint: {rule}", alone));

    private JsonObject With(ModelShape structure, string member, JsonNode? value)
    {
        var whole = Samples.Least(model, structure);
        whole[member] = value;
        return whole;
    }
}
