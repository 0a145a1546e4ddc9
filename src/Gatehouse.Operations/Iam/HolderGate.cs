using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Finds and changes the roles, or the users, of the installation.</summary>
/// <typeparam name="T">Roles, or users.</typeparam>
public abstract class HolderGate<T>(IParts<T> parts, string entity)
    where T : class, IPart, IHasRights
{
    /// <summary>The one of a name, spelled as it was when it was made.</summary>
    public async ValueTask<Reply<T>> Find(string name, Call call) =>
        await parts.Find("", "", IamRole.KeyOf(name), call.Aborted) is { } found && found.Name == name ? found : Unknown(name);

    /// <summary>All of them whose path begins so, in no order.</summary>
    public async ValueTask<IReadOnlyList<T>> All(string? pathPrefix, Call call) =>
        [.. (await parts.All("", "", call.Aborted)).Where(one => one.Path.StartsWith(pathPrefix ?? "/", StringComparison.Ordinal))];

    /// <summary>Adds one, unless its name is taken.</summary>
    public async ValueTask<Reply<T>> Add(T part, Call call)
    {
        var added = await parts.Add(part, call.Aborted);
        return ReferenceEquals(added.Part, part)
            ? part
            : Faults.EntityAlreadyExists($"{char.ToUpperInvariant(entity[0])}{entity[1..]} with name {part.Name} already exists.");
    }

    /// <summary>Changes one in one atomic step, or answers the fault of the change; then nothing is stored.</summary>
    public async ValueTask<Fault?> Change(string name, Func<T, Reply<T>> change, Call call)
    {
        Fault? fault = null;
        await parts.Change(
            "",
            "",
            IamRole.KeyOf(name),
            there =>
            {
                fault = there?.Name == name ? null : Unknown(name);
                return fault is not null || change(there!).Refused(out fault, out var result) ? there : result;
            },
            call.Aborted);
        return fault;
    }

    /// <summary>Changes what one may.</summary>
    public ValueTask<Fault?> Change(string name, Func<T, Reply<Rights>> change, Call call) =>
        Change(name, there => change(there).Refused(out var fault, out var rights) ? fault : (Reply<T>)With(there, rights), call);

    /// <summary>Changes the tags of one.</summary>
    public ValueTask<Fault?> Retag(string name, Func<T, Reply<Dictionary<string, string>>> change, Call call) =>
        Change(name, there => change(there).Refused(out var fault, out var tags) ? fault : (Reply<T>)With(there, tags), call);

    /// <summary>Removes one that has nothing any more.</summary>
    /// <param name="name">The name.</param>
    /// <param name="keeps">Why it cannot be removed; null when it can.</param>
    /// <param name="call">The call.</param>
    public async ValueTask<Fault?> Remove(string name, Func<T, Fault?> keeps, Call call)
    {
        Fault? fault = null;
        await parts.Change(
            "",
            "",
            IamRole.KeyOf(name),
            there =>
            {
                fault = there?.Name == name ? keeps(there) : Unknown(name);
                return fault is null ? null : there;
            },
            call.Aborted);
        return fault;
    }

    /// <summary>The same with other rights.</summary>
    protected abstract T With(T one, Rights rights);

    /// <summary>The same with other tags.</summary>
    protected abstract T With(T one, Dictionary<string, string> tags);

    private Fault Unknown(string name) => Faults.NoSuchEntity($"The {entity} with name {name} cannot be found.");
}
