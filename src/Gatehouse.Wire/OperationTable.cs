using System.Collections.Frozen;

namespace Gatehouse.Wire;

/// <summary>Every operation that is served, by service and name. Fixed from start-up on; safe for any number of threads.</summary>
public sealed class OperationTable
{
    private readonly FrozenDictionary<(string Service, string Name), Operation> operations;

    /// <summary>Builds the table.</summary>
    /// <exception cref="InvalidOperationException">Two operations have the same service and name.</exception>
    public OperationTable(IEnumerable<Operation> operations)
    {
        var all = operations.ToList();
        if (all.GroupBy(Key).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new InvalidOperationException($"More than one operation is named {twice.Key}: {string.Join(", ", twice.Select(o => o.GetType()))}.");

        this.operations = all.ToFrozenDictionary(Key);
    }

    /// <summary>Every operation, in no order.</summary>
    public IReadOnlyList<Operation> All => operations.Values;

    /// <summary>The operation of a service by its exact name; null when it is not served.</summary>
    public Operation? Find(string service, string name) => operations.GetValueOrDefault((service, name));

    private static (string Service, string Name) Key(Operation operation) => (operation.Service, operation.Name);
}
