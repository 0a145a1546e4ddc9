using System.Reflection;
using System.Text.RegularExpressions;

namespace Gatehouse.Laws;

/// <summary>Every operation of the services is there under its own name, or the ledger says that it is not.</summary>
public sealed class OperationLaws
{
    private static readonly Type[] Contracts = Subclasses("Gatehouse.Contracts", isAbstract: true);
    private static readonly Type[] Written = Subclasses("Gatehouse.Operations", isAbstract: false);

    [Fact]
    public void An_operation_bears_the_name_of_its_contract_and_is_written_once()
    {
        Assert.NotEmpty(Written);
        Assert.All(Written, operation => Assert.Equal(operation.Name + "Contract", operation.BaseType!.Name));
        Assert.Equal(Written.Length, Written.Select(operation => operation.BaseType).Distinct().Count());
    }

    [Fact]
    public void An_operation_lives_in_a_file_of_its_name()
    {
        var files = Repository.Files("src/Gatehouse.Operations").Select(file => Path.GetFileNameWithoutExtension(file.Path)).ToHashSet();
        Assert.All(Written, operation => Assert.Contains(operation.Name, files));
    }

    [Fact]
    public void The_ledger_has_a_row_for_every_contract_and_tells_which_are_there()
    {
        var rows = Regex.Matches(Repository.Read("docs/compat.md"), @"^\| (?<name>[A-Z][A-Za-z]+) \| [^|]+ \| (?<state>[^|]+) \|", RegexOptions.Multiline)
            .Where(row => row.Groups["name"].Value is not ("Operation" or "Service"))
            .Select(row => (Name: row.Groups["name"].Value, IsHere: row.Groups["state"].Value.Trim() != "not yet"))
            .ToList();
        var named = Contracts.Select(contract => contract.Name[..^"Contract".Length]).Order(StringComparer.Ordinal);
        Assert.Equal(named, rows.Select(row => row.Name).Order(StringComparer.Ordinal));
        Assert.Equal(
            Written.Select(operation => operation.Name).Order(StringComparer.Ordinal),
            rows.Where(row => row.IsHere).Select(row => row.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_operation_has_tests_that_name_it()
    {
        var tests = string.Join('\n', Repository.Files("test/Gatehouse.Tests").Select(file => file.Text));
        Assert.Empty(Written.Where(operation => !tests.Contains(operation.Name, StringComparison.Ordinal)).Select(operation => operation.Name));
    }

    private static Type[] Subclasses(string assembly, bool isAbstract) =>
    [
        .. Assembly.Load(assembly).GetTypes().Where(type => type.IsSubclassOf(typeof(Operation)) && type.IsAbstract == isAbstract),
    ];
}
